//! A masked copy by two threads: one replaces the cells, the other packs them. Each takes about half of the time.

use std::io::{self, Seek, Write};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::out::Out;
use super::{Masked, Options, Progress, mask_into};
use crate::copy::{Copy, Failure};
use crate::package::Package;

/// Orders that may wait: with a quarter of a megabyte each, they take little memory.
const WAITING: usize = 8;

/// What the thread that packs is to do.
enum Order {
    Begin(String, u64),
    Bytes(Vec<u8>),
    Keep(usize),
    End,
}

struct Orders(SyncSender<Order>);

impl Orders {
    fn give(&self, order: Order) -> Result<(), Failure> {
        // Whoever takes no more orders has failed, and says why.
        self.0.send(order).map_err(|_| Failure::Cancelled)
    }
}

impl Out for Orders {
    fn begin(&mut self, name: &str, bytes: u64) -> Result<(), Failure> {
        self.give(Order::Begin(name.to_owned(), bytes))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.give(Order::Bytes(bytes.to_vec()))
    }

    fn keep(&mut self, _: &Package, entry: usize) -> Result<(), Failure> {
        self.give(Order::Keep(entry))
    }
}

/// Does what [`mask`](super::mask) does, with the same result, and packs in a second thread. That one opens the package
/// for itself, with `open`.
pub fn mask_by_two<W: Write + Seek + Send>(
    package: &Package,
    open: impl FnOnce() -> Option<Package> + Send,
    options: Options,
    to: W,
    progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
) -> Result<(W, Masked), Failure> {
    let (give, orders) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        let packing = std::thread::Builder::new().spawn_scoped(scope, move || pack(&orders, open, to))?;
        let mut out = Orders(give);
        let masked = mask_into(package, options, &mut out, progress);
        let masked = masked.and_then(|masked| out.give(Order::End).map(|()| masked));
        // Without an end it stops here.
        drop(out);
        let packed = packing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        match (packed, masked) {
            (Ok(to), Ok(masked)) => Ok((to, masked)),
            // What the other thread says of it is the consequence.
            (_, Err(why)) if !matches!(why, Failure::Cancelled) => Err(why),
            (Err(why), _) | (Ok(_), Err(why)) => Err(why),
        }
    })
}

fn pack<W: Write + Seek>(
    orders: &Receiver<Order>,
    open: impl FnOnce() -> Option<Package>,
    to: W,
) -> Result<W, Failure> {
    let mut copy = Copy::new(to);
    let mut open = Some(open);
    let mut package = None;
    for order in orders {
        match order {
            Order::Begin(name, bytes) => copy.begin(&name, bytes)?,
            Order::Bytes(bytes) => copy.write_all(&bytes)?,
            Order::Keep(entry) => {
                package = package.or_else(|| open.take()?());
                let changed = || io::Error::other("the package could not be opened once more");
                copy.keep(package.as_ref().ok_or_else(changed)?, entry, None)?;
            }
            Order::End => return copy.end(),
        }
    }
    Err(Failure::Cancelled)
}
