//! The user's end of a stream that a driver in this process has opened.

use std::os::fd::{AsFd, BorrowedFd};

use host::sparse::{Section, section, skip};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use virt::{Error, ErrorDomain, PeerStream, Result, Stream, StreamData, StreamEnd};

/// The most bytes taken at once.
const CHUNK: usize = 256 * 1024;

/// The stream as something to send to and receive from, wherever its other end is.
pub fn peer(stream: Stream) -> Result<Box<dyn PeerStream>> {
    match stream {
        Stream::Peer(peer) => Ok(peer),
        Stream::End(end) => {
            let flags = fcntl_getfl(&end.fd).map_err(failed)?;
            fcntl_setfl(&end.fd, flags | OFlags::NONBLOCK).map_err(failed)?;
            Ok(Box::new(LocalStream { end, ended: false, in_data: 0 }))
        }
    }
}

struct LocalStream {
    end: StreamEnd,
    ended: bool,
    /// Bytes up to the next hole, where holes travel as holes.
    in_data: u64,
}

fn failed(error: impl Into<std::io::Error>) -> Error {
    Error::system("cannot move the stream's data", &error.into()).in_domain(ErrorDomain::STREAMS)
}

impl LocalStream {
    fn wait(&self, for_what: PollFlags) -> Result<()> {
        match poll(&mut [PollFd::new(&self.end.fd, for_what)], None) {
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(e) => Err(failed(e)),
        }
    }

    /// Counts what is read or written, which may be limited.
    fn take(&mut self, bytes: u64) -> Result<()> {
        let Some(left) = &mut self.end.length else { return Ok(()) };
        *left = left.checked_sub(bytes).ok_or_else(|| failed(Errno::NOSPC))?;
        Ok(())
    }

    /// The next hole, where holes travel as holes; else how many bytes can be read at once.
    fn next_section(&mut self) -> Result<Section> {
        let most = self.end.length.unwrap_or(u64::MAX);
        if !self.end.sparse {
            return Ok(Section::Data(most));
        }
        if self.in_data == 0 && most > 0 {
            match section(&self.end.fd).map_err(failed)? {
                Section::Hole(hole) => return Ok(Section::Hole(hole.min(most))),
                Section::Data(data) => self.in_data = data,
                Section::End => return Ok(Section::End),
            }
        }
        Ok(Section::Data(most.min(self.in_data)))
    }
}

impl PeerStream for LocalStream {
    fn send(&mut self, mut data: &[u8]) -> Result<()> {
        self.take(data.len() as u64)?;
        while !data.is_empty() {
            match rustix::io::write(&self.end.fd, data) {
                Ok(n) => data = &data[n..],
                Err(Errno::AGAIN | Errno::INTR) => self.wait(PollFlags::OUT)?,
                Err(e) => return Err(failed(e)),
            }
        }
        Ok(())
    }

    fn try_send(&mut self, data: &[u8]) -> Result<usize> {
        let most =
            self.end.length.map_or(data.len(), |left| data.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
        if most == 0 && !data.is_empty() {
            return Err(failed(Errno::NOSPC));
        }
        match rustix::io::write(&self.end.fd, &data[..most]) {
            Ok(n) => self.take(n as u64).map(|()| n),
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            Err(e) => Err(failed(e)),
        }
    }

    fn takes_data(&mut self) -> Result<bool> {
        let mut polled = [PollFd::new(&self.end.fd, PollFlags::OUT)];
        match poll(&mut polled, Some(&Timespec::default())) {
            Err(Errno::INTR) => Ok(false),
            done => done.map(|ready| ready > 0).map_err(failed),
        }
    }

    fn send_hole(&mut self, length: u64) -> Result<()> {
        self.take(length)?;
        skip(&self.end.fd, length).map_err(failed)
    }

    fn receive(&mut self) -> Result<StreamData> {
        loop {
            if let Some(data) = self.try_receive()? {
                return Ok(data);
            }
            self.wait(PollFlags::IN)?;
        }
    }

    fn try_receive(&mut self) -> Result<Option<StreamData>> {
        if self.ended || !self.end.read {
            return Ok(Some(StreamData::End));
        }
        let want = match self.next_section()? {
            Section::Hole(length) => {
                self.take(length)?;
                return Ok(Some(StreamData::Hole(length)));
            }
            Section::Data(length) => CHUNK.min(usize::try_from(length).unwrap_or(CHUNK)),
            Section::End => 0,
        };
        let mut buffer = vec![0; want];
        match rustix::io::read(&self.end.fd, &mut buffer) {
            // A terminal whose other side is closed reads as an error.
            Ok(0) | Err(Errno::IO | Errno::CONNRESET) => {
                self.ended = true;
                Ok(Some(StreamData::End))
            }
            Ok(n) => {
                buffer.truncate(n);
                self.take(n as u64)?;
                self.in_data = self.in_data.saturating_sub(n as u64);
                Ok(Some(StreamData::Data(buffer)))
            }
            Err(Errno::AGAIN | Errno::INTR) => Ok(None),
            Err(e) => Err(failed(e)),
        }
    }

    fn readiness(&self) -> Option<BorrowedFd<'_>> {
        Some(self.end.fd.as_fd())
    }

    fn finish(&mut self) -> Result<()> {
        self.ended = true;
        self.end.held = None;
        Ok(())
    }

    fn abort(&mut self) -> Result<()> {
        self.finish()
    }
}

#[cfg(test)]
mod tests {
    use host::memory_file::MemoryFile;

    use super::*;

    fn open(file: &MemoryFile, read: bool, length: Option<u64>) -> Box<dyn PeerStream> {
        let fd = file.open(0).unwrap();
        peer(Stream::End(StreamEnd { fd, read, write: !read, length, sparse: true, held: None })).unwrap()
    }

    #[test]
    fn holes_travel_as_holes_both_ways() {
        let file = MemoryFile::new("test", 4 << 20).unwrap();
        let mut up = open(&file, false, None);
        up.send_hole(2 << 20).unwrap();
        up.send(&[7; 4096]).unwrap();
        up.finish().unwrap();
        let mut down = open(&file, true, Some(3 << 20));
        assert_eq!(down.receive().unwrap(), StreamData::Hole(2 << 20));
        assert_eq!(down.receive().unwrap(), StreamData::Data(vec![7; 4096]));
        assert_eq!(down.receive().unwrap(), StreamData::Hole((1 << 20) - 4096));
        assert_eq!(down.receive().unwrap(), StreamData::End);
    }

    #[test]
    fn nobody_writes_more_than_was_agreed() {
        let file = MemoryFile::new("test", 10).unwrap();
        let mut up = open(&file, false, Some(5));
        up.send(b"1234").unwrap();
        assert!(up.send(b"56").is_err() && up.send_hole(2).is_err());
        assert_eq!(up.try_send(b"56").unwrap(), 1);
        assert!(up.try_send(b"6").is_err());
    }
}
