//! The envelope of every message: a length word, a header of six words, the payload, and perhaps descriptors behind it.

use xdr::{Decoder, Encoder};

/// The largest value of the length word, which counts itself.
pub const MESSAGE_MAX: usize = 33_554_432 + LENGTH_BYTES;
/// Bytes of the length word.
pub const LENGTH_BYTES: usize = 4;
/// Bytes of the header.
pub const HEADER_BYTES: usize = 24;
/// The most descriptors that one message may carry.
pub const FDS_MAX: u32 = 32;
/// The most bytes of a stream that one message carries: what peers of every age take.
pub const STREAM_CHUNK: usize = 262_120;

/// Which set of procedures a number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Program {
    /// The API itself.
    Remote,
    /// QEMU's own calls.
    Qemu,
    /// The container driver's own calls.
    Lxc,
    /// Administration of the daemon.
    Admin,
    /// Pings.
    Keepalive,
}

impl Program {
    const NUMBERS: [(Program, u32); 5] = [
        (Program::Remote, 0x2000_8086),
        (Program::Qemu, 0x2000_8087),
        (Program::Lxc, 0x0006_8000),
        (Program::Admin, 0x0690_0690),
        (Program::Keepalive, 0x6b65_6570),
    ];

    /// Its number on the wire.
    pub fn number(self) -> u32 {
        Self::NUMBERS.iter().find(|(p, _)| *p == self).map_or(0, |(_, n)| *n)
    }

    /// The program of a number.
    pub fn of(number: u32) -> Option<Program> {
        Self::NUMBERS.iter().find(|(_, n)| *n == number).map(|(p, _)| *p)
    }

    /// Its name in the interface description.
    pub fn name(self) -> &'static str {
        match self {
            Program::Remote => "remote",
            Program::Qemu => "qemu",
            Program::Lxc => "lxc",
            Program::Admin => "admin",
            Program::Keepalive => "keepalive",
        }
    }
}

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Kind {
    /// A call.
    Call = 0,
    /// The answer to one.
    Reply = 1,
    /// Sent by itself: an event or a ping.
    Message = 2,
    /// Data of a stream, its end or its failure.
    Stream = 3,
    /// A call with descriptors.
    CallWithFds = 4,
    /// An answer with descriptors.
    ReplyWithFds = 5,
    /// A hole in a stream.
    StreamHole = 6,
}

impl Kind {
    fn of(number: u32) -> Option<Kind> {
        use Kind::{Call, CallWithFds, Message, Reply, ReplyWithFds, Stream, StreamHole};
        [Call, Reply, Message, Stream, CallWithFds, ReplyWithFds, StreamHole].into_iter().find(|k| *k as u32 == number)
    }
}

/// Whether the payload is a value, an error or a part of more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Status {
    /// A value, or the end of a stream.
    Ok = 0,
    /// An error.
    Error = 1,
    /// More follows.
    Continue = 2,
}

/// The six words in front of every payload; numbers that may be unknown are kept raw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The program's number.
    pub program: u32,
    /// The program's version; there has only been 1.
    pub version: u32,
    /// The procedure's number.
    pub procedure: i32,
    /// The message's kind, raw.
    pub kind: u32,
    /// Ties answers and stream packets to their call.
    pub serial: u32,
    /// The payload's meaning, raw.
    pub status: u32,
}

impl Header {
    /// A header of the only version.
    pub fn new(program: Program, procedure: i32, kind: Kind, serial: u32, status: Status) -> Header {
        Header { program: program.number(), version: 1, procedure, kind: kind as u32, serial, status: status as u32 }
    }

    /// The header of the answer to this call.
    pub fn reply(self, status: Status) -> Header {
        Header { kind: Kind::Reply as u32, status: status as u32, ..self }
    }

    /// The header of a packet on this call's stream.
    pub fn stream(self, kind: Kind, status: Status) -> Header {
        Header { kind: kind as u32, status: status as u32, ..self }
    }

    /// The kind, where known.
    pub fn kind(&self) -> Option<Kind> {
        Kind::of(self.kind)
    }

    /// The status, where known.
    pub fn status(&self) -> Option<Status> {
        [Status::Ok, Status::Error, Status::Continue].into_iter().find(|s| *s as u32 == self.status)
    }

    pub(crate) fn decode(bytes: &[u8]) -> xdr::Result<Header> {
        let mut d = Decoder::new(bytes);
        Ok(Header {
            program: d.word()?,
            version: d.word()?,
            procedure: d.get()?,
            kind: d.word()?,
            serial: d.word()?,
            status: d.word()?,
        })
    }

    fn encode(&self, e: &mut Encoder) {
        for word in [self.program, self.version, self.procedure as u32, self.kind, self.serial, self.status] {
            e.word(word);
        }
    }
}

/// A message under construction: room for the length, the header, then whatever is put into it.
pub fn begin(header: &Header) -> Encoder {
    let mut e = Encoder::after(Vec::with_capacity(128));
    e.word(0);
    header.encode(&mut e);
    e
}

/// Fills in the length; fails where a value or the whole is over its limit.
pub fn end(mut e: Encoder) -> xdr::Result<Vec<u8>> {
    let length = e.len();
    if length > MESSAGE_MAX {
        return Err(xdr::Error::TooLong { length: length as u64, limit: MESSAGE_MAX as u64 });
    }
    e.patch(0, length as u32);
    e.finish()
}

/// A message with raw bytes behind its header, for streams.
pub fn raw(header: &Header, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(LENGTH_BYTES + HEADER_BYTES + payload.len());
    bytes.extend_from_slice(&((LENGTH_BYTES + HEADER_BYTES + payload.len()) as u32).to_be_bytes());
    for word in [header.program, header.version, header.procedure as u32, header.kind, header.serial, header.status] {
        bytes.extend_from_slice(&word.to_be_bytes());
    }
    bytes.extend_from_slice(payload);
    bytes
}

/// The payload of a hole packet.
pub fn hole(header: &Header, length: u64) -> Vec<u8> {
    let mut payload = Encoder::new();
    payload.long(length);
    payload.word(0);
    raw(header, &payload.finish().unwrap_or_default())
}
