//! Colours code that prose shows: text in, HTML out, with the classes of the page's tokens (`tok-keyword`, …), the same
//! five colours as in the editor. Five kinds need no grammar, so each language is a scanner of a page or less: any text
//! is taken, in linear time, and what is not known stays plain.

mod markup;
mod script;
mod words;

/// What a piece of code is, as far as it has a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Keyword,
    /// Strings and regular expressions.
    String,
    /// Names that are called, classes, keys.
    Call,
    /// Numbers, booleans, null, variables of a shell.
    Value,
    Comment,
}

/// Code as HTML; escaped only, where the language is not known.
pub fn highlight(language: &str, code: &str) -> String {
    let mut painter = Painter::new(code);
    match language.to_ascii_lowercase().as_str() {
        "js" | "javascript" | "mjs" | "cjs" | "jsx" | "ts" | "typescript" => {
            script::javascript(&mut painter, code.len())
        }
        "json" | "jsonc" | "json5" => script::json(&mut painter),
        "html" | "xml" | "svg" => markup::html(&mut painter),
        "css" => markup::css(&mut painter, code.len()),
        "md" | "markdown" => markup::markdown(&mut painter),
        "sh" | "bash" | "shell" | "zsh" => words::shell(&mut painter, code.len()),
        "console" | "shell-session" => words::console(&mut painter),
        "mermaid" => words::mermaid(&mut painter),
        _ => {}
    }
    painter.finish()
}

/// A text and how much of it is written, coloured, to its HTML. Places are bytes; they only go forward.
struct Painter<'a> {
    text: &'a str,
    /// Up to here it is written.
    at: usize,
    out: String,
}

impl<'a> Painter<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, out: String::with_capacity(text.len() * 2) }
    }

    /// What is not written yet.
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Writes up to `end` without a colour.
    fn plain(&mut self, end: usize) {
        let end = self.bound(end);
        escape(&self.text[self.at..end], &mut self.out);
        self.at = end;
    }

    fn paint(&mut self, kind: Kind, end: usize) {
        let end = self.bound(end);
        if end == self.at {
            return;
        }
        let class = match kind {
            Kind::Keyword => "tok-keyword",
            Kind::String => "tok-string",
            Kind::Call => "tok-call",
            Kind::Value => "tok-value",
            Kind::Comment => "tok-comment",
        };
        self.out.push_str("<span class=\"");
        self.out.push_str(class);
        self.out.push_str("\">");
        self.plain(end);
        self.out.push_str("</span>");
    }

    /// One character without a colour.
    fn step(&mut self) {
        self.plain(self.at + self.peek().map_or(0, char::len_utf8));
    }

    /// The end of the characters for which `fits` holds, from `from` on.
    fn while_at(&self, from: usize, fits: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[from..];
        from + rest.find(|c| !fits(c)).unwrap_or(rest.len())
    }

    /// The end of the first `mark` from `from` on, else of the text.
    fn past(&self, from: usize, mark: &str) -> usize {
        let from = self.bound(from);
        self.text[from..].find(mark).map_or(self.text.len(), |at| from + at + mark.len())
    }

    /// The end of the line, without its line end.
    fn line_end(&self) -> usize {
        self.rest().find('\n').map_or(self.text.len(), |at| self.at + at)
    }

    /// The end of a string that starts at `from` with `quote` and may not go over a line's end unless `lines`.
    fn string_end(&self, from: usize, quote: char, lines: bool) -> usize {
        let mut chars = self.text[from..].char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => {
                    chars.next();
                }
                '\n' if !lines => return from + at,
                c if c == quote => return from + at + c.len_utf8(),
                _ => {}
            }
        }
        self.text.len()
    }

    /// The first character from `from` on that is no blank.
    fn next_after(&self, from: usize) -> Option<char> {
        self.text[from..].chars().find(|c| !c.is_whitespace())
    }

    fn finish(mut self) -> String {
        self.plain(self.text.len());
        self.out
    }

    /// A place that is not behind what is written, and between two characters.
    fn bound(&self, place: usize) -> usize {
        let mut place = place.clamp(self.at, self.text.len());
        while !self.text.is_char_boundary(place) {
            place += 1;
        }
        place
    }
}

/// Text as HTML.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::highlight;

    /// `k:const` for each coloured piece.
    fn told(language: &str, code: &str) -> String {
        let html = highlight(language, code);
        let pieces = html.split("<span class=\"tok-").skip(1).map(|piece| {
            let (kind, rest) = piece.split_once("\">").expect("a span");
            format!("{}:{}", &kind[..1].to_uppercase(), rest.split("</span>").next().expect("its end"))
        });
        // K keyword, S string, C call or comment, V value.
        pieces.collect::<Vec<_>>().join(" ").replace("&quot;", "\"")
    }

    #[test]
    fn javascript() {
        assert_eq!(
            told("js", "const io = new Server(3000); // all\nio.on('connection', async (socket) => { return null; });"),
            "K:const K:new C:Server V:3000 C:// all C:on S:'connection' K:async K:return V:null"
        );
        assert_eq!(told("js", "a / b / /x[/]\"/g.test(c)"), "S:/x[/]\"/g C:test");
        assert_eq!(told("js", "`a ${b({c: 1})} d` + 2"), "S:`a  C:b V:1 S: d` V:2");
        assert_eq!(told("js", "map.get(of); for (const x of [1]) {}"), "C:get K:for K:const K:of V:1");
        assert_eq!(told("js", "import { io } from \"x\";"), "K:import K:from S:\"x\"");
    }

    #[test]
    fn others() {
        assert_eq!(told("json", "{\"a\": [1, \"b\", true]}"), "C:\"a\" V:1 S:\"b\" V:true");
        assert_eq!(
            told("html", "<!-- c --><a href=\"#\">let</a><script>let x = 1</script>"),
            "C:&lt;!-- c --&gt; K:a C:href S:\"#\" K:a K:script K:let V:1 K:script"
        );
        assert_eq!(told("sh", "npm install \"x\" # now\nPORT=1 node $A"), "C:npm S:\"x\" C:# now C:node V:$A");
        assert_eq!(told("console", "$ ls -l\ntotal 0"), "C:$ C:ls");
        assert_eq!(told("md", "# Title\n- `a`\n```js\nlet\n```\n"), "K:# Title K:- S:`a` C:```js C:```");
        assert_eq!(told("css", "a { color: red; top: 1px } /* x */"), "C:color C:top V:1px C:/* x */");
        assert_eq!(told("mermaid", "flowchart LR\n  a-->\"b\" %% c"), "K:flowchart S:\"b\" C:%% c");
        assert_eq!(highlight("nothing", "a < b && \"c\""), "a &lt; b &amp;&amp; &quot;c&quot;");
    }

    proptest! {
        #[test]
        fn any_text_stays_what_it_is(
            language in prop::sample::select(vec!["js", "json", "html", "css", "md", "sh", "console", "mermaid", "x"]),
            code in "([a-z0-9 \n\"'`/*{}$<>!=&;:#%.ä→-]|script|style|let|<!--|\\$\\{){0,60}",
        ) {
            let html = highlight(language, &code);
            let mut text = String::new();
            let mut rest = html.as_str();
            while let Some((before, after)) = rest.split_once('<') {
                text.push_str(before);
                rest = after.split_once('>').expect("a whole tag").1;
            }
            text.push_str(rest);
            let text = text.replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
            prop_assert_eq!(text, code);
        }
    }
}
