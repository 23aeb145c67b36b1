//! Answers conformance requests: one JSON object a line in, one a line out.
//!
//! The requests name an operation on documents (`op`), files to read (`inputs`) and circumstances (`options`); the
//! answer has the output text, or an error, or says that the operation is not offered.

mod argv;
mod capabilities;
mod cpu;
mod document;
mod domain;
mod moment;
mod network;
mod request;
mod secret;

use std::io::{BufRead, Write};

use request::{Outcome, Request};

fn main() {
    let stdin = std::io::stdin().lock();
    let mut stdout = std::io::stdout().lock();
    for line in stdin.lines() {
        let Ok(line) = line else { break };
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer(&line);
        if writeln!(stdout, "{answer}").and_then(|()| stdout.flush()).is_err() {
            break;
        }
    }
}

/// The answer to one request line; a panic in an operation is that request's error.
fn answer(line: &str) -> serde_json::Value {
    let request = match Request::parse(line) {
        Ok(request) => request,
        Err(error) => return serde_json::json!({"id": null, "ok": false, "error": error}),
    };
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| perform(&request)));
    let id = request.id.clone();
    match outcome {
        Ok(Outcome::Output(output)) => serde_json::json!({"id": id, "ok": true, "output": output}),
        Ok(Outcome::Rejected(error)) => serde_json::json!({"id": id, "ok": false, "error": error}),
        Ok(Outcome::Unsupported) => serde_json::json!({"id": id, "ok": false, "unsupported": true}),
        Err(_) => serde_json::json!({"id": id, "ok": false, "error": "internal error: panic"}),
    }
}

fn perform(request: &Request) -> Outcome {
    match request.op.as_str() {
        "qemu.domain-xml" => domain::xml(request),
        "qemu.domain-argv" => argv::command(request),
        "qemu.domain-status-xml" => domain::status(request),
        "qemu.domain-active-xml" => domain::active(request),
        "generic.domain-xml" => domain::generic(request),
        "host.capabilities-xml" => capabilities::host(request),
        "qemu.caps-from-replies" => capabilities::probed(request),
        "qemu.caps-guest-xml" => capabilities::guest(request),
        "qemu.domain-caps-xml" => capabilities::domain(request),
        op if op.starts_with("cpu.") => cpu::perform(op, request),
        "network.xml" => network::xml(request),
        _ => document::perform(request),
    }
}
