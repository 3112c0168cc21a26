//! What leaves a sandbox, and how it is refused.

use std::io::{Cursor, Read as _};

use super::{create, serve};

#[test]
fn an_empty_run_is_a_scenario_and_other_forms_are_refused() {
    let (_server, site) = serve(&[]);
    let trace = format!("/api/sandboxes/{}/trace", create(&site, ""));
    let answer = site.get(&format!("{trace}?format=mermaid")).expect(200);
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(answer.text(), "sequenceDiagram\n    title: A recorded run\n");
    site.get(&format!("{trace}?format=pdf")).expect(404);
    site.send("POST", &format!("{trace}?format=mermaid"), &[], b"").expect(405);
}

#[test]
fn an_export_is_a_zip() {
    let (_server, site) = serve(&[]);
    let address = format!("/api/sandboxes/{}/export", create(&site, "io.on('connection', () => {});"));
    let zip = site.get(&address).expect(200);
    assert_eq!(zip.header("content-type"), Some("application/zip"));
    assert!(zip.body.starts_with(b"PK"));
    site.send("POST", &address, &[], b"").expect(405);
    site.get("/api/sandboxes/nope/export").expect(404);
}

#[test]
fn an_export_has_the_pages_that_a_student_wrote() {
    let (_server, site) = serve(&[]);
    let id = create(&site, "io;");
    let pages = serde_json::json!({"pages": {"alice": "<p>mine</p>", "bob": "<p>bob's</p>"}});
    site.json("PUT", &format!("/api/sandboxes/{id}/pages"), &pages).expect(204);
    let zip = site.get(&format!("/api/sandboxes/{id}/export")).expect(200);
    let mut zip = zip::ZipArchive::new(Cursor::new(zip.body)).expect("a zip");
    for (name, text) in [("public/index.html", "<p>mine</p>"), ("public/bob.html", "<p>bob's</p>")] {
        let mut page = String::new();
        zip.by_name(name).expect(name).read_to_string(&mut page).expect("a text");
        assert!(page.contains(text), "{name}: {page}");
    }
}
