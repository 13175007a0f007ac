//! A zip that comes out of a pipe or a device.

#![cfg(unix)]

use super::*;

fn findings(output: &Output) -> serde_json::Value {
    json(output)["findings"].clone()
}

#[test]
fn whatever_is_no_file_is_read_as_standard_input_is() {
    let disk = on_disk(&broken());
    let path = disk.path.to_str().unwrap();
    let from_file = run(&["check", path, "--format", "json"]);
    for script in [
        "exec \"$0\" check - --format json < \"$1\"",
        "cat \"$1\" | \"$0\" check - --format json",
        "exec \"$0\" check /dev/stdin --format json < \"$1\"",
        "cat \"$1\" | \"$0\" check /dev/stdin --format json",
        "cat \"$1\" | \"$0\" check /dev/fd/0 --format json",
        "mkfifo \"$2\"; cat \"$1\" > \"$2\" & exec \"$0\" check \"$2\" --format json",
    ] {
        let pipe = disk.folder.path().join("pipe");
        let output = shell(script, &[path, pipe.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{script}: {}", text(&output.stderr));
        assert_eq!(findings(&output), findings(&from_file), "{script}");
        let name = if script.contains("mkfifo") { "pipe" } else { "-" };
        assert_eq!(json(&output)["input"]["name"], name, "{script}");
    }
    // Several, each waited for in its turn.
    let script = "cd \"$2\"; mkfifo x y; (cat \"$1\" > x)& (cat \"$1\" > y)& exec \"$0\" check x y --format jsonl";
    let output = shell(script, &[path, disk.folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout).lines().count(), 2);
    for paths in [["-", "-"], ["-", "/dev/stdin"]] {
        assert_eq!(run(&["check", paths[0], paths[1]]).status.code(), Some(2));
    }
}

/// Debug builds keep less of a stream where a test asks for it.
#[cfg(debug_assertions)]
#[test]
fn a_stream_without_an_end_is_told() {
    for (script, arguments) in [
        ("yes | \"$0\" check - --format json \"$@\"", &[][..]),
        ("yes | \"$0\" check - --format json \"$@\"", &["--no-limits"]),
        ("exec \"$0\" check /dev/zero --format json \"$@\"", &[]),
        ("(cat \"$1\"; yes) | \"$0\" check - --format json", &[]),
    ] {
        let script = format!("export ROSTERCHECK_MOST_OF_A_STREAM=5000000; {script}");
        let disk = on_disk(&TestPackage::base());
        let arguments = if script.contains("cat") { vec![disk.path.to_str().unwrap()] } else { arguments.to_vec() };
        let output = shell(&script, &arguments);
        assert_eq!(output.status.code(), Some(2), "{script}: {}", text(&output.stderr));
        let report = json(&output);
        assert_eq!(report["outcome"], "unreadable");
        assert_eq!(report["findings"][0]["rule"], "unreadable-package");
        let message = report["findings"][0]["message"].as_str().unwrap();
        assert_eq!(message, "The input is longer than 5,000,000 bytes, so rostercheck stopped reading.");
        assert_eq!(report["limits"]["stopped"], serde_json::json!([]), "lifting the limits would not help");
    }
    // Exactly as much is not too much.
    let disk = on_disk(&TestPackage::base());
    let bytes = std::fs::metadata(&disk.path).unwrap().len();
    for (most, status) in [(bytes, 0), (bytes - 1, 2)] {
        let script = format!("ROSTERCHECK_MOST_OF_A_STREAM={most} exec \"$0\" check - < \"$1\"");
        assert_eq!(shell(&script, &[disk.path.to_str().unwrap()]).status.code(), Some(status));
    }
}
