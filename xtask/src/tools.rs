//! Trunk and wasm-bindgen's command, at the versions that the build is known to work with.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::version::Version;
use crate::workspace;

struct Tool {
    package: &'static str,
    program: &'static str,
    version: Version,
    /// How long building it takes on two slow cores.
    usually: &'static str,
}

const TOOLS: [Tool; 2] = [
    Tool {
        package: "trunk",
        program: "trunk",
        // 0.22 wants a newer compiler than stable was when this was chosen.
        version: Version(0, 21, 14),
        usually: "4 to 8 minutes",
    },
    Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        // Must equal the version of wasm-bindgen in Cargo.toml, which a test sees to.
        version: Version(0, 2, 129),
        usually: "1 to 3 minutes",
    },
];

/// Finds or builds the tools, and gives a PATH on which they come first.
pub(crate) fn find_or_install() -> Result<std::ffi::OsString> {
    let folder = workspace::tools_folder()?;
    let bin = folder.join("bin");
    for tool in &TOOLS {
        let ours = bin.join(tool.program).with_extension(env::consts::EXE_EXTENSION);
        // A program of another version in our folder would hide the right one on PATH: it is replaced.
        let there = if ours.is_file() { tool.answers_at(&ours) } else { tool.is_on_path() };
        if !there {
            tool.install(&folder)?;
        }
    }
    process::path_with(bin)
}

impl Tool {
    fn answers_at(&self, program: &Path) -> bool {
        process::answer(Command::new(program).arg("--version"))
            .is_some_and(|answer| Version::find(&answer) == Some(self.version))
    }

    fn is_on_path(&self) -> bool {
        process::find(self.program).is_some_and(|program: PathBuf| self.answers_at(&program))
    }

    fn install(&self, folder: &Path) -> Result<()> {
        let exact = format!("{}@{}", self.package, self.version);
        eprintln!("Building {} {} (once; usually {} on two cores)", self.package, self.version, self.usually);
        fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        process::run(
            process::cargo()
                .args(["install", "--locked", "--force", "--root"])
                .arg(folder)
                .arg(&exact)
                .current_dir(folder)
                // A tool that runs for a second need not be the fastest: it is built for a quick first run.
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env_remove("CARGO_TARGET_DIR")
                .env_remove("CARGO_ENCODED_RUSTFLAGS")
                .env_remove("RUSTFLAGS"),
        )
        .with_context(|| format!("{exact} is missing and could not be built; try `cargo install --locked {exact}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::{TOOLS, Version};

    #[test]
    fn the_command_and_the_library_of_wasm_bindgen_have_one_version() {
        let lock = include_str!("../../Cargo.lock");
        let locked = lock
            .split("[[package]]")
            .find(|package| package.contains("name = \"wasm-bindgen\"\n"))
            .and_then(|package| package.split('"').find_map(Version::find));
        let command = TOOLS.iter().find(|tool| tool.program == "wasm-bindgen");
        assert_eq!(locked, command.map(|tool| tool.version));
    }
}
