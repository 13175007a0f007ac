//! Running other programs.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a command that talks to the user itself; an exit status other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    let status = command.status().with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// What a command prints on standard output, or nothing if it is missing or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(text)
}

/// The full path of a program on PATH.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program).with_extension(env::consts::EXE_EXTENSION))
        .find(|path| path.is_file())
}

/// The command as a person would type it, without its folder and its environment.
fn show(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let mut shown = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        shown.push(' ');
        shown.push_str(&argument.to_string_lossy());
    }
    shown
}

/// A `cargo` command in the work tree, free of what the cargo that runs this xtask has set for it:
/// its library path would reach the compiler of another toolchain, its package variables the build scripts.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new("cargo");
    clean(&mut command);
    command
}

/// Takes away what `cargo run` adds to the environment.
pub(crate) fn clean(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_")
            || matches!(&*name, "CARGO" | "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH")
            || matches!(&*name, "RUST_RECURSION_COUNT" | "RUSTUP_TOOLCHAIN_SOURCE")
        {
            command.env_remove(&*name);
        }
    }
    if let Some(libraries) = env::var_os("LD_LIBRARY_PATH") {
        let others: Vec<PathBuf> = env::split_paths(&libraries).filter(|folder| !added_by_cargo(folder)).collect();
        match env::join_paths(&others) {
            Ok(rest) if !others.is_empty() => command.env("LD_LIBRARY_PATH", rest),
            _ => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
}

/// Whether cargo put this folder on the library path: the folder of the running binary, or of a toolchain.
fn added_by_cargo(folder: &std::path::Path) -> bool {
    let of_this_binary = env::current_exe()
        .ok()
        .and_then(|binary| binary.parent().map(|here| folder.starts_with(here)))
        .unwrap_or(false);
    of_this_binary
        || folder.components().any(|part| matches!(part.as_os_str().to_str(), Some("toolchains" | "rustlib")))
}

/// `npm` is a script on Windows, which is not found without its ending.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Puts a folder of programs before all others.
pub(crate) fn path_with(first: PathBuf) -> Result<std::ffi::OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(first).chain(env::split_paths(&rest));
    env::join_paths(folders).context("the folder of the tools has a character that PATH cannot hold")
}
