//! Reading ahead in a thread.

use std::sync::mpsc::{Receiver, sync_channel};

use super::ReadAhead;
use crate::csv::{Ahead, Piece, Pieces};
use crate::package::{EntryReader, Package};

/// Pieces that wait until they are taken. The page asks for more of them (`ASKED` in `bin/worker/second.rs`): there a piece
/// takes a message to be asked for and one to come.
const WAITING: usize = 4;

/// Reads the entry at this index ahead in a thread of its own, which opens the package once more: it is not shared. The
/// thread ends with the file, or when nobody takes its pieces any more. None if there can be no thread.
pub fn read_ahead_in_thread(
    open: impl FnOnce() -> Option<Package> + Send + 'static,
    entry: usize,
) -> Option<Box<dyn ReadAhead>> {
    let (sender, receiver) = sync_channel(WAITING);
    let read = move || {
        let Some(package) = open() else { return };
        let Ok(reader) = package.read(entry) else { return };
        let mut pieces = Pieces::new(reader);
        // What fails is read again, and told, by who takes the pieces.
        let mut piece = Piece::default();
        while let Ok(is_there) = pieces.next(&mut piece, EntryReader::packed_bytes_read) {
            let next = if is_there { Ahead::Piece(std::mem::take(&mut piece)) } else { Ahead::End };
            if sender.send(next).is_err() || !is_there {
                return;
            }
        }
    };
    std::thread::Builder::new().name("read ahead".into()).spawn(read).ok()?;
    Some(Box::new(Thread(receiver)))
}

struct Thread(Receiver<Ahead>);

impl ReadAhead for Thread {
    fn is_ready(&self) -> bool {
        true
    }

    fn take(&mut self) -> Ahead {
        self.0.recv().unwrap_or(Ahead::Nobody)
    }
}
