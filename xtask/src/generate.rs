//! `cargo xtask gen`: writes the generated files, formatted, from `api/*.api`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::dist;

/// Writes every generated file whose text changed.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    for (path, text) in generate(root)? {
        if std::fs::read_to_string(&path).ok().as_deref() == Some(&text) {
            continue;
        }
        dist::write(&path, &text)?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

/// Every generated file with its formatted text.
pub(crate) fn generate(root: &Path) -> Result<Vec<(PathBuf, String)>, String> {
    let api = api_model::Api::read(&root.join("api")).map_err(|e| e.to_string())?;
    let finished = |output: api_gen::Output| {
        let is_rust = output.path.extension().is_some_and(|extension| extension == "rs");
        let text = if is_rust { format(root, &output.text)? } else { output.text };
        Ok((root.join(output.path), text))
    };
    let mut all = api_gen::outputs(&api).into_iter().map(finished).collect::<Result<Vec<_>, String>>()?;
    all.push(crate::support::table(root, &api));
    Ok(all)
}

/// Runs the text through rustfmt, so that generated code reads like all other code.
fn format(root: &Path, text: &str) -> Result<String, String> {
    let run = |e: std::io::Error| format!("rustfmt: {e}");
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(run)?;
    let mut input = child.stdin.take().ok_or("rustfmt: no standard input")?;
    let text = text.to_owned();
    let feeder = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().map_err(run)?;
    feeder.join().map_err(|_| "rustfmt: writer panicked")?.map_err(run)?;
    match output.status.success() {
        true => String::from_utf8(output.stdout).map_err(|e| e.to_string()),
        false => Err("rustfmt refused generated code".into()),
    }
}
