//! What is asked of each check, and what comes of it.

use std::io;

use rostercheck::check::Options;
use rostercheck::compare::Options as CompareOptions;
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::report::Report;
use rostercheck::rules::Values;

use super::chosen::{receivers, sender};
use crate::files::Input;
use crate::progress::Bars;
use crate::{CheckArguments, FailOn};

/// What is the same for every package.
pub(crate) struct Wanted<'a> {
    pub(crate) options: Options,
    pub(crate) limits: Limits,
    pub(crate) today: Day,
    pub(super) values: Values,
    pub(crate) fail_on: FailOn,
    pub(super) bars: &'a Bars,
    /// Packages that are checked at the same time.
    pub(super) packages: usize,
    /// Whether there is a second core for each of them, which reads ahead.
    pub(super) reads_ahead: bool,
    /// Whether there is a core that reads the file for its fingerprint meanwhile.
    pub(super) fingerprints_aside: bool,
    /// The package that was sent before, and how it is compared.
    pub(super) previous: Option<(Input, String, CompareOptions)>,
}

/// What came of one package.
pub(crate) struct Answer {
    pub(crate) report: Report,
    /// Why it could not be opened, if it could not: then the report says that and nothing else.
    pub(crate) unopened: Option<io::Error>,
}

impl Wanted<'static> {
    /// What is wanted of each of many packages: every core has a package of its own.
    pub(crate) fn of_many(arguments: &CheckArguments, today: Day) -> Self {
        let mut options = Options {
            profiles: receivers(&arguments.profile, &arguments.to, &[]),
            sender: sender(arguments),
            ..Options::default()
        };
        // Only counts are told.
        options.max_per_rule = 1;
        Self {
            options,
            limits: if arguments.no_limits { Limits::default().lifted() } else { Limits::default() },
            today,
            values: Values::Masked,
            fail_on: arguments.fail_on,
            bars: Box::leak(Box::new(Bars::new())),
            packages: 1,
            reads_ahead: false,
            fingerprints_aside: false,
            previous: None,
        }
    }
}
