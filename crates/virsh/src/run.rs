//! Carries commands out, one after the other.

use std::time::Instant;

use crate::context::Context;
use crate::failure::Outcome;
use crate::grammar::Invocation;
use crate::help;
use crate::output::{Output, write_out};
use crate::session::Session;

/// The release of the interface this program speaks.
pub const LIBRARY_VERSION: &str = "11.3.0";

/// What `-V` prints.
pub fn long_version() -> String {
    format!(
        "Virsh command line tool of libvirt {LIBRARY_VERSION}\nImplemented by ferrovirt {}\n\nCompiled with support for:\n \
         Hypervisors: QEMU/KVM (through libvirtd)\n Networking: Remote\n Miscellaneous: Readline\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// Carries out the commands of a line; the last one decides whether all is well.
pub fn all(session: &mut Session, invocations: &[Invocation]) -> bool {
    let mut is_ok = true;
    for invocation in invocations {
        is_ok = one(session, invocation);
        if session.is_over {
            break;
        }
    }
    is_ok
}

/// Carries out one command and tells how it went.
fn one(session: &mut Session, invocation: &Invocation) -> bool {
    let started = Instant::now();
    let format = invocation.format.unwrap_or(session.format());
    let is_quiet = session.globals.quiet;
    let outcome = obey(session, invocation, Output::new(format, is_quiet));
    if let Err(failure) = &outcome {
        session.complain_of(failure);
    }
    if session.is_over || format == crate::output::Format::Json {
        return outcome.is_ok();
    }
    if session.globals.timing {
        write_out(&format!("\n(Time: {:.3} ms)\n\n", started.elapsed().as_secs_f64() * 1000.0));
    } else if !is_quiet {
        write_out("\n");
    }
    outcome.is_ok()
}

fn obey(session: &mut Session, invocation: &Invocation, mut out: Output) -> Outcome {
    let command = invocation.command;
    if invocation.wants_help {
        out.say(help::command_page(command));
        out.finish(true);
        return Ok(());
    }
    if command.needs_connection {
        session.connection()?;
    }
    let mut context = Context { session, args: &invocation.arguments, out };
    let outcome = (command.run)(&mut context);
    context.out.finish(outcome.is_ok());
    outcome
}
