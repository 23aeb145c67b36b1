//! Programs that do one thing for us and end: `qemu-img`, `mount`.

use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;

use virt::{Error, Result};

use crate::process::{Command, Exit, Limit, Processes};

/// What is kept of a program's complaints.
const MAX_COMPLAINT: u64 = 4096;

/// Where programs are looked for: administrators' ones stand where an account's own path may not lead.
pub(crate) fn search_path() -> String {
    let own = std::env::var("PATH").unwrap_or_default();
    format!("{own}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
}

/// Where a program is.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = search_path();
    let mut places = path.split(':').filter(|folder| folder.starts_with('/')).map(|f| PathBuf::from(f).join(program));
    places.find(|place| place.is_file())
}

/// The package that has a program, as far as it has another name.
fn package(program: &str) -> &str {
    match program {
        "qemu-img" => "qemu-utils",
        "mount.nfs" => "nfs-common",
        other => other,
    }
}

/// Runs a program to its end, at most for `wait`; its complaints are the error.
pub fn run(processes: &dyn Processes, program: &str, args: &[&str], wait: Duration) -> Result<()> {
    let failed = |e: std::io::Error| Error::system(format!("cannot run '{program}'"), &e);
    let Some(place) = find(program) else {
        let missing = std::io::Error::from_raw_os_error(libc::ENOENT);
        let error = Error::system(format!("Cannot find '{program}' in path"), &missing);
        return Err(error.remedy(format!("install the package that has it: {}", package(program))));
    };
    let (complaints, writer) = std::io::pipe().map_err(failed)?;
    let mut command = Command::new(place);
    command.args = args.iter().map(|arg| (*arg).into()).collect();
    command.env = vec![("PATH".into(), search_path().into()), ("LC_ALL".into(), "C".into())];
    command.stderr = Some(writer.into());
    // What it makes is for its owner alone until somebody says otherwise.
    command.umask = 0o077;
    command.limits = vec![Limit::core_file(0)];
    let process = processes.spawn(command).map_err(failed)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::SystemProcesses;

    const WAIT: Duration = Duration::from_secs(10);

    #[test]
    fn complaints_missing_programs_and_endless_ones_are_errors() {
        assert!(run(&SystemProcesses, "true", &[], WAIT).is_ok());
        let failed = run(&SystemProcesses, "sh", &["-c", "echo no >&2; exit 3"], WAIT).unwrap_err();
        assert_eq!(failed.to_string(), "internal error: 'sh -c echo no >&2; exit 3' failed: no");
        let silent = run(&SystemProcesses, "false", &[], WAIT).unwrap_err();
        assert!(silent.to_string().ends_with("exit status 1"), "{silent}");
        let missing = run(&SystemProcesses, "no-such-program", &[], WAIT).unwrap_err();
        assert!(missing.to_string().starts_with("Cannot find 'no-such-program' in path"), "{missing}");
        let endless = run(&SystemProcesses, "sleep", &["30"], Duration::from_millis(20)).unwrap_err();
        assert!(endless.to_string().contains("did not end"), "{endless}");
    }
}
