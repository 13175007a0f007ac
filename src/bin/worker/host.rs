//! What the engine needs from the page: the date, an ear, and the second worker.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use rostercheck::check::{Host, Progress, ReadAhead};
use rostercheck::oneroster::value::Day;
use wasm_bindgen::prelude::*;

use crate::second::{FromSecond, Second};

pub(crate) struct PageHost {
    pub(crate) today: Day,
    pub(crate) listener: Function,
    pub(crate) until: Option<Until>,
    pub(crate) second: Option<Rc<RefCell<Second>>>,
}

/// A place in a check: where one before came to that did not end.
#[derive(Clone, Copy)]
pub(crate) struct Until {
    pub(crate) packed_done: u64,
    pub(crate) rows: u64,
}

impl Host for PageHost {
    fn today(&self) -> Day {
        self.today
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
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
pub(crate) fn told(listener: &Function, progress: &Progress) {
    let Progress { packed_done, packed_total, file, rows } = *progress;
    tell(listener, &Told { packed_done, packed_total, file, rows });
}

/// Tells somebody who may not listen: that must not stop the work, which the page stops by ending the worker.
pub(crate) fn tell(listener: &Function, told: &Told) {
    let object = Object::new();
    let fields = [("packed_done", told.packed_done), ("packed_total", told.packed_total), ("rows", told.rows)];
    #[allow(clippy::cast_precision_loss, reason = "no file has so many bytes")]
    let numbers = fields.map(|(name, number)| (name, JsValue::from_f64(number as f64)));
    for (name, value) in numbers.into_iter().chain([("file", JsValue::from_str(told.file))]) {
        drop(Reflect::set(&object, &JsValue::from_str(name), &value));
    }
    drop(listener.call1(&JsValue::NULL, &object));
}

pub(crate) struct Told<'a> {
    pub(crate) packed_done: u64,
    pub(crate) packed_total: u64,
    pub(crate) file: &'a str,
    pub(crate) rows: u64,
}
