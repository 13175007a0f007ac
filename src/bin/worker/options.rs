//! How the page wants a check to be made.

use js_sys::{Array, Function, Reflect};
use rostercheck::check::Options;
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::receivers::{Described, Receiver};
use rostercheck::rules::Values;
use rostercheck::senders::Sender;
use wasm_bindgen::prelude::*;

use crate::host::{PageHost, Until};

/// What the page says.
pub(crate) struct PageOptions(JsValue);

/// No whole number of JavaScript's above this one is exact.
const LARGEST: f64 = 9_007_199_254_740_991.0;

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
        let options = Self(options);
        let mut chosen = vec![Receiver::ONEROSTER];
        match options.list("profiles")? {
            None => chosen.extend(Receiver::by_default()),
            Some(ids) => {
                for id in &ids {
                    chosen
                        .push(Receiver::from_id(id).ok_or_else(|| JsError::new("one of the receivers is not known"))?);
                }
            }
        }
        let today = options
            .text("today")?
            .and_then(|day| Day::parse(day.as_bytes()))
            .ok_or_else(|| JsError::new("today is not a day"))?;
        let mut profiles: Vec<Receiver> = Receiver::all().filter(|receiver| chosen.contains(receiver)).collect();
        if let Some(json) = options.text("receiver")? {
            profiles.push(Receiver::described(&Described::read(json.as_bytes())?)?);
        }
        let sender = match options.text("from")? {
            None => None,
            Some(id) => Some(Sender::from_id(&id).ok_or_else(|| JsError::new("the sender is not known"))?),
        };
        let max_per_rule =
            options.number("max_per_rule")?.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
        Ok(Asked {
            options: Options { profiles, sender, max_per_rule, ..Options::default() },
            today,
            limits: limits(options.field("no_limits", JsValue::as_bool)?.unwrap_or_default()),
            until: options.until()?,
            at: options.text("at")?,
        })
    }

    /// Nothing is the same as no field; what cannot be read as it should is an error.
    fn field<T>(&self, name: &str, read: impl FnOnce(&JsValue) -> Option<T>) -> Result<Option<T>, JsError> {
        let not_understood = || JsError::new(&format!("the option {name} is not understood"));
        let value = Reflect::get(&self.0, &JsValue::from_str(name)).map_err(|_| not_understood())?;
        if value.is_null() || value.is_undefined() {
            return Ok(None);
        }
        read(&value).map(Some).ok_or_else(not_understood)
    }

    fn text(&self, name: &str) -> Result<Option<String>, JsError> {
        self.field(name, JsValue::as_string)
    }

    fn list(&self, name: &str) -> Result<Option<Vec<String>>, JsError> {
        self.field(name, |value| value.dyn_ref::<Array>()?.iter().map(|item| item.as_string()).collect())
    }

    /// A whole number that is not below zero.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is lost is refused")]
    fn number(&self, name: &str) -> Result<Option<u64>, JsError> {
        let whole = |number: f64| (0.0..=LARGEST).contains(&number).then_some(number as u64);
        self.field(name, |value| value.as_f64().and_then(whole))
    }

    fn until(&self) -> Result<Option<Until>, JsError> {
        let Some(until) = self.field("until", |value| Some(Self(value.clone())))? else { return Ok(None) };
        let (packed_done, rows) = (until.number("packed_done")?, until.number("rows")?);
        Ok(packed_done.zip(rows).map(|(packed_done, rows)| Until { packed_done, rows }))
    }
}

pub(crate) fn limits(are_lifted: bool) -> Limits {
    if are_lifted { Limits::default().lifted() } else { Limits::default() }
}

pub(crate) fn values_of(name: &str) -> Values {
    if name == "shown" { Values::Shown } else { Values::Masked }
}
