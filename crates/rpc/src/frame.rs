//! Cuts the bytes of a connection into messages. Memory grows with bytes received, never with a length claimed.

use std::collections::VecDeque;
use std::os::fd::OwnedFd;

use crate::wire::{FDS_MAX, HEADER_BYTES, Header, Kind, LENGTH_BYTES, MESSAGE_MAX};

/// A whole message.
#[derive(Debug)]
pub struct Frame<'a> {
    /// Its header.
    pub header: Header,
    /// What follows the header and the count of descriptors.
    pub payload: &'a [u8],
    /// Descriptors that came with it.
    pub fds: Vec<OwnedFd>,
}

/// Why a connection cannot go on.
#[derive(Debug, PartialEq, Eq)]
pub enum FrameError {
    /// The length word is impossible.
    BadLength(u32),
    /// More descriptors are announced than a message may carry.
    TooManyFds(u32),
}

/// Bytes and descriptors received and not yet used up.
#[derive(Debug, Default)]
pub struct FrameReader {
    bytes: Vec<u8>,
    used: usize,
    fds: VecDeque<OwnedFd>,
}

impl FrameReader {
    /// Takes what was received.
    pub fn push(&mut self, bytes: &[u8], fds: impl IntoIterator<Item = OwnedFd>) {
        if self.used > 0 && self.used == self.bytes.len() {
            self.bytes.clear();
            self.used = 0;
        }
        self.bytes.extend_from_slice(bytes);
        self.fds.extend(fds);
    }

    /// Whether a message has begun and not ended.
    pub fn is_partial(&self) -> bool {
        self.used < self.bytes.len()
    }

    /// Bytes held.
    pub fn held(&self) -> usize {
        self.bytes.len() - self.used
    }

    /// The next whole message, if it is there.
    pub fn next_frame(&mut self) -> Result<Option<Frame<'_>>, FrameError> {
        let rest = &self.bytes[self.used..];
        let Some(word) = rest.first_chunk::<LENGTH_BYTES>() else {
            self.compact();
            return Ok(None);
        };
        let length = u32::from_be_bytes(*word);
        if (length as usize) < LENGTH_BYTES + HEADER_BYTES || length as usize > MESSAGE_MAX {
            return Err(FrameError::BadLength(length));
        }
        let length = length as usize;
        if rest.len() < length {
            self.compact();
            return Ok(None);
        }
        let header = Header::decode(&rest[LENGTH_BYTES..]).map_err(|_| FrameError::BadLength(length as u32))?;
        let start = LENGTH_BYTES + HEADER_BYTES;
        let Some((skip, count)) = fd_count(&header, &rest[start..length])? else {
            return Err(FrameError::BadLength(length as u32));
        };
        // One byte follows the message for each descriptor, and carries it.
        if rest.len() < length + count || self.fds.len() < count {
            return Ok(None);
        }
        let payload = self.used + start + skip..self.used + length;
        self.used += length + count;
        let fds = self.fds.drain(..count).collect();
        Ok(Some(Frame { header, payload: &self.bytes[payload], fds }))
    }

    /// Moves what is left to the front, and gives memory back after a large message.
    fn compact(&mut self) {
        self.bytes.drain(..self.used);
        self.used = 0;
        if self.bytes.capacity() > 64 * 1024 && self.bytes.len() < 4 * 1024 {
            self.bytes.shrink_to(4 * 1024);
        }
    }
}

/// How many bytes of the payload tell the number of descriptors, and that number; `None` if the message is too short.
fn fd_count(header: &Header, payload: &[u8]) -> Result<Option<(usize, usize)>, FrameError> {
    if !matches!(header.kind(), Some(Kind::CallWithFds | Kind::ReplyWithFds)) {
        return Ok(Some((0, 0)));
    }
    let Some(word) = payload.first_chunk::<4>() else { return Ok(None) };
    match u32::from_be_bytes(*word) {
        count if count > FDS_MAX => Err(FrameError::TooManyFds(count)),
        count => Ok(Some((4, count as usize))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{self, Program, Status};

    fn message(payload: &[u8]) -> Vec<u8> {
        wire::raw(&Header::new(Program::Remote, 1, Kind::Call, 7, Status::Ok), payload)
    }

    #[test]
    fn messages_come_out_whole_however_they_arrive() {
        let mut stream = message(b"abcd");
        stream.extend(message(b""));
        stream.extend(message(&[9; 1000]));
        for size in [1, 3, 28, 29, 5000] {
            let mut reader = FrameReader::default();
            let mut seen = vec![];
            for part in stream.chunks(size) {
                reader.push(part, []);
                while let Some(frame) = reader.next_frame().unwrap() {
                    assert_eq!(frame.header.serial, 7);
                    seen.push(frame.payload.len());
                }
            }
            assert_eq!(seen, [4, 0, 1000], "pieces of {size}");
            assert!(!reader.is_partial());
        }
    }

    #[test]
    fn impossible_lengths_end_the_connection() {
        for length in [0u32, 3, 27, MESSAGE_MAX as u32 + 1, 0x8000_0000, u32::MAX] {
            let mut reader = FrameReader::default();
            reader.push(&length.to_be_bytes(), []);
            assert_eq!(reader.next_frame().unwrap_err(), FrameError::BadLength(length));
        }
    }

    #[test]
    fn descriptors_are_waited_for_and_counted() {
        let header = Header::new(Program::Remote, 1, Kind::CallWithFds, 7, Status::Ok);
        let mut reader = FrameReader::default();
        reader.push(&wire::raw(&header, &[0, 0, 0, 1, 42]), []);
        assert!(reader.next_frame().unwrap().is_none());
        let (fd, _other) = std::io::pipe().unwrap();
        reader.push(&[0], [fd.into()]);
        let frame = reader.next_frame().unwrap().unwrap();
        assert_eq!((frame.payload, frame.fds.len()), (&[42u8][..], 1));
        let mut reader = FrameReader::default();
        reader.push(&wire::raw(&header, &u32::MAX.to_be_bytes()), []);
        assert_eq!(reader.next_frame().unwrap_err(), FrameError::TooManyFds(u32::MAX));
    }
}
