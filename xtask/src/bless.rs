//! Writes every golden file and generated document anew.

use anyhow::Result;

use crate::process;
use crate::test::OPTIMIZED;
use crate::workspace;

/// The tests that compare with files of the repository, and write them when `UPDATE_GOLDEN` is set.
const WRITERS: [&[&str]; 3] = [
    &["--lib", "--test", "hostile", "--test", "package_archives"],
    &["--test", "library", "--", "report::", "rules::", "receivers::", "rule_pages::"],
    &["--test", "proofs", "--", "acceptance::", "conformance::", "differential::"],
];

pub(crate) fn run() -> Result<()> {
    let root = workspace::root()?;
    for tests in WRITERS {
        let mut command = process::cargo();
        command
            .arg("test")
            .args(OPTIMIZED)
            .args(["--quiet", "--no-fail-fast"])
            .args(tests)
            .env("UPDATE_GOLDEN", "1")
            .current_dir(&root);
        process::run(&mut command)?;
    }
    println!("Written anew. Read what changed before you commit it: git diff --stat docs tests/golden");
    Ok(())
}
