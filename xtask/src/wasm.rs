//! A Rust toolchain that can build for `wasm32-unknown-unknown`, and the environment it wants.
//!
//! Two ways lead there. Where rustup can download, it adds the target. Where it cannot, Debian's own toolchain
//! builds the standard library from source. What is already there is used; nothing is remembered between runs.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::packages;
use crate::process;
use crate::version::Version;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What `rust-version` in Cargo.toml asks for.
const OLDEST_RUSTC: Version = Version(1, 88, 0);

const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];

/// The name under which rustup knows Debian's toolchain.
const DEBIAN_LINK: &str = "debian";

pub(crate) enum Toolchain {
    /// The usual toolchain has the target's standard library.
    Target { sysroot: PathBuf },
    /// Debian's toolchain, which lies in /usr, builds the standard library.
    Debian { linker: String },
}

impl Toolchain {
    /// Finds a way to build for WebAssembly, or makes one.
    /// `ROSTERCHECK_WASM` set to `rustup` or `debian` leaves only that way.
    pub(crate) fn find_or_install() -> Result<Self> {
        let wanted = env::var("ROSTERCHECK_WASM").unwrap_or_default();
        let (by_rustup, by_debian) = match wanted.as_str() {
            "" => (true, true),
            "rustup" => (true, false),
            "debian" => (false, true),
            other => bail!("ROSTERCHECK_WASM is `{other}`; it may be `rustup` or `debian`"),
        };
        let found = (by_rustup.then(find_target).flatten()).or_else(|| by_debian.then(find_debian).flatten());
        if let Some(toolchain) = found {
            return Ok(toolchain);
        }
        if by_rustup && let Some(toolchain) = add_target() {
            return Ok(toolchain);
        }
        if by_debian && Path::new("/etc/debian_version").is_file() {
            return install_debian();
        }
        bail!(
            "the Rust standard library for WebAssembly is missing: \
             run `rustup target add {TARGET}` on a network where rustup can download"
        );
    }

    /// Whether the linter of this toolchain is there, installing it where that is a package of its own.
    pub(crate) fn find_or_install_clippy(&self) -> Result<()> {
        let Self::Debian { .. } = self else {
            return Ok(());
        };
        if Path::new("/usr/bin/clippy-driver").is_file() {
            return Ok(());
        }
        eprintln!("Installing the linter of Debian's Rust toolchain (usually about 10 seconds)");
        packages::apt_install(&["rust-web-clippy"])
    }

    /// Gives a command what it needs to build for WebAssembly, and to build the same bytes on every machine.
    pub(crate) fn apply(&self, command: &mut Command, root: &Path) {
        process::clean(command);
        command.env("CARGO_ENCODED_RUSTFLAGS", self.rustflags(root)).env_remove("RUSTFLAGS");
        if let Self::Debian { linker } = self {
            command
                .env("RUSTUP_TOOLCHAIN", DEBIAN_LINK)
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
    }

    fn rustflags(&self, root: &Path) -> OsString {
        let mut flags = OsString::from("-Ctarget-feature=+simd128,+bulk-memory");
        for (from, to) in self.remapped_folders(root) {
            // The separator of CARGO_ENCODED_RUSTFLAGS: folders may have spaces in their names.
            flags.push("\u{1f}--remap-path-prefix=");
            flags.push(from);
            flags.push("=");
            flags.push(to);
        }
        flags
    }

    /// Folders of this machine whose names must not get into the page. The last that fits is the one that counts.
    fn remapped_folders(&self, root: &Path) -> Vec<(PathBuf, &'static str)> {
        let mut folders = Vec::new();
        let home = env::home_dir();
        if let Some(home) = &home {
            folders.push((home.clone(), "/home"));
        }
        let sysroot = match self {
            Self::Target { sysroot } => sysroot.clone(),
            Self::Debian { .. } => PathBuf::from("/usr"),
        };
        let library = sysroot.join("lib/rustlib/src/rust");
        if let Ok(real) = library.canonicalize() {
            folders.push((real, "/rustc"));
        }
        folders.push((library, "/rustc"));
        let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| home.map(|home| home.join(".cargo")));
        if let Some(cargo_home) = cargo_home {
            // The folders below are named after the registry, or a mirror of it.
            let sources = cargo_home.join("registry").join("src");
            let mut registries: Vec<PathBuf> =
                fs::read_dir(sources).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
            registries.sort();
            folders.push((cargo_home, "/cargo"));
            folders.extend(registries.into_iter().map(|registry| (registry, "/registry")));
        }
        folders.push((root.to_path_buf(), "/rostercheck"));
        if let Some(target) = env::var_os("CARGO_TARGET_DIR") {
            folders.push((PathBuf::from(target), "/rostercheck/target"));
        }
        folders
    }
}

