//! What the engine needs from the page: the date, an ear, and the second worker.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use js_sys::{Object, Reflect};
use rostercheck::check::{self, Host, ReadAhead};
use rostercheck::oneroster::value::Day;
use wasm_bindgen::prelude::*;

use crate::crossing::Listener;
use crate::protocol::{Progress, Reached};
use crate::second::{FromSecond, Second};

pub(crate) struct PageHost {
    pub(crate) today: Day,
    pub(crate) listener: Listener,
    pub(crate) until: Option<Reached>,
    pub(crate) second: Option<Rc<RefCell<Second>>>,
}

impl Host for PageHost {
    fn today(&self) -> Day {
        self.today
    }

    fn progress(&mut self, progress: &check::Progress) -> ControlFlow<()> {
        told(&self.listener, progress);
        match self.until {
            Some(until) if progress.packed_done >= until.packed_done && progress.rows >= until.rows => {
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
        let second = self.second.clone().filter(|second| !second.borrow().is_gone)?;
        second.borrow_mut().begin(entry);
        Some(Box::new(FromSecond(second)))
    }
}

/// Tells how far it is.
pub(crate) fn told(listener: &Listener, progress: &check::Progress) {
    let check::Progress { packed_done, packed_total, file, rows } = *progress;
    tell(listener, &Progress { packed_done, packed_total, file, rows });
}

/// Makes an object of what stands in variables.
macro_rules! object {
    ($($field:ident),*) => {{
        let object = Object::new();
        $(drop(Reflect::set(&object, &JsValue::from_str(stringify!($field)), &JsValue::from($field)));)*
        JsValue::from(object)
    }};
}

/// Tells somebody who may not listen: that must not stop the work, which the page stops by ending the worker.
pub(crate) fn tell(listener: &Listener, told: &Progress) {
    let Progress { packed_done, packed_total, file, rows } = *told;
    #[allow(clippy::cast_precision_loss, reason = "no file has so many bytes")]
    let [packed_done, packed_total, rows] = [packed_done, packed_total, rows].map(|number| number as f64);
    drop(listener.call1(&JsValue::NULL, &object!(packed_done, packed_total, file, rows)));
}
