//! What stands in place of a file that is not read.

use crate::copy::Failure;
use crate::copy::out::Out;
use crate::package::Package;

/// Writes as many zeros as the file has bytes.
pub(super) fn zeros(copy: &mut dyn Out, package: &Package, entry: usize) -> Result<(), Failure> {
    let Some(entry) = package.entries().get(entry) else { return Ok(()) };
    let zeros = vec![0; 1 << 16];
    let mut left = entry.bytes.min(package.limits().entry_bytes);
    while left > 0 {
        let count = usize::try_from(left).unwrap_or(usize::MAX).min(zeros.len());
        copy.write(zeros.get(..count).unwrap_or_default())?;
        left -= count as u64;
    }
    Ok(())
}
