//! How the page wants a check to be made.

use js_sys::{Array, Reflect};
use rostercheck::check::Options;
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::receivers::{Described, Receiver};
use rostercheck::rules::Values;
use rostercheck::senders::Sender;
use wasm_bindgen::prelude::*;

use crate::crossing::{Listener, PageOptions};
use crate::host::PageHost;
use crate::protocol::{CheckOptions, Reached};

/// No whole number of JavaScript's above this one is exact.
const LARGEST: f64 = 9_007_199_254_740_991.0;

/// How a check is to be made.
pub(crate) struct Asked {
    pub(crate) options: Options,
    pub(crate) today: Day,
    pub(crate) limits: Limits,
    pub(crate) until: Option<Reached>,
    pub(crate) at: Option<String>,
}

/// Reads an object of the page, each field by its name as its type asks for it.
macro_rules! read {
    ($object:expr, $type:ident { $($field:ident),* }) => {
        $type { $($field: field($object, stringify!($field))?),* }
    };
}

impl Asked {
    pub(crate) fn read(options: &PageOptions) -> Result<Self, JsError> {
        let CheckOptions { profiles: ids, from, receiver, today, max_per_rule, no_limits, until, at } =
            read!(options, CheckOptions { profiles, from, receiver, today, max_per_rule, no_limits, until, at });
        let mut chosen = vec![Receiver::ONEROSTER];
        match ids {
            None => chosen.extend(Receiver::by_default()),
            Some(ids) => {
                for id in &ids {
                    chosen
                        .push(Receiver::from_id(id).ok_or_else(|| JsError::new("one of the receivers is not known"))?);
                }
            }
        }
        let today = Day::parse(today.as_bytes()).ok_or_else(|| JsError::new("today is not a day"))?;
        let mut profiles: Vec<Receiver> = Receiver::all().filter(|receiver| chosen.contains(receiver)).collect();
        if let Some(json) = receiver {
            profiles.push(Receiver::described(&Described::read(json.as_bytes())?)?);
        }
        let sender = match from {
            None => None,
            Some(id) => Some(Sender::from_id(&id).ok_or_else(|| JsError::new("the sender is not known"))?),
        };
        let max_per_rule = max_per_rule.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
        let options = Options { profiles, sender, max_per_rule, ..Options::default() };
        Ok(Self { options, today, limits: limits(no_limits), until, at })
    }

    pub(crate) fn host(&self, listener: &Listener) -> PageHost {
        PageHost { today: self.today, listener: listener.clone(), until: self.until, second: None }
    }
}

/// A value as the page hands it over.
trait FromPage: Sized {
    /// What stands for no field, which null is the same as; none where there must be one.
    fn absent() -> Option<Self>;
    fn from_page(value: &JsValue) -> Option<Self>;
}

/// Nothing is the same as no field; what cannot be read as it should is an error.
fn field<T: FromPage>(object: &JsValue, name: &str) -> Result<T, JsError> {
    match filled(object, name)? {
        None => T::absent(),
        Some(value) => T::from_page(&value),
    }
    .ok_or_else(|| not_understood(name))
}

/// Apart from what depends on the type: the page holds it once.
fn filled(object: &JsValue, name: &str) -> Result<Option<JsValue>, JsError> {
    let value = Reflect::get(object, &JsValue::from_str(name)).map_err(|_| not_understood(name))?;
    Ok((!value.is_null() && !value.is_undefined()).then_some(value))
}

#[cold]
fn not_understood(name: &str) -> JsError {
    JsError::new(&format!("the option {name} is not understood"))
}

impl<T: FromPage> FromPage for Option<T> {
    fn absent() -> Option<Self> {
        Some(None)
    }

    fn from_page(value: &JsValue) -> Option<Self> {
        T::from_page(value).map(Some)
    }
}

impl FromPage for String {
    fn absent() -> Option<Self> {
        None
    }

    fn from_page(value: &JsValue) -> Option<Self> {
        value.as_string()
    }
}

impl FromPage for bool {
    fn absent() -> Option<Self> {
        Some(false)
    }

    fn from_page(value: &JsValue) -> Option<Self> {
        value.as_bool()
    }
}

/// A whole number that is not below zero.
impl FromPage for u64 {
    fn absent() -> Option<Self> {
        None
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is lost is refused")]
    fn from_page(value: &JsValue) -> Option<Self> {
        value.as_f64().and_then(|number| (0.0..=LARGEST).contains(&number).then_some(number as Self))
    }
}

impl FromPage for Vec<String> {
    fn absent() -> Option<Self> {
        None
    }

    fn from_page(value: &JsValue) -> Option<Self> {
        value.dyn_ref::<Array>()?.iter().map(|item| item.as_string()).collect()
    }
}

impl FromPage for Reached {
    fn absent() -> Option<Self> {
        None
    }

    fn from_page(value: &JsValue) -> Option<Self> {
        let read = || Ok::<_, JsError>(read!(value, Reached { packed_done, rows }));
        read().ok()
    }
}

pub(crate) fn limits(are_lifted: bool) -> Limits {
    if are_lifted { Limits::default().lifted() } else { Limits::default() }
}

pub(crate) fn values_of(name: &str) -> Values {
    if name == "shown" { Values::Shown } else { Values::Masked }
}
