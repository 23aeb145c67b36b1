//! Answers as messages.

use rpc::errors;
use rpc::socket::Outgoing;
use rpc::wire::{self, Header, Kind, Status};
use virt::Error;
use xdr::Encoder;

/// An error as the payload of a message with this header.
pub(crate) fn error_message(header: &Header, error: &Error) -> Outgoing {
    let mut e = wire::begin(header);
    errors::encode(error, &mut e);
    let bytes = wire::end(e).unwrap_or_else(|_| {
        // Cannot happen: the texts of an error are cut to fit.
        let mut e = wire::begin(header);
        errors::encode(&Error::internal("the error is too large to send"), &mut e);
        wire::end(e).unwrap_or_default()
    });
    Outgoing::new(bytes, vec![])
}

/// The answer to a call: its results behind the header, or an error.
pub(crate) fn answer(call: &Header, result: virt::Result<(Encoder, Vec<std::os::fd::OwnedFd>)>) -> Outgoing {
    let sent = result.and_then(|(output, fds)| {
        let bytes =
            wire::end(output).map_err(|e| Error::rpc("the answer is too large to send").because(e.to_string()))?;
        Ok(Outgoing::new(bytes, fds))
    });
    sent.unwrap_or_else(|e| error_message(&call.reply(Status::Error), &e))
}

/// Where the results of a call go.
pub(crate) fn begin(call: &Header) -> Encoder {
    wire::begin(&call.reply(Status::Ok))
}

/// The same answer with descriptors behind it: their number stands in front of the results.
pub(crate) fn with_fds(
    call: &Header,
    output: Encoder,
    fds: Vec<std::os::fd::OwnedFd>,
) -> virt::Result<(Encoder, Vec<std::os::fd::OwnedFd>)> {
    if fds.is_empty() {
        return Ok((output, fds));
    }
    let body = output.finish().map_err(|e| Error::rpc("the answer is too large to send").because(e.to_string()))?;
    let header = Header { kind: Kind::ReplyWithFds as u32, ..call.reply(Status::Ok) };
    let mut e = wire::begin(&header);
    e.word(fds.len() as u32);
    e.fixed(&body[wire::LENGTH_BYTES + wire::HEADER_BYTES..]);
    Ok((e, fds))
}
