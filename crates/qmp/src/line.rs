//! Cutting a byte stream into lines, with a limit so that a hostile peer cannot grow us.

/// Longest line accepted from a peer.
pub const MAX_LINE: usize = 10 << 20;

/// Collects bytes until a line is complete.
#[derive(Debug, Default)]
pub(crate) struct LineBuffer {
    bytes: Vec<u8>,
    /// Bytes before this one have been taken; they go with the next push, so that many short lines cost no copies.
    start: usize,
    /// Bytes between the start and this one hold no newline.
    scanned: usize,
}

impl LineBuffer {
    /// Adds received bytes; false when the line under way has grown over the limit.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> bool {
        self.bytes.drain(..self.start);
        self.scanned -= self.start;
        self.start = 0;
        self.bytes.extend_from_slice(bytes);
        self.bytes.len() <= MAX_LINE || self.bytes.iter().skip(self.scanned).any(|byte| *byte == b'\n')
    }

    /// Takes the next complete line, without its end.
    pub(crate) fn next_line(&mut self) -> Option<Vec<u8>> {
        let rest = self.bytes.get(self.scanned..)?;
        let Some(offset) = rest.iter().position(|byte| *byte == b'\n') else {
            self.scanned = self.bytes.len();
            return None;
        };
        let end = self.scanned + offset + 1;
        let mut line = self.bytes.get(self.start..end)?.to_vec();
        (self.start, self.scanned) = (end, end);
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        Some(line)
    }

    /// Forgets everything that has come so far.
    pub(crate) fn clear(&mut self) {
        *self = LineBuffer::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_out_however_they_are_cut() {
        let text = b"one\r\n\ntwo\npart";
        for size in 1..=text.len() {
            let mut buffer = LineBuffer::default();
            let mut lines = Vec::new();
            for piece in text.chunks(size) {
                assert!(buffer.push(piece));
                while let Some(line) = buffer.next_line() {
                    lines.push(String::from_utf8(line).unwrap());
                }
            }
            assert_eq!(lines, ["one", "", "two"], "pieces of {size}");
        }
    }

    #[test]
    fn a_line_without_end_is_refused_at_the_limit() {
        let mut buffer = LineBuffer::default();
        let piece = vec![b'x'; 1 << 20];
        for _ in 0..10 {
            assert!(buffer.push(&piece));
            assert_eq!(buffer.next_line(), None);
        }
        assert!(!buffer.push(b"x"));
    }
}
