//! Several packages, several at a time.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::labels::labels;
use super::wanted::Answer;

/// Checks the packages, several at a time, and hands the answers over in the order of the paths.
pub(super) fn each(
    paths: &[PathBuf],
    at_once: usize,
    answer: impl Fn(&Path, &str) -> Answer + Sync,
    mut hand_over: impl FnMut(&Path, Answer) -> io::Result<()>,
) -> io::Result<()> {
    let labels = labels(paths);
    let labelled: Vec<_> = paths.iter().zip(&labels).collect();
    if at_once <= 1 {
        return labelled.iter().try_for_each(|(path, label)| hand_over(path, answer(path, label)));
    }
    let next = AtomicUsize::new(0);
    // Few answers wait for an earlier one: their memory is bounded by the number of threads.
    let (sender, receiver) = mpsc::sync_channel(0);
    std::thread::scope(|scope| {
        let mut workers = 0;
        while workers < at_once {
            let (sender, next, labelled, answer) = (sender.clone(), &next, &labelled, &answer);
            let work = move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some((path, label)) = labelled.get(place) else { break };
                    // Nobody listens any more when the output failed.
                    if sender.send((place, answer(path, label))).is_err() {
                        break;
                    }
                }
            };
            // Where there can be no more threads, those that are there do it.
            if std::thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
            workers += 1;
        }
        drop(sender);
        if workers == 0 {
            return labelled.iter().try_for_each(|(path, label)| hand_over(path, answer(path, label)));
        }
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        while let Ok((place, answer)) = receiver.recv() {
            waiting.insert(place, answer);
            while let Some((answer, (path, _))) = waiting.remove(&due).zip(labelled.get(due)) {
                due += 1;
                if let Err(error) = hand_over(path, answer) {
                    drop(receiver);
                    return Err(error);
                }
            }
        }
        Ok(())
    })
}
