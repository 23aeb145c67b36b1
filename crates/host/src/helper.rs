//! Programs that do one thing for us or fail: `qemu-img`, `mount`. What they answer is nobody's business ([`crate::program`]
//! is for those whose answer is).

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use virt::{Error, Result};

use crate::process::{Command, Exit, Limit, Processes};
use crate::program::to_its_end;

/// How many letters of a program's complaints an error repeats.
const MAX_COMPLAINT: usize = 4096;

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
    let Some(place) = find(program) else {
        let missing = std::io::Error::from_raw_os_error(libc::ENOENT);
        let error = Error::system(format!("Cannot find '{program}' in path"), &missing);
        return Err(error.remedy(format!("install the package that has it: {}", package(program))));
    };
    let mut command = Command::new(place);
    command.args = args.iter().map(|arg| (*arg).into()).collect();
    // What it makes is for its owner alone until somebody says otherwise.
    command.umask = 0o077;
    command.limits = vec![Limit::core_file(0)];
    let words = || format!("'{program} {}'", args.join(" "));
    let answer = to_its_end(processes, command, "", wait).map_err(|error| match error.kind() {
        ErrorKind::TimedOut => Error::operation_failed(format!("{} did not end within {} s", words(), wait.as_secs())),
        _ => Error::system(format!("cannot run '{program}'"), &error),
    })?;
    if answer.exit == Exit::Code(0) {
        return Ok(());
    }
    let complaint: String = answer.complaint.trim().chars().take(MAX_COMPLAINT).collect();
    let why = if complaint.is_empty() { answer.exit.to_string() } else { complaint };
    Err(Error::internal(format!("{} failed", words())).because(why))
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
        // More complaints than a pipe holds.
        let chatty = run(&SystemProcesses, "sh", &["-c", "head -c 300000 /dev/zero | tr '\\0' x >&2; exit 1"], WAIT);
        assert!(chatty.unwrap_err().to_string().ends_with("xxx"));
        let endless = run(&SystemProcesses, "sleep", &["30"], Duration::from_millis(20)).unwrap_err();
        assert!(endless.to_string().contains("did not end"), "{endless}");
    }
}
