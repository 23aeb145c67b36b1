//! The user's end of a stream that a driver in this process has opened.

use std::os::fd::{AsFd, BorrowedFd};

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
            Ok(Box::new(LocalStream { end, ended: false }))
        }
    }
}

struct LocalStream {
    end: StreamEnd,
    ended: bool,
}

fn failed(error: Errno) -> Error {
    Error::system("cannot move the stream's data", &error.into()).in_domain(ErrorDomain::STREAMS)
}

impl LocalStream {
    fn wait(&self, for_what: PollFlags) -> Result<()> {
        match poll(&mut [PollFd::new(&self.end.fd, for_what)], None) {
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(e) => Err(failed(e)),
        }
    }
}

impl PeerStream for LocalStream {
    fn send(&mut self, mut data: &[u8]) -> Result<()> {
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
        match rustix::io::write(&self.end.fd, data) {
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            done => done.map_err(failed),
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
        let length = i64::try_from(length).map_err(|_| Error::overflow("the hole is too long"))?;
        rustix::fs::seek(&self.end.fd, rustix::fs::SeekFrom::Current(length)).map(drop).map_err(failed)
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
        let want = self.end.length.map_or(CHUNK, |left| CHUNK.min(usize::try_from(left).unwrap_or(CHUNK)));
        let mut buffer = vec![0; want];
        match rustix::io::read(&self.end.fd, &mut buffer) {
            // A terminal whose other side is closed reads as an error.
            Ok(0) | Err(Errno::IO | Errno::CONNRESET) => {
                self.ended = true;
                Ok(Some(StreamData::End))
            }
            Ok(n) => {
                buffer.truncate(n);
                if let Some(left) = &mut self.end.length {
                    *left -= n as u64;
                }
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
        Ok(())
    }

    fn abort(&mut self) -> Result<()> {
        self.finish()
    }
}
