//! Archives made for one defect or failure each.

mod directory;
mod entries;
mod hostile;
mod kinds;
