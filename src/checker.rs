//! The short way in: a check with its options, for programs that do not want to build [`Options`] by hand.

use crate::check::{Checked, Options, check_so_far, check_zip_so_far};
use crate::oneroster::value::Day;
use crate::package::{Bytes, Limits, Package};
use crate::receivers::Receiver;
use crate::senders::Sender;

/// A check, set up once and used for as many packages as there are.
///
/// ```
/// use rostercheck::oneroster::value::Day;
/// use rostercheck::receivers::Receiver;
/// use rostercheck::rules::Values;
/// use rostercheck::{Checker, report};
///
/// let today = Day::parse(b"2026-08-24").ok_or("not a day")?;
/// let checker = Checker::new(today).to([Receiver::DESSA]).max_per_rule(10);
/// let checked = checker.check(&rostercheck::sample::package());
/// let report = report::Report::new(&checked, Values::Masked);
/// assert!(report.verdicts.iter().any(|verdict| verdict.profile == "infinite-campus"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Checker {
    options: Options,
    limits: Limits,
    today: Day,
}

impl Checker {
    /// A check for the receivers chosen by default, as of a day: the core has no clock.
    pub fn new(today: Day) -> Self {
        Self { options: Options::default(), limits: Limits::default(), today }
    }

    /// For these receivers only. The OneRoster rules always run; with none, they alone do.
    #[must_use]
    pub fn to(mut self, receivers: impl IntoIterator<Item = Receiver>) -> Self {
        self.options.profiles = receivers.into_iter().collect();
        self
    }

    /// Where packages come from: the fixes name its screens.
    #[must_use]
    pub fn from(mut self, sender: Sender) -> Self {
        self.options.sender = Some(sender);
        self
    }

    /// How many findings of one rule, file and column are kept with their place. The totals are exact all the same.
    #[must_use]
    pub fn max_per_rule(mut self, most: usize) -> Self {
        self.options.max_per_rule = most;
        self
    }

    /// How large a package may be.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Checks a zip. What cannot be opened is a finding, too: see [`Checked::outcome`].
    pub fn check_zip(&self, name: &str, bytes: impl Bytes + 'static) -> Checked {
        // A day alone is a host that never stops the check.
        check_zip_so_far(name, Box::new(bytes), self.limits, &self.options, &mut { self.today }).0
    }

    /// Checks a package that is open, a folder for one: see [`Package`].
    pub fn check(&self, package: &Package) -> Checked {
        check_so_far(package, &self.options, &mut { self.today }).0
    }
}
