//! The page, built into `dist/`.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::licences;
use crate::process;
use crate::rule_pages;
use crate::setup::{self, WebBuild};
use crate::sums;
use crate::wasm;

pub(crate) fn run() -> Result<()> {
    let web = setup::for_web_build()?;
    page(&web)
}

pub(crate) fn page(web: &WebBuild) -> Result<()> {
    let started = Instant::now();
    fetch_crates(web)?;
    eprintln!("Building the page (the first time usually 1 to 3 minutes on two cores)");
    process::run(web.trunk().args(["build", "--release", "--offline"]))?;
    // Trunk empties dist/, so the pages of the rules come after it.
    rule_pages::write(&web.root)?;
    licences::write(&web.root, Some(&web.root.join("dist")))?;
    sums::write(&web.root.join("dist"))?;
    eprintln!("Built dist/ in {} s", started.elapsed().as_secs());
    Ok(())
}

/// Trunk is kept off the network (it would fetch tools of its own choice), so the crates must be there before.
pub(crate) fn fetch_crates(web: &WebBuild) -> Result<()> {
    let mut command = web.cargo();
    command.args(["fetch", "--quiet", "--target", wasm::TARGET]);
    process::run(&mut command).context("the crates in Cargo.lock could not be fetched; try `cargo fetch`")
}