/// The sysroot of the usual toolchain, if it has the target.
fn find_target() -> Option<Toolchain> {
    let answer = process::answer(Command::new("rustc").args(["--print", "sysroot"]))?;
    let sysroot = PathBuf::from(answer.trim_end());
    let library = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    library.is_dir().then_some(Toolchain::Target { sysroot })
}

fn add_target() -> Option<Toolchain> {
    process::find("rustup")?;
    eprintln!("Adding the target {TARGET} to the Rust toolchain (usually a few seconds)");
    // Its complaint about a network that it cannot reach is no news to the user while another way is left.
    let added = process::answer(Command::new("rustup").args(["target", "add", TARGET]));
    if added.is_none() {
        eprintln!("rustup could not download it");
    }
    find_target()
}

/// Debian's toolchain, if all its parts are there.
fn find_debian() -> Option<Toolchain> {
    let rustc = process::answer(Command::new("/usr/bin/rustc").arg("-vV"))?;
    if Version::find(&rustc)? < OLDEST_RUSTC
        || !Path::new("/usr/bin/cargo").is_file()
        || !Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir()
    {
        return None;
    }
    let linker = format!("wasm-ld-{}", llvm_major(&rustc)?);
    process::find(&linker)?;
    if process::find("rustup").is_some() && !is_linked() {
        return None;
    }
    Some(Toolchain::Debian { linker })
}

fn install_debian() -> Result<Toolchain> {
    eprintln!(
        "Installing Debian's Rust toolchain, which builds the standard library itself (usually about half a minute)"
    );
    packages::apt_install(&DEBIAN_PACKAGES)?;
    let rustc = process::answer(Command::new("/usr/bin/rustc").arg("-vV"))
        .context("Debian's rustc does not start; try `apt-get install --reinstall rustc-web`")?;
    match Version::find(&rustc) {
        Some(version) if version >= OLDEST_RUSTC => {}
        _ => bail!(
            "Debian's rustc is older than {OLDEST_RUSTC}: run `rustup target add {TARGET}` on a network where rustup can download"
        ),
    }
    let major = llvm_major(&rustc).context("Debian's rustc does not say which LLVM it uses")?;
    if process::find(&format!("wasm-ld-{major}")).is_none() {
        packages::apt_install(&[&format!("lld-{major}")])?;
    }
    if process::find("rustup").is_some() && !is_linked() {
        process::run(Command::new("rustup").args(["toolchain", "link", DEBIAN_LINK, "/usr"]).stderr(Stdio::null()))?;
    }
    find_debian().context("Debian's Rust toolchain is installed but not complete")
}

/// Whether rustup's toolchain `debian` is the one in /usr.
fn is_linked() -> bool {
    let rustup_home =
        env::var_os("RUSTUP_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".rustup")));
    rustup_home.is_some_and(|home| {
        fs::read_link(home.join("toolchains").join(DEBIAN_LINK)).is_ok_and(|link| link == Path::new("/usr"))
    })
}

/// The major number of the LLVM in `rustc -vV`; its linker must have the same.
fn llvm_major(rustc: &str) -> Option<u32> {
    let line = rustc.lines().find_map(|line| line.strip_prefix("LLVM version: "))?;
    line.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Path, PathBuf, Toolchain, llvm_major};

    #[test]
    fn the_linker_is_chosen_by_the_llvm_of_rustc() {
        let answer = "rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)\n\
                      binary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.96.0\nLLVM version: 22.1.8\n";
        assert_eq!(llvm_major(answer), Some(22));
        assert_eq!(llvm_major("rustc 1.96.0\n"), None);
    }

    #[test]
    fn the_work_tree_is_remapped_after_the_home_folder_that_may_hold_it() {
        let toolchain = Toolchain::Target { sysroot: PathBuf::from("/toolchain") };
        let folders = toolchain.remapped_folders(Path::new("/somewhere/rostercheck"));
        let place = |name| folders.iter().position(|(_, to)| *to == name);
        assert!(place("/home") < place("/rostercheck"));
        assert!(place("/home") < place("/cargo"));
        assert!(place("/rostercheck").is_some());
    }
}
