//! `cargo xtask {gen, tidy, ci, dist, demo}`: the only tool a developer has to learn.

mod ci;
mod demo;
mod dist;
mod generate;
mod libraries;
mod packages;
mod pkg_config;
mod session;
mod support;
#[cfg(test)]
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask gen    write the generated files from api/
       cargo xtask tidy   check formatting, lints and house rules
       cargo xtask demo   boot a real guest and show it
       cargo xtask ci     run every check and test
       cargo xtask dist   build an installable tree in dist/";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let result = match words.first().map(String::as_str) {
        Some("gen") => generate::write(&root()),
        Some("tidy") => ci::tidy(&root()),
        Some("demo") => demo::run(&root()),
        Some("ci") => ci::all(&root()),
        Some("dist") => dist::build(&root()).map(|tree| println!("{}", tree.display())),
        _ => Err(USAGE.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}
