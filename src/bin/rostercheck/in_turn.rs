//! Opening files where the system lets few be open at a time, while several packages are checked.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Packages that are being opened or checked.
static AT_WORK: AtomicUsize = AtomicUsize::new(0);

/// How long one waits for others, which may have long packages.
const PATIENCE: Duration = Duration::from_secs(600);

/// As long as it is there, one more package is being opened or checked.
pub(crate) struct AtWork;

impl AtWork {
    pub(crate) fn begin() -> Self {
        AT_WORK.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        AT_WORK.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Opens something. Where too much is open already, it waits until others have closed something. Whoever calls it holds
/// nothing open that others may wait for.
pub(crate) fn in_turn<T>(open: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let began = Instant::now();
    loop {
        match open() {
            Err(error) if is_too_many(&error) && others_are_at_work() && began.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(5));
            }
            result => return result,
        }
    }
}

fn others_are_at_work() -> bool {
    AT_WORK.load(Ordering::Relaxed) > 1
}

#[cfg(unix)]
fn is_too_many(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE))
}

/// Windows has no such bound worth speaking of.
#[cfg(not(unix))]
fn is_too_many(_: &io::Error) -> bool {
    false
}
