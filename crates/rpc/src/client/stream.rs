//! The client's end of a stream.

use std::sync::Arc;

use virt::{PeerStream, Result, StreamData};

use super::link::Link;
use crate::wire::{self, Header, Kind, Program, STREAM_CHUNK, Status};

/// A stream to the daemon; dropping it unfinished aborts it.
pub struct RemoteStream {
    link: Arc<Link>,
    header: Header,
    ended: bool,
}

impl RemoteStream {
    pub(super) fn new(link: Arc<Link>, program: Program, number: i32, serial: u32) -> RemoteStream {
        let header = Header::new(program, number, Kind::Stream, serial, Status::Continue);
        RemoteStream { link, header, ended: false }
    }

    fn end(&mut self, status: Status) -> Result<()> {
        if std::mem::replace(&mut self.ended, true) {
            return Ok(());
        }
        let sent = self.link.send_stream(wire::raw(&self.header.stream(Kind::Stream, status), &[]));
        let result = sent.and_then(|()| self.link.await_stream_end(self.header.serial));
        self.link.forget_stream(self.header.serial);
        result
    }
}

impl PeerStream for RemoteStream {
    fn send(&mut self, data: &[u8]) -> Result<()> {
        data.chunks(STREAM_CHUNK).try_for_each(|part| self.link.send_stream(wire::raw(&self.header, part)))
    }

    fn try_send(&mut self, data: &[u8]) -> Result<usize> {
        let part = &data[..data.len().min(STREAM_CHUNK)];
        Ok(if self.link.try_send_stream(|| wire::raw(&self.header, part))? { part.len() } else { 0 })
    }

    fn takes_data(&mut self) -> Result<bool> {
        self.link.has_sent_all()
    }

    fn send_hole(&mut self, length: u64) -> Result<()> {
        self.link.send_stream(wire::hole(&self.header.stream(Kind::StreamHole, Status::Continue), length))
    }

    fn receive(&mut self) -> Result<StreamData> {
        Ok(self.link.receive_stream(self.header.serial, true)?.unwrap_or(StreamData::End))
    }

    fn try_receive(&mut self) -> Result<Option<StreamData>> {
        self.link.receive_stream(self.header.serial, false)
    }

    fn readiness(&self) -> Option<std::os::fd::BorrowedFd<'_>> {
        Some(self.link.fds()[0])
    }

    fn finish(&mut self) -> Result<()> {
        self.end(Status::Ok)
    }

    fn abort(&mut self) -> Result<()> {
        self.end(Status::Error)
    }
}

impl Drop for RemoteStream {
    fn drop(&mut self) {
        let _ = self.abort();
    }
}
