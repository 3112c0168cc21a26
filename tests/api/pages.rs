//! What browsers get: pages, clients' frames, assets.

use super::{BROADCAST, create, serve};
use crate::http::Site;

const HTML: [(&str, &str); 1] = [("accept", "text/html,*/*")];

#[test]
fn the_course_leads_to_its_lessons() {
    let (_server, site) = serve(&[]);
    let course = site.get("/").expect(200);
    assert_eq!(course.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(course.text().contains("/lessons/broadcasting"), "{}", course.text());
    for path in
        ["/lessons/broadcasting", "/lessons/broadcasting/", "/lessons/broadcasting/1", "/lessons/broadcasting/2"]
    {
        let lesson = site.get(path).expect(200).text();
        assert!(lesson.contains("Broadcasting") && lesson.contains("bootstrap"), "{path}: {lesson}");
    }
}

#[test]
fn what_is_not_there_is_a_page_for_people_and_json_for_programs() {
    let (_server, site) = serve(&[]);
    for path in [
        "/lessons/nope",
        "/lessons/broadcasting/0",
        "/lessons/broadcasting/99",
        "/lessons/%ff",
        "/lessons/%2e%2e",
        "/nothing",
        "/assets/nothing.js",
        "/assets/manifest.json",
        "/assets/../Cargo.toml",
        "/sandboxes/nope/clients/alice",
    ] {
        site.get(path).expect(404);
        if !path.starts_with("/assets") {
            let page = site.send("GET", path, &HTML, b"");
            assert_eq!((page.status, page.header("content-type")), (404, Some("text/html; charset=utf-8")), "{path}");
        }
    }
}

#[test]
fn the_cheat_sheet_has_a_row_for_each_form_and_a_sandbox() {
    let (_server, site) = serve(&[]);
    let page = site.get("/cheatsheet").expect(200).text();
    for part in [
        "socket.<span",
        "data-part=\"row\" data-index=\"0\"",
        "data-index=\"35\"",
        "Method summary",
        "Real uses",
        "href=\"/glossary\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let order = serde_json::json!({"lesson": "/cheatsheet", "step": 1});
    let made = site.json("POST", "/api/sandboxes", &order).expect(201).value();
    let id = made["id"].as_str().expect("an id");
    let snapshot = super::snapshot(&site, id);
    assert!(snapshot["server"].as_str().is_some_and(|code| code.contains("room1")), "{snapshot}");
    assert!(site.get(&format!("/sandboxes/{id}/clients/dave")).expect(200).text().contains("onAny"));
}

#[test]
fn every_answer_has_the_security_headers() {
    let (_server, site) = serve(&[]);
    for path in ["/", "/lessons/broadcasting", "/nothing", "/healthz", "/api/sandboxes"] {
        let answer = site.get(path);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
    let policy = site.get("/").header("content-security-policy").map(str::to_owned).expect("a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
}

#[test]
fn assets_are_kept_for_ever_and_open_to_any_origin() {
    let (_server, site) = serve(&[]);
    let script = asset(&site, ".js");
    let plain = site.get(&script).expect(200);
    assert_eq!(plain.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(plain.header("access-control-allow-origin"), Some("*"));
    assert_eq!(plain.header("content-type"), Some("text/javascript; charset=utf-8"));
    let tag = plain.header("etag").expect("a tag");
    let known = site.send("GET", &script, &[("if-none-match", tag)], b"");
    assert_eq!((known.status, known.body.len()), (304, 0));
    let packed = site.send("GET", &script, &[("accept-encoding", "br, gzip")], b"");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.starts_with(&[0x1f, 0x8b]) && packed.body.len() < plain.body.len());
    assert_eq!(asset_type(&site, ".css"), "text/css; charset=utf-8");
}

#[test]
fn a_client_of_its_own_frame_reaches_its_sandbox_only() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    let page = site.get(&format!("/sandboxes/{id}/clients/alice")).expect(200);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("sandbox allow-scripts allow-forms; default-src 'none'; "), "{policy}");
    assert!(policy.contains(&format!("ws://{}/sandboxes/{id}/", site.authority())), "{policy}");
    let text = page.text();
    let ours =
        text.find(&format!(r#"data-path="/sandboxes/{id}/socket.io/" data-client="alice""#)).expect("our script");
    assert!(text.find("<script>").is_none_or(|own| ours < own), "{text}");
    for name in ["", "a%20b", "%3Cscript%3E", &"x".repeat(65)] {
        site.get(&format!("/sandboxes/{id}/clients/{name}")).expect(404);
    }
}

#[test]
fn a_lesson_gives_its_clients_their_page() {
    let (_server, site) = serve(&[]);
    let made = site
        .json("POST", "/api/sandboxes", &serde_json::json!({"lesson": "broadcasting", "step": 2}))
        .expect(201)
        .value();
    let id = made["id"].as_str().expect("an id");
    let text = site.get(&format!("/sandboxes/{id}/clients/bob")).expect(200).text();
    assert!(text.contains("Say hello"), "{text}");
    let server = site.get(&format!("/api/sandboxes/{id}")).expect(200).value()["server"].to_string();
    assert!(server.contains("io.emit"), "{server}");
}

#[test]
fn a_sandbox_takes_the_pages_of_a_saved_lesson() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("01-one.md");
    let lesson = |page: &str| {
        format!("---\ntitle: One\nclients: [alice]\n---\n## S\n```js server\nio;\n```\n```html client\n{page}\n```\n")
    };
    std::fs::write(&file, lesson("<p>old")).expect("it writes");
    let (_server, site) = serve(&["--lessons", folder.path().to_str().expect("a name")]);
    let mut changes = site.events("/api/changes", None);
    let body = serde_json::json!({"lesson": "one", "step": 1});
    let made = site.json("POST", "/api/sandboxes", &body).expect(201).value();
    let id = made["id"].as_str().expect("an id");
    let page = || site.get(&format!("/sandboxes/{id}/clients/alice")).expect(200).text();
    let told = |html: &str| {
        let page = site.get("/lessons/one").expect(200).text();
        page.contains(&format!(r#""pages":[{{"clients":["alice"],"html":"\u003cp>{html}"#))
    };
    assert!(told("old"));
    std::fs::write(&file, lesson("<p>new")).expect("it writes");
    changes.until("lesson", |change| change["current"] == true && told("new"));
    assert!(page().contains("<p>old"), "it is the page's to ask for the new one");
    let address = format!("/api/sandboxes/{id}/pages");
    site.json("PUT", &address, &body).expect(204);
    assert!(page().contains("<p>new"));
    site.json("PUT", &address, &serde_json::json!({"lesson": "one", "step": 2})).expect(404);
    site.json("PUT", &address, &serde_json::json!({"lesson": "one"})).expect(400);
    site.json("PUT", "/api/sandboxes/none/pages", &body).expect(404);
    site.json("POST", &address, &body).expect(405);
}

#[test]
fn a_sandbox_takes_the_pages_that_a_student_wrote() {
    let (_server, site) = serve(&[]);
    let id = create(&site, "io;");
    let address = format!("/api/sandboxes/{id}/pages");
    let put = |pages: serde_json::Value| site.json("PUT", &address, &serde_json::json!({"pages": pages}));
    let page = |name: &str| site.get(&format!("/sandboxes/{id}/clients/{name}")).expect(200).text();
    put(serde_json::json!({"bob": "<p>one", "alice": "<p>one"})).expect(204);
    assert!(page("alice").contains("<p>one") && page("bob").contains("<p>one"));
    assert!(page("dave").contains("<p>one"), "who is new has the page that all share");
    put(serde_json::json!({"bob": "<p>one", "alice": "<p>two"})).expect(204);
    assert!(page("bob").contains("<p>one") && page("alice").contains("<p>two"));
    assert!(page("dave").contains("Arguments (JSON"), "where there is no such page, the one that emits anything");

    for (pages, words) in [
        (serde_json::json!({"a b": "<p>"}), "`a b` is no name"),
        (serde_json::json!({"alice": 1}), "the page of `alice` is not a text"),
        ((0..13).map(|n| (format!("c{n}"), "".into())).collect::<serde_json::Map<_, _>>().into(), "13 pages"),
    ] {
        let problem = put(pages).expect(400);
        assert_eq!(problem.header("content-type"), Some("application/problem+json"));
        assert!(problem.value()["detail"].to_string().contains(words), "{}", problem.value());
    }
    let large = "x".repeat(256 * 1024 + 1);
    let problem = put(serde_json::json!({"alice": large})).expect(413).value();
    assert!(problem["detail"].to_string().contains("262145 bytes, the limit is 262144"), "{problem}");
    let both = serde_json::json!({"pages": {}, "lesson": "broadcasting", "step": 1});
    site.json("PUT", &address, &both).expect(400);
    assert!(page("alice").contains("<p>two"), "what was refused changed nothing");
    put(serde_json::json!({})).expect(204);
    assert!(page("alice").contains("Arguments (JSON"));
}

#[test]
fn prose_has_colours_and_pictures_from_beside_the_lessons() {
    let folder = tempfile::tempdir().expect("a folder");
    let lesson = "---\ntitle: One\n---\n## S\n![A map](images/map.svg)\n\n```js\nlet a;\n```\n<b>raw</b>\n";
    std::fs::write(folder.path().join("01-one.md"), lesson).expect("it writes");
    std::fs::create_dir(folder.path().join("images")).expect("a folder");
    std::fs::write(folder.path().join("images/map.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .expect("it writes");
    std::fs::write(folder.path().join("images/notes.html"), "no").expect("it writes");
    let (_server, site) = serve(&["--lessons", folder.path().to_str().expect("a name")]);
    let mut changes = site.events("/api/changes", None);
    let page = site.get("/lessons/one").expect(200).text();
    for part in ["<img src=\"/lessons/images/map.svg\"", "<span class=\"tok-keyword\">let</span>", "&lt;b&gt;raw"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let picture = site.get("/lessons/images/map.svg").expect(200);
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    assert!(picture.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
    let tag = picture.header("etag").expect("a tag");
    assert_eq!(site.send("GET", "/lessons/images/map.svg", &[("if-none-match", tag)], b"").status, 304);
    for path in ["notes.html", "none.png", "", "../01-one.md", "%2e%2e/01-one.md", "..%2f01-one.md"] {
        site.get(&format!("/lessons/images/{path}")).expect(404);
    }
    site.send("POST", "/lessons/images/map.svg", &[], b"").expect(405);
    std::fs::write(folder.path().join("images/map.svg"), "<svg/>").expect("it writes");
    changes.until("images", |_| true);
    assert_eq!(site.send("GET", "/lessons/images/map.svg", &[("if-none-match", tag)], b"").status, 200);
}

/// The address of an asset that a lesson's page names.
fn asset(site: &Site, ending: &str) -> String {
    let page = site.get("/lessons/broadcasting").expect(200).text();
    let found = page.split('"').find(|text| text.starts_with("/assets/") && text.ends_with(ending));
    found.unwrap_or_else(|| panic!("no {ending} in {page}")).to_owned()
}

fn asset_type(site: &Site, ending: &str) -> String {
    site.get(&asset(site, ending)).expect(200).header("content-type").unwrap_or_default().to_owned()
}
