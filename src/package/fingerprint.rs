//! SHA-256 of what was checked, so that a report says of which file it tells.

use sha2::{Digest, Sha256};

use super::words::BECAME_SHORTER;
use super::{Bytes, ReadFailure};

/// Computes it step by step, so that somebody else may be answered in between.
pub struct Fingerprint {
    files: Vec<(String, Box<dyn Bytes>)>,
    /// Whether it is that of the only file, and not of a list.
    is_one: bool,
    at: usize,
    offset: u64,
    file: Sha256,
    list: Sha256,
}

/// What is read at once.
const PIECE: usize = 1 << 18;

impl Fingerprint {
    /// That of a zip: of its bytes.
    pub fn of_zip(bytes: Box<dyn Bytes>) -> Self {
        Self::new(vec![(String::new(), bytes)], true)
    }

    /// That of loose files: of a list with a line for each, as `sha256sum` writes it, in the order of their paths.
    pub fn of_files(mut files: Vec<(String, Box<dyn Bytes>)>) -> Self {
        crate::order::sort_by(&mut files, |(one, _), (other, _)| one.cmp(other));
        Self::new(files, false)
    }

    fn new(files: Vec<(String, Box<dyn Bytes>)>, is_one: bool) -> Self {
        Self { files, is_one, at: 0, offset: 0, file: Sha256::new(), list: Sha256::new() }
    }

    /// Reads about so many bytes more; the fingerprint once everything has been read.
    pub fn step(&mut self, bytes: u64) -> Result<Option<String>, ReadFailure> {
        let mut buffer = vec![0; PIECE];
        let mut read = 0;
        while let Some((path, file)) = self.files.get(self.at) {
            if self.offset >= file.len() {
                let sum = hex(&std::mem::take(&mut self.file).finalize());
                if self.is_one {
                    return Ok(Some(sum));
                }
                self.list.update(format!("{sum}  {path}\n"));
                (self.at, self.offset) = (self.at + 1, 0);
                continue;
            }
            if read >= bytes {
                return Ok(None);
            }
            let count = file.read_at(self.offset, &mut buffer)?;
            match buffer.get(..count) {
                Some([]) | None => {
                    return Err(ReadFailure { reason: BECAME_SHORTER.into() });
                }
                Some(part) => self.file.update(part),
            }
            self.offset += count as u64;
            read += count as u64;
        }
        Ok(Some(hex(&std::mem::take(&mut self.list).finalize())))
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn it_is_that_of_the_bytes_in_steps_of_any_size() {
        assert_eq!(Fingerprint::of_zip(Box::new(b"abc".to_vec())).step(u64::MAX).unwrap().unwrap(), ABC);
        let long = vec![7; 3 * PIECE + 5];
        let whole = Fingerprint::of_zip(Box::new(long.clone())).step(u64::MAX).unwrap();
        let mut stepping = Fingerprint::of_zip(Box::new(long));
        let mut steps = 0;
        let slow = loop {
            steps += 1;
            if let Some(sum) = stepping.step(1).unwrap() {
                break sum;
            }
        };
        assert!(steps > 3);
        assert_eq!(whole.unwrap(), slow);
    }

    #[test]
    fn that_of_files_is_that_of_their_list() {
        let file = |name: &str| (name.to_owned(), Box::new(b"abc".to_vec()) as Box<dyn Bytes>);
        let list = format!("{ABC}  a.csv\n{ABC}  b.csv\n");
        let sum = Fingerprint::of_zip(Box::new(list.into_bytes())).step(u64::MAX).unwrap();
        assert_eq!(Fingerprint::of_files(vec![file("b.csv"), file("a.csv")]).step(u64::MAX).unwrap(), sum);
    }
}
