//! How the page wants a check to be made.

use js_sys::Function;
use rostercheck::check::Options;
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::receivers::{Described, Receiver};
use rostercheck::rules::Values;
use rostercheck::senders::Sender;
use wasm_bindgen::prelude::*;

use crate::host::{PageHost, Until};

#[derive(serde::Deserialize)]
pub(crate) struct PageOptions {
    /// Those that are chosen by default, if nobody says.
    profiles: Option<Vec<String>>,
    /// The sender.
    #[serde(default)]
    from: Option<String>,
    /// A receiver that somebody described, as JSON.
    #[serde(default)]
    receiver: Option<String>,
    today: String,
    max_per_rule: Option<usize>,
    #[serde(default)]
    no_limits: bool,
    #[serde(default)]
    until: Option<Until>,
    /// Date and time, for the report.
    #[serde(default)]
    at: Option<String>,
}

/// How a check is to be made.
pub(crate) struct Asked {
    pub(crate) options: Options,
    pub(crate) today: Day,
    pub(crate) limits: Limits,
    pub(crate) until: Option<Until>,
    pub(crate) at: Option<String>,
}

impl Asked {
    pub(crate) fn host(&self, listener: &Function) -> PageHost {
        PageHost { today: self.today, listener: listener.clone(), until: self.until, second: None }
    }
}

impl PageOptions {
    pub(crate) fn read(options: JsValue) -> Result<Asked, JsError> {
        let options: Self = serde_wasm_bindgen::from_value(options)?;
        let mut chosen = vec![Receiver::ONEROSTER];
        match &options.profiles {
            None => chosen.extend(Receiver::by_default()),
            Some(ids) => {
                for id in ids {
                    chosen
                        .push(Receiver::from_id(id).ok_or_else(|| JsError::new("one of the receivers is not known"))?);
                }
            }
        }
        let today = Day::parse(options.today.as_bytes()).ok_or_else(|| JsError::new("today is not a day"))?;
        let mut profiles: Vec<Receiver> = Receiver::all().filter(|receiver| chosen.contains(receiver)).collect();
        if let Some(json) = &options.receiver {
            profiles.push(Receiver::described(&Described::read(json.as_bytes())?)?);
        }
        let sender = match options.from.as_deref() {
            None => None,
            Some(id) => Some(Sender::from_id(id).ok_or_else(|| JsError::new("the sender is not known"))?),
        };
        let max_per_rule = options.max_per_rule.unwrap_or(usize::MAX);
        Ok(Asked {
            options: Options { profiles, sender, max_per_rule, ..Options::default() },
            today,
            limits: limits(options.no_limits),
            until: options.until,
            at: options.at,
        })
    }
}

pub(crate) fn limits(are_lifted: bool) -> Limits {
    if are_lifted { Limits::default().lifted() } else { Limits::default() }
}

pub(crate) fn values_of(name: &str) -> Values {
    if name == "shown" { Values::Shown } else { Values::Masked }
}
