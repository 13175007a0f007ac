//! Where the bytes of a file come from: from somebody who reads ahead, or else from the package.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::csv::{Ahead, Source};
use crate::package::{EntryFailure, EntryReader};

/// Somebody who reads a file of the package ahead, in another thread or another worker, with `Pieces` of
/// [`crate::csv`] and the limits of the check.
pub trait ReadAhead {
    /// Whether [`ReadAhead::take`] would answer at once, or wait by itself. If not, the check waits to be asked again.
    fn is_ready(&self) -> bool;

    /// The next piece. To fail, or to have lost touch, is to be nobody: the check then reads by itself, from where the
    /// pieces ended, and finds out what is wrong.
    fn take(&mut self) -> Ahead;
}

/// A file of the package that is being read.
pub(super) struct Input<'a> {
    reader: EntryReader<'a>,
    ahead: Option<Box<dyn ReadAhead>>,
    /// How much of the packed file was used before the last piece.
    packed: u64,
}

impl<'a> Input<'a> {
    pub(super) fn new(reader: EntryReader<'a>, ahead: Option<Box<dyn ReadAhead>>) -> Self {
        Self { reader, ahead, packed: 0 }
    }

    /// How much of the file has been used as it is packed: never more than if nobody read ahead.
    pub(super) fn packed_bytes_read(&self) -> u64 {
        if self.ahead.is_some() { self.packed } else { self.reader.packed_bytes_read() }
    }

    /// Comes back when there is something to be read.
    pub(super) async fn wait(&self) {
        poll_fn(|_| match &self.ahead {
            Some(ahead) if !ahead.is_ready() => Poll::Pending,
            _ => Poll::Ready(()),
        })
        .await;
    }
}

impl Source for Input<'_> {
    type Failure = EntryFailure;

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, EntryFailure> {
        self.reader.read(buffer)
    }

    fn ahead(&mut self) -> Ahead {
        // A record may be longer than a piece: then nobody waits for the next, who could not be asked here.
        let taken = match &mut self.ahead {
            Some(ahead) if ahead.is_ready() => ahead.take(),
            _ => Ahead::Nobody,
        };
        let end = match taken {
            Ahead::Piece(piece) => {
                let packed = self.reader.packed_bytes_read();
                if self.reader.count_elsewhere(piece.bytes(), piece.packed_bytes_read()) {
                    self.packed = packed;
                    return Ahead::Piece(piece);
                }
                Ahead::Nobody
            }
            end => end,
        };
        // Nothing more comes, so that nobody waits for it.
        self.ahead = None;
        end
    }
}

/// Runs to its end what never has to wait for others: those who read ahead wait by themselves.
pub(super) fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(result) = work.as_mut().poll(&mut context) {
            return result;
        }
        std::thread::yield_now();
    }
}
