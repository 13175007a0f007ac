//! How far the checks have come, on a terminal, where one takes longer than a moment.

use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use rostercheck::check::Progress;
use rostercheck::rules::visible;

/// A check that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// The bars of all checks. Where the errors do not go to a terminal they are silent.
pub(crate) struct Bars(MultiProgress);

impl Bars {
    pub(crate) fn new() -> Self {
        Self(MultiProgress::new())
    }

    /// The bar of one package.
    pub(crate) fn bar(&self, path: &Path) -> Bar {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Bar { bars: self.0.clone(), name, began: Instant::now(), shown: None }
    }

    /// Writes something while no bar is in the way.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }
}

/// The bar of one package; shown once its check takes a while.
pub(crate) struct Bar {
    bars: MultiProgress,
    name: String,
    began: Instant,
    shown: Option<ProgressBar>,
}

impl Bar {
    pub(crate) fn tell(&mut self, progress: &Progress) {
        if self.shown.is_none() && self.began.elapsed() > PATIENCE {
            self.shown = Some(self.bars.add(ProgressBar::new(progress.packed_total).with_style(style())));
        }
        if let Some(bar) = &self.shown {
            // Names come from the package: nothing in them may move the cursor.
            bar.set_position(progress.packed_done);
            bar.set_message(format!("{}: {}", visible(&self.name), visible(progress.file)));
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&mut self) {
        if let Some(bar) = self.shown.take() {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:24} {percent:>3} %  {eta} left  {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
