//! What happens to a client's messages: refused, answered at once, or handed to a worker.

use std::os::fd::OwnedFd;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rpc::frame::Frame;
use rpc::procedure::{self, Procedure};
use rpc::server::{Call, dispatch};
use rpc::socket::Outgoing;
use rpc::wire::{self, Header, Kind, Program, Status};
use virt::{Connection, Error, ErrorDomain, Result, Stream};
use xdr::{Decoder, Encoder};

use super::client::{Client, Door, Fate};
use super::mailbox::{ClientId, Letter, Mailbox};
use super::pump::{self, Incoming};
use super::{Server, reply, session};

/// Looks at every whole message, as long as the client may call.
pub(crate) fn take_frames(server: &mut Server, id: ClientId, client: &mut Client) {
    while client.may_call(server.settings.requests_max) {
        // The reader is taken out so that a frame may borrow from it while the client is changed.
        let mut frames = std::mem::take(&mut client.frames);
        let more = match frames.next_frame() {
            Ok(Some(frame)) => {
                take_frame(server, id, client, frame);
                true
            }
            Ok(None) => false,
            Err(e) => {
                log::warn!("client of pid {} sent a broken message: {e:?}", client.peer.pid);
                client.fate = Fate::Dropped("its message is broken");
                false
            }
        };
        client.frames = frames;
        if !more {
            return;
        }
    }
}

fn take_frame(server: &mut Server, id: ClientId, client: &mut Client, frame: Frame<'_>) {
    let header = frame.header;
    match header.kind() {
        Some(Kind::Call | Kind::CallWithFds) => {
            if let Err(error) = call(server, id, client, frame) {
                let error = error.in_domain(ErrorDomain::RPC);
                log::debug!("call {} of pid {} fails: {error}", header.procedure, client.peer.pid);
                client.send(reply::error_message(&header.reply(Status::Error), &error), None);
            }
        }
        Some(Kind::Stream | Kind::StreamHole) => stream_packet(client, &header, frame.payload),
        Some(Kind::Message) if header.program == Program::Keepalive.number() && header.procedure == 1 => {
            let pong = Header { procedure: 2, ..header };
            client.send(Outgoing::new(wire::raw(&pong, &[]), vec![]), None);
        }
        // What a server never expects is passed over, as upstream does.
        _ => log::debug!("client of pid {} sent a message of kind {}, which is ignored", client.peer.pid, header.kind),
    }
}

/// Everything that can be refused before an argument is decoded.
fn admitted(client: &Client, header: &Header) -> Result<&'static Procedure> {
    let program = Program::of(header.program)
        .filter(|p| *p != Program::Keepalive && (*p == Program::Admin) == (client.door == Door::Admin));
    let program = program
        .ok_or_else(|| Error::rpc(format!("Cannot find program {} version {}", header.program, header.version)))?;
    if header.version != 1 {
        return Err(Error::rpc(format!("Cannot find program {} version {}", header.program, header.version)));
    }
    if header.status() != Some(Status::Ok) {
        return Err(Error::rpc(format!("Unexpected message status {}", header.status)));
    }
    let procedure = procedure::find(program, header.procedure)
        .ok_or_else(|| Error::rpc(format!("unknown procedure: {}", header.procedure)))?;
    if client.refused {
        let remedy = "raise max_clients in the daemon's configuration or close connections that are not needed";
        return Err(Error::resource_busy("the daemon serves as many clients as it may").remedy(remedy));
    }
    if !client.peer.admitted && !procedure.before_auth {
        return Err(Error::rpc("authentication required"));
    }
    if procedure.write && client.readonly {
        return Err(Error::read_only(procedure.function));
    }
    Ok(procedure)
}

