//! Scenarios: a strict subset of Mermaid's sequence diagrams, parsed, run against a sandbox, reported.
