//! The runtime's own search for binary values gives the package's answers.

use std::path::Path;
use std::process::Command;

#[test]
fn the_search_for_binary_values_answers_as_the_package_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node")
        .arg(root.join("tests/worker/binary.mjs"))
        .arg(Path::new(env!("OUT_DIR")).join("npm/node_modules"))
        .arg(root.join("assets/runtime"))
        .output()
        .expect("node is there, it built the pages");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
