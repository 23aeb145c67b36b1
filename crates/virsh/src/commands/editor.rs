//! Letting the user change a text in an editor.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use super::files;
use crate::context::Context;
use crate::failure::{Failure, Outcome};
use crate::terminal;

/// A file that is removed when it is no longer needed.
struct Draft(PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        // A draft that cannot be removed is litter, not an error of the edit.
        let _ = fs::remove_file(&self.0);
    }
}

/// Gives the text to the user's editor and what comes back to `apply`. When that fails the user may try again.
/// Returns whether there was a change.
pub fn edit(
    cx: &mut Context<'_>,
    original: &str,
    mut apply: impl FnMut(&mut Context<'_>, &str) -> Outcome,
) -> Outcome<bool> {
    let draft = write_draft(original)?;
    loop {
        run_editor(&draft.0)?;
        let path = draft.0.to_string_lossy();
        let edited = files::read(&path)?;
        if edited == original {
            return Ok(false);
        }
        let failure = match apply(cx, &edited) {
            Ok(()) => return Ok(true),
            Err(failure) => failure,
        };
        if !terminal::is_interactive() {
            return Err(failure);
        }
        cx.session.complain_of(&failure);
        if !wants_another_try()? {
            return Err(Failure::silent());
        }
    }
}

fn write_draft(text: &str) -> Outcome<Draft> {
    let folder = std::env::temp_dir();
    let failed = |e: std::io::Error| Failure::new(format!("cannot write a temporary file: {}", files::words(&e)));
    let nanoseconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let path = folder.join(format!("virsh-{}-{nanoseconds:x}.xml", std::process::id()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(failed)?;
    let draft = Draft(path);
    file.write_all(text.as_bytes()).map_err(failed)?;
    Ok(draft)
}

/// The editor's words are the user's own, so a shell takes them apart.
fn run_editor(path: &Path) -> Outcome {
    let from = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = from("VISUAL").or_else(|| from("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(path).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::new(format!("{editor}: command exited with non-zero status"))),
        Err(e) => Err(Failure::new(format!("cannot run editor '{editor}': {}", files::words(&e)))),
    }
}

fn wants_another_try() -> Outcome<bool> {
    loop {
        eprint!("Failed. Try again? [y,n,?]: ");
        let mut answer = String::new();
        let read = std::io::stdin().read_line(&mut answer);
        match (read, answer.trim()) {
            (Err(_) | Ok(0), _) | (_, "n" | "N") => return Ok(false),
            (_, "y" | "Y") => return Ok(true),
            _ => eprintln!("y - yes, start editor again\nn - no, throw away my changes\n? - print this help"),
        }
    }
}
