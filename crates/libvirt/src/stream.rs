//! Streams: data beside a call, in blocking, non-blocking and sparse ways.

use std::ffi::{c_char, c_int, c_longlong, c_uint};
use std::os::fd::AsRawFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, Weak};

use ferrovirt::{Error, PeerStream, Result, Stream, StreamData, peer};

use crate::checks;
use crate::connect::VirConnect;
use crate::frame::with;
use crate::generated::refusals;
use crate::objects::*;
use crate::stream_events::Waiter;
use crate::text;

/// Calls do not wait.
const NONBLOCK: c_uint = 1;
/// Reading ends where a hole begins.
const STOP_AT_HOLE: c_uint = 1;
/// What a call returns that would have to wait.
const WOULD_WAIT: c_int = -2;
/// What reading returns at a hole.
const AT_HOLE: c_int = -3;

pub(crate) const READABLE: c_int = 1;
pub(crate) const WRITABLE: c_int = 2;
pub(crate) const ERROR: c_int = 4;

/// A stream, not yet or already connected with something.
pub struct StreamCore {
    nonblock: bool,
    inner: Mutex<Inner>,
    /// Who waits for it in the event loop.
    pub(crate) waiter: Mutex<Option<Arc<Waiter>>>,
}

#[derive(Default)]
struct Inner {
    peer: Option<Box<dyn PeerStream>>,
    /// What has arrived and was not yet taken whole.
    held: Option<Result<StreamData>>,
    /// How much of the held data was taken.
    taken: usize,
}

/// Streams of a connection for which somebody waits in the event loop.
#[derive(Default)]
pub struct Streams {
    list: Mutex<Vec<Weak<StreamCore>>>,
}

impl Streams {
    /// Looks at one more stream.
    pub(crate) fn add(&self, core: &Arc<StreamCore>) {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.retain(|known| known.strong_count() > 0 && !std::ptr::eq(known.as_ptr(), Arc::as_ptr(core)));
        list.push(Arc::downgrade(core));
    }

    /// Wakes those whose stream has something for them.
    pub(crate) fn look(&self) {
        let list: Vec<_> = self.list.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for core in list.iter().filter_map(Weak::upgrade) {
            core.wake();
        }
    }
}

impl Inner {
    fn peer(&mut self, function: &str) -> Result<&mut Box<dyn PeerStream>> {
        self.peer.as_mut().ok_or_else(|| Error::no_support(function))
    }

    /// Something to take, if there is some or `wait` may wait for it.
    fn arrived(&mut self, wait: bool, function: &str) -> Result<Option<&StreamData>> {
        if self.held.is_none() {
            let peer = self.peer(function)?;
            let got = if wait { peer.receive().map(Some) } else { peer.try_receive() };
            self.held = got.transpose();
            self.taken = 0;
        }
        match &self.held {
            None => Ok(None),
            Some(Ok(data)) => Ok(Some(data)),
            Some(Err(error)) => Err(error.clone()),
        }
    }

    fn receive(&mut self, buffer: &mut [u8], stop_at_hole: bool, wait: bool, function: &str) -> Result<c_int> {
        loop {
            if self.arrived(wait, function)?.is_none() {
                return Ok(WOULD_WAIT);
            }
            let taken = self.taken;
            let Some(Ok(data)) = &self.held else { return Ok(WOULD_WAIT) };
            let (count, all) = match data {
                StreamData::End => return Ok(0),
                StreamData::Data(bytes) => {
                    let left = &bytes[taken..];
                    let count = left.len().min(buffer.len());
                    buffer[..count].copy_from_slice(&left[..count]);
                    (count, count == left.len())
                }
                StreamData::Hole(_) if stop_at_hole => return Ok(AT_HOLE),
                StreamData::Hole(length) => {
                    let left = length.saturating_sub(taken as u64);
                    let count = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
                    buffer[..count].fill(0);
                    (count, count as u64 == left)
                }
            };
            self.taken += count;
            if all {
                self.held = None;
            }
            if count > 0 || buffer.is_empty() {
                return Ok(c_int::try_from(count).unwrap_or(c_int::MAX));
            }
        }
    }
}

impl StreamCore {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What could be done now without waiting; nothing while another thread uses the stream.
    pub(crate) fn possible(&self) -> c_int {
        let mut inner = match self.inner.try_lock() {
            Ok(inner) => inner,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return 0,
        };
        if inner.peer.is_none() {
            return 0;
        }
        let readable = match inner.arrived(false, "") {
            Ok(Some(_)) => READABLE,
            Ok(None) => 0,
            Err(_) => return ERROR,
        };
        match inner.peer.as_mut().map_or(Ok(false), |peer| peer.takes_data()) {
            Ok(true) => readable | WRITABLE,
            Ok(false) => readable,
            Err(_) => ERROR,
        }
    }

    /// The descriptor to watch where no connection tells of data.
    pub(crate) fn descriptor(&self) -> Option<c_int> {
        self.lock().peer.as_ref().and_then(|peer| peer.readiness().map(|fd| fd.as_raw_fd()))
    }

