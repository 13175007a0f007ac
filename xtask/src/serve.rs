//! The page, served on this machine and built again on every change.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::build;
use crate::process;
use crate::setup;

/// Folders that the build writes, which `Trunk.toml` leaves out of the watch.
const IGNORED: [&str; 3] = ["dist", "target", "www/.bundle"];

pub(crate) fn run(port: u16) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Said now rather than after minutes of building.
    TcpListener::bind(address).with_context(|| {
        format!("port {port} is taken by another program; try `cargo xtask serve --port {}`", port ^ 1)
    })?;
    let web = setup::for_web_build()?;
    // Trunk refuses to ignore what is not there, as in a fresh clone.
    for folder in IGNORED {
        fs::create_dir_all(web.root.join(folder)).with_context(|| format!("the folder {folder} cannot be made"))?;
    }
    build::fetch_crates(&web)?;
    eprintln!("Building the page (the first time usually 1 to 3 minutes on two cores)");
    let page = web.root.join("dist/index.html");
    let started = SystemTime::now();
    thread::spawn(move || announce_when_ready(address, &page, started));
    let port = port.to_string();
    process::run(web.trunk().args(["serve", "--release", "--offline", "--no-autoreload", "--port", &port]))
}

/// Trunk listens even after a build that failed, so the page must be newer than this run.
fn announce_when_ready(address: SocketAddr, page: &Path, started: SystemTime) {
    let is_built = || page.metadata().and_then(|found| found.modified()).is_ok_and(|built| built >= started);
    while !is_built() || TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
        thread::sleep(Duration::from_millis(200));
    }
    println!("\nrostercheck is served on http://localhost:{} (stop with Ctrl-C)\n", address.port());
}
