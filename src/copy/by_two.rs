//! A copy by two threads: one says what is in it, the other packs. Each takes about half of the time.

use std::io::{self, Seek, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::out::Out;
use super::{Copy, Failure};
use crate::package::Package;

/// Orders that may wait, and bytes of one: together they take little memory.
const WAITING: usize = 8;
const PIECE: usize = 1 << 18;

/// What the thread that packs is to do.
enum Order {
    Begin(String, u64),
    Bytes(Vec<u8>),
    Keep(usize, Option<String>),
    End,
}

struct Orders {
    to: SyncSender<Order>,
    /// What has been written of the entry at hand and is not sent yet.
    piece: Vec<u8>,
}

impl Orders {
    fn give(&mut self, order: Order) -> Result<(), Failure> {
        self.send_piece()?;
        self.send(order)
    }

    fn send_piece(&mut self) -> Result<(), Failure> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.send(Order::Bytes(piece))
    }

    fn send(&self, order: Order) -> Result<(), Failure> {
        // Whoever takes no more orders has failed, and says why.
        self.to.send(order).map_err(|_| Failure::Cancelled)
    }
}

impl Out for Orders {
    fn begin(&mut self, name: &str, bytes: u64) -> Result<(), Failure> {
        self.give(Order::Begin(name.to_owned(), bytes))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE { self.send_piece() } else { Ok(()) }
    }

    fn keep(&mut self, _: &Package, entry: usize, name: Option<&str>) -> Result<(), Failure> {
        self.give(Order::Keep(entry, name.map(str::to_owned)))
    }
}

/// Writes to `to` what `make` makes, and packs it in a second thread. That one opens the package for itself, with `open`.
pub(crate) fn by_two<W: Write + Seek + Send, T>(
    open: impl FnOnce() -> Option<Package> + Send,
    to: W,
    make: impl FnOnce(&mut dyn Out) -> Result<T, Failure>,
) -> Result<(W, T), Failure> {
    let (give, orders) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        let packing = std::thread::Builder::new().spawn_scoped(scope, move || pack(&orders, open, to))?;
        let mut out = Orders { to: give, piece: Vec::new() };
        let told = make(&mut out);
        let told = told.and_then(|told| out.give(Order::End).map(|()| told));
        // Without an end it stops here.
        drop(out);
        let packed = packing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        match (packed, told) {
            (Ok(to), Ok(told)) => Ok((to, told)),
            // Who packs was told no end: why, the other one says. If it failed itself, what the other one says is the
            // consequence.
            (Ok(_) | Err(Failure::Cancelled), Err(why)) | (Err(why), _) => Err(why),
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
            Order::Keep(entry, name) => {
                package = package.or_else(|| open.take()?());
                let changed = || io::Error::other(super::words::NOT_OPENED_AGAIN);
                copy.keep(package.as_ref().ok_or_else(changed)?, entry, name.as_deref())?;
            }
            Order::End => return copy.end(),
        }
    }
    Err(Failure::Cancelled)
}