    /// Looks again whether there is something for who waits.
    pub(crate) fn wake(&self) {
        let waiter = self.waiter.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(waiter) = waiter {
            waiter.look(self);
        }
    }

    fn attach(&self, stream: Stream) -> Result<()> {
        let peer = peer(stream)?;
        *self.lock() = Inner { peer: Some(peer), held: None, taken: 0 };
        Ok(())
    }

    /// Receives like `recv`: how many bytes, or one of the special values.
    pub(crate) fn receive(&self, buffer: &mut [u8], flags: c_uint, function: &str) -> Result<c_int> {
        if flags & !STOP_AT_HOLE != 0 {
            return Err(unknown_flags(flags, function));
        }
        let got = self.lock().receive(buffer, flags & STOP_AT_HOLE != 0, !self.nonblock, function);
        self.wake();
        got
    }

    /// The length of the hole at which reading stands; 0 if it stands at none.
    pub(crate) fn receive_hole(&self, function: &str) -> Result<c_longlong> {
        let mut inner = self.lock();
        let wait = !self.nonblock;
        let Some(StreamData::Hole(length)) = inner.arrived(wait, function)? else { return Ok(0) };
        let length = *length;
        let length = length.saturating_sub(inner.taken as u64);
        inner.held = None;
        Ok(c_longlong::try_from(length).unwrap_or(c_longlong::MAX))
    }

    /// Sends as the stream was made: all of it, or what can be sent without waiting; -2 where that is nothing.
    pub(crate) fn send_some(&self, data: &[u8], function: &str) -> Result<c_int> {
        let mut inner = self.lock();
        let peer = inner.peer(function)?;
        let sent = if self.nonblock { peer.try_send(data)? } else { peer.send(data).map(|()| data.len())? };
        drop(inner);
        if sent == 0 && !data.is_empty() {
            // The event loop shall look again when there is room.
            self.wake();
            return Ok(WOULD_WAIT);
        }
        Ok(c_int::try_from(sent).unwrap_or(c_int::MAX))
    }

    /// Sends all of it.
    pub(crate) fn send(&self, data: &[u8], function: &str) -> Result<()> {
        self.lock().peer(function)?.send(data)
    }

    /// Sends a hole.
    pub(crate) fn send_hole(&self, length: u64, function: &str) -> Result<()> {
        self.lock().peer(function)?.send_hole(length)
    }

    /// Gives up, whatever comes of it.
    pub(crate) fn give_up(&self) {
        let peer = self.lock().peer.take();
        if let Some(mut peer) = peer {
            let _ = peer.abort();
        }
    }

    /// Whether calls wait.
    pub(crate) fn waits(&self) -> bool {
        !self.nonblock
    }
}

fn unknown_flags(flags: c_uint, function: &str) -> Error {
    checks::refused(function, "flags", format!("unsupported flags (0x{flags:x}) in function {function}"))
}

/// A stream that is connected with nothing yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamNew(conn: *mut VirConnect, flags: c_uint) -> *mut VirStream {
    with!(VirConnect, conn, "virStreamNew", |conn| {
        // Compat: other flags are nobody's, and are not looked at.
        let nonblock = flags & NONBLOCK != 0;
        let core = StreamCore { nonblock, inner: Mutex::default(), waiter: Mutex::new(None) };
        Ok(VirStream::new(conn, Arc::new(core)))
    })
}

/// Sends bytes: how many, -2 if it would have to wait.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSend(stream: *mut VirStream, data: *const c_char, nbytes: usize) -> c_int {
    with!(VirStream, stream, "virStreamSend", |stream| {
        let data = text::bytes(data.cast::<u8>(), nbytes, "data", "virStreamSend")?;
        stream.reference().send_some(data, "virStreamSend")
    })
}

/// Sends a hole.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSendHole(stream: *mut VirStream, length: c_longlong, flags: c_uint) -> c_int {
    with!(VirStream, stream, "virStreamSendHole", |stream| {
        if flags != 0 {
            return Err(unknown_flags(flags, "virStreamSendHole"));
        }
        let length = u64::try_from(length)
            .map_err(|_| Error::bad_argument("length in virStreamSendHole must be zero or greater"))?;
        stream.reference().send_hole(length, "virStreamSendHole").map(|()| 0)
    })
}

unsafe fn receive(stream: *mut VirStream, data: *mut c_char, nbytes: usize, flags: c_uint, function: &str) -> c_int {
    with!(VirStream, stream, function, |stream| {
        checks::not_null(data, "data", function)?;
        let buffer = std::slice::from_raw_parts_mut(data.cast::<u8>(), nbytes.min(c_int::MAX as usize));
        stream.reference().receive(buffer, flags, function)
    })
}

/// Receives bytes: how many, 0 at the end, -2 if it would have to wait.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamRecv(stream: *mut VirStream, data: *mut c_char, nbytes: usize) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe { receive(stream, data, nbytes, 0, "virStreamRecv") }
}

