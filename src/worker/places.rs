//! From the engine's positions to places in the learner's text. QuickJS tells a call by the last name before its closing
//! bracket, often an argument on a later line, and columns in bytes, from 0 on the first line. A reader expects the name
//! that is called, and columns as editors count them (UTF-16, from 1).

use std::cell::RefCell;
use std::rc::Rc;

use super::message::Place;
use crate::javascript::{Call, Outline, Program, outline};

/// The learner's text, shared by all who ask for places in it. Empty until the code is there.
pub type SharedText = Rc<RefCell<Text>>;

#[derive(Debug)]
pub struct Text {
    source: String,
    outline: Outline,
    /// Offsets in bytes at which the lines start.
    lines: Vec<usize>,
    /// Bytes that stand before the first line when it is evaluated.
    prefix: usize,
}

impl Default for Text {
    fn default() -> Self {
        Self::new("")
    }
}

impl Text {
    pub fn new(source: &str) -> Self {
        let starts = source.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source: source.to_owned(),
            outline: outline(source),
            lines: std::iter::once(0).chain(starts).collect(),
            prefix: 0,
        }
    }

    pub fn program(&self) -> Program {
        self.outline.program
    }

    /// From now on the first line is evaluated behind `bytes` of something else.
    pub fn set_prefix(&mut self, bytes: usize) {
        self.prefix = bytes;
    }

    /// The place of what the engine puts at `line` and `column`.
    pub fn place(&self, line: u32, column: u32) -> Option<Place> {
        self.offset(line, column).map(|offset| self.at(offset))
    }

    /// The place of an error in the text itself; its column is from 1 on all lines.
    pub fn syntax_error(&self, line: u32, column: u32) -> Option<Place> {
        self.place(line, if line == 1 { column.saturating_sub(1) } else { column })
    }

    /// The place of the call of `callee` that the engine puts at `line` and `column`. Without a name, or if no call
    /// there has it, the innermost.
    pub fn call(&self, line: u32, column: u32, callee: &str) -> Option<Place> {
        let offset = self.offset(line, column)?;
        let innermost = self.enclosing(offset);
        let named = self.chain(innermost).find(|call| !callee.is_empty() && self.name(call) == callee);
        let call = named.or_else(|| self.chain(innermost).next());
        Some(self.at(call.map_or(offset, start)))
    }

    /// What was called at `line` and `column`, as written, if there is no doubt which call it was.
    pub fn callee(&self, line: u32, column: u32) -> Option<&str> {
        let offset = self.offset(line, column)?;
        let mut calls = self.chain(self.enclosing(offset));
        let call = calls.next().filter(|_| calls.next().is_none())?;
        let before = self.source.get(..call.open)?.trim_end();
        let part = |c: char| c == '_' || c == '$' || c == '.' || c.is_alphanumeric();
        let start =
            before.rfind(|c| !part(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        Some(&before[start..]).filter(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$'))
    }

    /// The place of the first mention of a module's name in quotes.
    pub fn mention(&self, module: &str) -> Option<Place> {
        let single = self.source.find(&format!("'{module}'"));
        single.or_else(|| self.source.find(&format!("\"{module}\""))).map(|offset| self.at(offset))
    }

    fn offset(&self, line: u32, column: u32) -> Option<usize> {
        let start = *self.lines.get(usize::try_from(line).ok()?.checked_sub(1)?)?;
        let column = column as usize;
        let column = if line == 1 {
            // The engine says 1 for the first two columns; a word that is there starts in the first.
            let in_word = self.source.starts_with(|c: char| c == '_' || c == '$' || c.is_alphanumeric());
            let column = if column == 1 && in_word { 0 } else { column };
            column.saturating_sub(self.prefix)
        } else {
            column.max(1) - 1
        };
        let mut offset = (start + column).min(self.source.len());
        while !self.source.is_char_boundary(offset) {
            offset -= 1;
        }
        Some(offset)
    }

    fn at(&self, offset: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        let column = self.source[start..offset].encode_utf16().count() + 1;
        Place { line: u32::try_from(line).unwrap_or(u32::MAX), column: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    /// The innermost call in which `offset` is, its name included.
    fn enclosing(&self, offset: usize) -> Option<usize> {
        let calls = &self.outline.calls;
        let mut index = calls.partition_point(|call| start(call) <= offset).checked_sub(1);
        // Calls that ended before, be they in the same function or not, do not count.
        while let Some(at) = index {
            if calls[at].close >= offset {
                return Some(at);
            }
            index = at.checked_sub(1);
        }
        None
    }

    /// A call and those of the same function around it, from the inside out.
    fn chain(&self, innermost: Option<usize>) -> impl Iterator<Item = &Call> {
        let calls = &self.outline.calls;
        std::iter::successors(innermost, |index| calls[*index].parent).map(|index| &calls[index])
    }

    fn name(&self, call: &Call) -> &str {
        call.name.and_then(|(start, end)| self.source.get(start..end)).unwrap_or_default()
    }
}

/// Where a call starts for a reader: at the name that is called.
fn start(call: &Call) -> usize {
    call.name.map_or(call.open, |(start, _)| start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of the call of `callee` when the engine is at `mark` (its first occurrence).
    fn call(source: &str, mark: &str, callee: &str) -> (u32, u32) {
        let offset = source.find(mark).expect("the mark is there");
        let line = source[..offset].matches('\n').count() + 1;
        let column = offset - source[..offset].rfind('\n').map_or(0, |at| at + 1) + usize::from(line > 1);
        let place = Text::new(source).call(line as u32, column as u32, callee).expect("a place");
        (place.line, place.column)
    }

    #[test]
    fn a_call_is_where_its_name_is() {
        assert_eq!(call("io.emit('a', {\n  b: c.d,\n});", "c.d", "emit"), (1, 4));
        assert_eq!(call("io.emit();", "emit", "emit"), (1, 4));
        assert_eq!(call("say('x');", "say", "say"), (1, 1));
        assert_eq!(call("io.to('a').emit('b')", "emit", "emit"), (1, 12));
        assert_eq!(call("io.emit('a', f(b.c))", "b.c", "emit"), (1, 4));
        assert_eq!(call("io.emit('a', f(b.c))", "b.c", "f"), (1, 14));
        assert_eq!(call("\nio\n  .to('a')\n  .emit('b')", "emit", "emit"), (4, 4));
    }

    #[test]
    fn a_call_outside_of_the_function_is_not_meant() {
        assert_eq!(call("on('x', () => {\n  say(a.b);\n});", "a.b", "on"), (2, 3));
        assert_eq!(call("list.map((x) => join(x.id))", "x.id", "map"), (1, 17));
    }

    #[test]
    fn columns_count_as_editors_do() {
        assert_eq!(call("/* é😀 */ io.emit(a)", "a)", "emit"), (1, 14));
    }

    #[test]
    fn what_was_called_is_told_only_when_it_is_sure() {
        let text = Text::new("socket.emitt('a');\nf(g(1));");
        assert_eq!(text.callee(1, 7), Some("socket.emitt"));
        assert_eq!(text.callee(2, 3), None);
    }
}
