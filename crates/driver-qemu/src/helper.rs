//! Programs that do one thing for us and end: `qemu-img`.

use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;

use host::process::{Command, Exit};
use virt::{Error, Result};

use crate::core::Core;

/// What is kept of a program's complaints.
const MAX_COMPLAINT: u64 = 4096;

fn search_path() -> String {
    std::env::var("PATH").unwrap_or_else(|_| "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".to_owned())
}

fn find(program: &str) -> Result<PathBuf> {
    let path = search_path();
    let mut places = path.split(':').filter(|folder| folder.starts_with('/')).map(|f| PathBuf::from(f).join(program));
    places.find(|place| place.is_file()).ok_or_else(|| {
        Error::internal(format!("cannot find the program '{program}'"))
            .remedy("install the package that has it (qemu-utils has qemu-img)")
    })
}

/// Runs a program to its end, at most for `wait`; its complaints are the error.
pub(crate) fn run(core: &Core, program: &str, args: &[&str], wait: Duration) -> Result<()> {
    let failed = |e: std::io::Error| Error::system(format!("cannot run '{program}'"), &e);
    let (complaints, writer) = std::io::pipe().map_err(failed)?;
    let mut command = Command::new(find(program)?);
    command.args = args.iter().map(|arg| (*arg).into()).collect();
    command.env = vec![("PATH".into(), search_path().into()), ("LC_ALL".into(), "C".into())];
    command.stderr = Some(writer.into());
    let process = core.processes.spawn(command).map_err(failed)?;
    let exit = match process.wait(wait).map_err(failed)? {
        Some(exit) => exit,
        None => {
            let _ = process.kill();
            let _ = process.wait(Duration::from_secs(10));
            let message = format!("'{program} {}' did not end within {} s", args.join(" "), wait.as_secs());
            return Err(Error::operation_failed(message));
        }
    };
    if exit == Exit::Code(0) {
        return Ok(());
    }
    let mut text = String::new();
    let read = complaints.take(MAX_COMPLAINT).read_to_string(&mut text);
    let complaint = match read {
        Ok(_) if !text.trim().is_empty() => text.trim().to_owned(),
        _ => exit.to_string(),
    };
    Err(Error::internal(format!("'{program} {}' failed", args.join(" "))).because(complaint))
}
