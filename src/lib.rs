//! Checks OneRoster CSV packages.