/// Receives bytes, and may stop at a hole with -3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamRecvFlags(
    stream: *mut VirStream,
    data: *mut c_char,
    nbytes: usize,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe { receive(stream, data, nbytes, flags, "virStreamRecvFlags") }
}

/// Steps over the hole at which reading stands, and tells its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamRecvHole(stream: *mut VirStream, length: *mut c_longlong, flags: c_uint) -> c_int {
    with!(VirStream, stream, "virStreamRecvHole", |stream| {
        refusals::virStreamRecvHole(length)?;
        if flags != 0 {
            return Err(unknown_flags(flags, "virStreamRecvHole"));
        }
        length.write(stream.reference().receive_hole("virStreamRecvHole")?);
        Ok(0)
    })
}

/// Says that nothing follows, and waits until the other side has everything.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamFinish(stream: *mut VirStream) -> c_int {
    with!(VirStream, stream, "virStreamFinish", |stream| {
        let mut inner = stream.reference().lock();
        let ended = inner.peer("virStreamFinish")?.finish();
        inner.peer = None;
        ended.map(|()| 0)
    })
}

/// Gives a stream up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamAbort(stream: *mut VirStream) -> c_int {
    with!(VirStream, stream, "virStreamAbort", |stream| {
        // Compat: giving up what was never begun is no error.
        let peer = stream.reference().lock().peer.take();
        peer.map_or(Ok(()), |mut peer| peer.abort()).map(|()| 0)
    })
}

/// The stream behind a pointer, which has to be of the object's connection.
unsafe fn of_connection<'a>(
    stream: *mut VirStream,
    conn: &VirConnect,
    name: &str,
    function: &str,
) -> Result<&'a Arc<StreamCore>> {
    // SAFETY: the caller keeps to the C declaration.
    let stream = unsafe { VirStream::get(stream, function) }?;
    stream.belongs_to(conn, name, function)?;
    Ok(stream.reference())
}

/// Connects a stream with a guest's console.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainOpenConsole(
    dom: *mut VirDomain,
    dev_name: *const c_char,
    st: *mut VirStream,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, dom, "virDomainOpenConsole", |dom| {
        refusals::virDomainOpenConsole(dom, st)?;
        let stream = of_connection(st, dom.handle(), "st", "virDomainOpenConsole")?;
        let name = text::optional(dev_name, "dev_name", "virDomainOpenConsole")?;
        stream.attach(dom.connect().domain.open_console(dom.reference(), name, flags)?).map(|()| 0)
    })
}

/// Connects a stream with a guest's channel.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainOpenChannel(
    dom: *mut VirDomain,
    name: *const c_char,
    st: *mut VirStream,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, dom, "virDomainOpenChannel", |dom| {
        refusals::virDomainOpenChannel(dom, st)?;
        let stream = of_connection(st, dom.handle(), "st", "virDomainOpenChannel")?;
        let name = text::optional(name, "name", "virDomainOpenChannel")?;
        stream.attach(dom.connect().domain.open_channel(dom.reference(), name, flags)?).map(|()| 0)
    })
}

/// Takes a picture of a guest's screen; its format.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainScreenshot(
    domain: *mut VirDomain,
    stream: *mut VirStream,
    screen: c_uint,
    flags: c_uint,
) -> *mut c_char {
    with!(VirDomain, domain, "virDomainScreenshot", |dom| {
        refusals::virDomainScreenshot(dom, stream)?;
        let place = of_connection(stream, dom.handle(), "stream", "virDomainScreenshot")?;
        let (format, opened) = dom.connect().domain.screenshot(dom.reference(), screen, flags)?;
        place.attach(opened)?;
        Ok(text::give_optional(format.as_deref()))
    })
}

/// Connects a stream with the content of a volume, for reading.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolDownload(
    vol: *mut VirStorageVol,
    stream: *mut VirStream,
    offset: u64,
    length: u64,
    flags: c_uint,
) -> c_int {
    with!(VirStorageVol, vol, "virStorageVolDownload", |vol| {
        refusals::virStorageVolDownload(vol, stream)?;
        let place = of_connection(stream, vol.handle(), "stream", "virStorageVolDownload")?;
        place.attach(vol.connect().storage_vol.download(vol.reference(), offset, length, flags)?).map(|()| 0)
    })
}

/// Connects a stream with the content of a volume, for writing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolUpload(
    vol: *mut VirStorageVol,
    stream: *mut VirStream,
    offset: u64,
    length: u64,
    flags: c_uint,
) -> c_int {
    with!(VirStorageVol, vol, "virStorageVolUpload", |vol| {
        refusals::virStorageVolUpload(vol, stream)?;
        let place = of_connection(stream, vol.handle(), "stream", "virStorageVolUpload")?;
        place.attach(vol.connect().storage_vol.upload(vol.reference(), offset, length, flags)?).map(|()| 0)
    })
}