fn call(server: &mut Server, id: ClientId, client: &mut Client, frame: Frame<'_>) -> Result<()> {
    let Frame { header, payload, fds } = frame;
    let procedure = match admitted(client, &header) {
        Err(e) if client.refused => {
            client.fate = Fate::LeavesWhenSent;
            // The fate above must not keep the answer from being sent.
            return Err(e);
        }
        other => other?,
    };
    if procedure.session {
        let mut call = Call {
            input: Decoder::new(payload),
            fds,
            output: reply::begin(&header),
            reply_fds: vec![],
            stream: None,
            readonly: client.readonly,
            procedure,
        };
        session::answer(server, client, &mut call)?;
        let message = reply::answer(&header, Ok((call.output, vec![])));
        client.send(message, None);
        return Ok(());
    }
    let connection = client.connection.clone().ok_or_else(|| Error::internal("connection not open"))?;
    if procedure.published && !connection.waits.as_ref().is_some_and(|waits| waits.may_wait()) {
        let (message, _) = run(&connection, client.readonly, procedure, &header, payload, fds);
        client.send(message, None);
        return Ok(());
    }
    client.in_flight += 1;
    let (mailbox, readonly, payload) = (server.mailbox.clone(), client.readonly, payload.to_vec());
    server.workers.run(move || {
        let (message, stream) = run(&connection, readonly, procedure, &header, &payload, fds);
        // The connection must be given back before the client hears the answer: who closes next may be the last one.
        drop(connection);
        mailbox.send(Letter::Done { client: id, message, stream: stream.map(|s| (header, s)) });
    });
    Ok(())
}

/// Runs a call through dispatch; a panic is that call's failure and nobody else's.
fn run(
    connection: &Connection,
    readonly: bool,
    procedure: &'static Procedure,
    header: &Header,
    payload: &[u8],
    fds: Vec<OwnedFd>,
) -> (Outgoing, Option<Stream>) {
    let mut call = Call {
        input: Decoder::new(payload),
        fds,
        output: reply::begin(header),
        reply_fds: vec![],
        stream: None,
        readonly,
        procedure,
    };
    // A name to look up may be any bytes: it is just not found. What is to be kept must be text.
    call.input.strict = procedure.write;
    let result = catch_unwind(AssertUnwindSafe(|| dispatch(connection, &mut call)));
    let result = result.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        log::error!("{} panicked: {}", procedure.function, text.unwrap_or("no message"));
        Err(Error::internal(format!(
            "{} failed in an unforeseen way; the daemon's log has the details",
            procedure.function
        )))
    });
    let stream = call.stream.take().filter(|_| result.is_ok());
    let output = std::mem::replace(&mut call.output, Encoder::new());
    let fds = std::mem::take(&mut call.reply_fds);
    (reply::answer(header, result.and_then(|()| reply::with_fds(header, output, fds))), stream)
}

/// Starts moving the bytes of a stream that a call has opened.
pub(crate) fn start_stream(mailbox: &Arc<Mailbox>, id: ClientId, client: &mut Client, header: Header, stream: Stream) {
    let Stream::End(end) = stream else {
        log::error!("a driver gave a stream without an end; it is closed");
        return;
    };
    match pump::start(mailbox.clone(), id, header, end) {
        Ok(handle) => drop(client.streams.insert(header.serial, handle)),
        Err(e) => {
            let error = Error::system("cannot start the stream", &e).in_domain(ErrorDomain::STREAMS);
            client.send(reply::error_message(&header.stream(Kind::Stream, Status::Error), &error), None);
        }
    }
}

fn stream_packet(client: &mut Client, header: &Header, payload: &[u8]) {
    // A packet for a stream that has just ended is no error: the two sides' words crossed.
    let Some(handle) = client.streams.get(&header.serial) else { return };
    let packet = match (header.kind(), header.status()) {
        (Some(Kind::StreamHole), _) => {
            Incoming::Hole(Decoder::new(payload).get::<i64>().map_or(0, |l| l.max(0) as u64))
        }
        (_, Some(Status::Continue)) => Incoming::Data(payload.to_vec()),
        (_, Some(Status::Ok)) => Incoming::Finish,
        _ => Incoming::Abort,
    };
    handle.push(packet);
}
