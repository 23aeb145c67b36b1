//! Moving all of a stream with functions of the program.

use std::ffi::{c_char, c_int, c_longlong, c_uint, c_void};

use ferrovirt::{Error, ErrorCode, Result};

use crate::frame::with;
use crate::objects::VirStream;
use crate::prelude::missing;
use crate::stream::StreamCore;

/// How much is moved at once.
const CHUNK: usize = 256 * 1024;
/// Reading ends where a hole begins.
const STOP_AT_HOLE: c_uint = 1;
/// What reading returns at a hole.
const AT_HOLE: c_int = -3;

type Source = unsafe extern "C" fn(*mut VirStream, *mut c_char, usize, *mut c_void) -> c_int;
type SourceHole = unsafe extern "C" fn(*mut VirStream, *mut c_int, *mut c_longlong, *mut c_void) -> c_int;
type Skip = unsafe extern "C" fn(*mut VirStream, c_longlong, *mut c_void) -> c_int;
type Sink = unsafe extern "C" fn(*mut VirStream, *const c_char, usize, *mut c_void) -> c_int;

/// A stream that is moved, and what the program's functions want to be given.
struct Moved<'a> {
    stream: *mut VirStream,
    core: &'a StreamCore,
    opaque: *mut c_void,
    function: &'static str,
}

fn refused() -> Error {
    Error::new(ErrorCode::OPERATION_FAILED, "the program's own function has ended the transfer")
}

/// A negative answer of the program's function ends the transfer.
fn accepted(answer: c_int) -> Result<usize> {
    usize::try_from(answer).map_err(|_| refused())
}

impl Moved<'_> {
    /// A stream must wait: the functions are called one after the other.
    fn check(&self, what: &str) -> Result<()> {
        match self.core.waits() {
            true => Ok(()),
            false => {
                let message = format!("{what} cannot be used for non-blocking streams");
                Err(Error::new(ErrorCode::OPERATION_INVALID, message))
            }
        }
    }

    /// What fails gives the stream up.
    fn settle(&self, result: Result<c_int>) -> Result<c_int> {
        result.inspect_err(|_| self.core.give_up())
    }

    unsafe fn send(&self, source: Source, holes: Option<(SourceHole, Skip)>) -> Result<c_int> {
        let mut buffer = vec![0u8; CHUNK];
        let mut section: usize = 0;
        loop {
            let mut want = CHUNK;
            if let Some((hole, skip)) = holes {
                if section == 0 {
                    let (mut in_data, mut length) = (0, 0);
                    // SAFETY: the program gave the function for this; both places are ours.
                    accepted(unsafe { hole(self.stream, &raw mut in_data, &raw mut length, self.opaque) })?;
                    let known = u64::try_from(length)
                        .map_err(|_| Error::invalid_arg(format!("a section of {length} bytes has no place")))?;
                    if in_data == 0 && known > 0 {
                        self.core.send_hole(known, self.function)?;
                        // SAFETY: as above.
                        accepted(unsafe { skip(self.stream, length, self.opaque) })?;
                        continue;
                    }
                    section = usize::try_from(known).unwrap_or(usize::MAX);
                }
                want = want.min(section);
            }
            // SAFETY: as above; the buffer has room for what is wanted.
            let got = accepted(unsafe { source(self.stream, buffer.as_mut_ptr().cast(), want, self.opaque) })?;
            if got == 0 {
                return Ok(0);
            }
            let data = buffer.get(..got).ok_or_else(refused)?;
            self.core.send(data, self.function)?;
            section = section.saturating_sub(got);
        }
    }

    unsafe fn receive(&self, sink: Sink, hole: Option<Skip>) -> Result<c_int> {
        let mut buffer = vec![0u8; CHUNK];
        let flags = if hole.is_some() { STOP_AT_HOLE } else { 0 };
        loop {
            let got = self.core.receive(&mut buffer, flags, self.function)?;
            match (got, hole) {
                (0, _) => return Ok(0),
                (AT_HOLE, Some(hole)) => {
                    let length = self.core.receive_hole(self.function)?;
                    // SAFETY: the program gave the function for this.
                    accepted(unsafe { hole(self.stream, length, self.opaque) })?;
                }
                _ => {
                    let mut left = buffer.get(..accepted(got)?).ok_or_else(refused)?;
                    while !left.is_empty() {
                        // SAFETY: as above; the function only reads.
                        let taken = unsafe { sink(self.stream, left.as_ptr().cast(), left.len(), self.opaque) };
                        left = left.get(accepted(taken)?..).ok_or_else(refused)?;
                    }
                }
            }
        }
    }
}

/// Sends all that a function of the program reads.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSendAll(
    stream: *mut VirStream,
    handler: Option<Source>,
    opaque: *mut c_void,
) -> c_int {
    const NAME: &str = "virStreamSendAll";
    with!(VirStream, stream, NAME, |handle| {
        let source = handler.ok_or_else(|| missing("handler", NAME))?;
        let moved = Moved { stream, core: handle.reference(), opaque, function: NAME };
        moved.settle(moved.check("data sources").and_then(|()| moved.send(source, None)))
    })
}

/// Sends all that functions of the program read, holes as holes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSparseSendAll(
    stream: *mut VirStream,
    handler: Option<Source>,
    holeHandler: Option<SourceHole>,
    skipHandler: Option<Skip>,
    opaque: *mut c_void,
) -> c_int {
    const NAME: &str = "virStreamSparseSendAll";
    with!(VirStream, stream, NAME, |handle| {
        let source = handler.ok_or_else(|| missing("handler", NAME))?;
        let hole = holeHandler.ok_or_else(|| missing("holeHandler", NAME))?;
        let skip = skipHandler.ok_or_else(|| missing("skipHandler", NAME))?;
        let moved = Moved { stream, core: handle.reference(), opaque, function: NAME };
        moved.settle(moved.check("data sources").and_then(|()| moved.send(source, Some((hole, skip)))))
    })
}

/// Hands all that arrives to a function of the program.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamRecvAll(stream: *mut VirStream, handler: Option<Sink>, opaque: *mut c_void) -> c_int {
    const NAME: &str = "virStreamRecvAll";
    with!(VirStream, stream, NAME, |handle| {
        let sink = handler.ok_or_else(|| missing("handler", NAME))?;
        let moved = Moved { stream, core: handle.reference(), opaque, function: NAME };
        moved.settle(moved.check("data sinks").and_then(|()| moved.receive(sink, None)))
    })
}

/// Hands all that arrives to functions of the program, holes as holes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSparseRecvAll(
    stream: *mut VirStream,
    handler: Option<Sink>,
    holeHandler: Option<Skip>,
    opaque: *mut c_void,
) -> c_int {
    const NAME: &str = "virStreamSparseRecvAll";
    with!(VirStream, stream, NAME, |handle| {
        let sink = handler.ok_or_else(|| missing("handler", NAME))?;
        let hole = holeHandler.ok_or_else(|| missing("holeHandler", NAME))?;
        let moved = Moved { stream, core: handle.reference(), opaque, function: NAME };
        moved.settle(moved.check("data sinks").and_then(|()| moved.receive(sink, Some(hole))))
    })
}
