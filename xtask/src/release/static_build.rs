//! The command for Linux without a library of the system's: it runs on every distribution.
//!
//! Where rustup can download the target, it does. Where it cannot, Debian's toolchain builds the standard library from
//! source, as for WebAssembly, and Debian's `musl-tools` links.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::archive::Built;
use super::folder;
use crate::packages;
use crate::process;

const TARGET: &str = "x86_64-unknown-linux-musl";

const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "musl-tools"];

/// The name under which rustup knows Debian's toolchain.
const DEBIAN_LINK: &str = "debian";

pub(super) fn command(root: &Path) -> Result<Built> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!("this archive is built on Linux on x86-64");
    }
    let mut cargo = process::cargo();
    cargo.args(["build", "--release", "--locked", "--bin", "rostercheck", "--target", TARGET]).current_dir(root);
    if !has_target() {
        from_source(&mut cargo, root)?;
    }
    process::run(&mut cargo)?;
    let program = root.join("target").join(TARGET).join("release/rostercheck");
    let libraries = process::answer(Command::new("readelf").arg("--dynamic").arg(&program)).context("no readelf")?;
    if libraries.contains("NEEDED") {
        bail!("{} needs a library of the system's", program.display());
    }
    Ok(Built { program, target: TARGET.to_owned() })
}

/// Whether rustup's toolchain has the target, or can get it.
fn has_target() -> bool {
    let mut command = Command::new("rustup");
    command.args(["target", "add", TARGET]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn from_source(cargo: &mut Command, root: &Path) -> Result<()> {
    let has_all = Path::new("/usr/lib/rustlib/src/rust").exists() && process::find("musl-gcc").is_some();
    if !has_all {
        eprintln!("Installing Debian's Rust toolchain and musl (usually less than a minute)");
        packages::apt_install(&DEBIAN_PACKAGES)?;
    }
    process::run(Command::new("rustup").args(["toolchain", "link", DEBIAN_LINK, "/usr"]))?;
    let libraries = folder(root, "static-libraries")?;
    unwinder(&libraries)?;
    let search = format!("-Lnative={}", libraries.display());
    let flags = ["-Ctarget-feature=+crt-static", "-Clink-self-contained=no", &search].join("\u{1f}");
    cargo
        .args(["-Zbuild-std=std,panic_abort"])
        .env("RUSTUP_TOOLCHAIN", DEBIAN_LINK)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER", "musl-gcc")
        .env("CARGO_ENCODED_RUSTFLAGS", flags);
    Ok(())
}

/// The standard library asks for an unwinder by another name than Debian's compiler gives it. That one asks the C library
/// for a function that musl does not have; without it no stack is unwound, which a release, that aborts, never does.
fn unwinder(libraries: &Path) -> Result<()> {
    let own = process::answer(Command::new("gcc").arg("-print-file-name=libgcc_eh.a")).context("there is no gcc")?;
    let library = libraries.join("libunwind.a");
    fs::copy(PathBuf::from(own.trim()), &library).context("there is no libgcc_eh.a")?;
    let (source, object) = (libraries.join("find_object.c"), libraries.join("find_object.o"));
    fs::write(&source, "int _dl_find_object(void *address, void *result) { return -1; }\n")?;
    process::run(Command::new("musl-gcc").arg("-c").arg("-o").arg(&object).arg(&source))?;
    process::run(Command::new("ar").arg("q").arg(&library).arg(&object))
}
