//! `cargo xtask ci`: everything that must hold, in the order in which it fails fastest.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::dist::{run, target};
use crate::packages::{self, ensure};

/// Runs every check and test, installing what they need.
pub(crate) fn all(root: &Path) -> Result<(), String> {
    let needs: Vec<_> = [packages::QEMU, packages::QEMU_IMG, packages::FIRMWARE, packages::BUSYBOX]
        .into_iter()
        .chain(packages::REFERENCE)
        .collect();
    ensure(&needs)?;
    let mut steps = Steps(0);
    steps.run("formatting", || formatting(root))?;
    steps.run("lints", || lints(root))?;
    let mut tests = cargo(root);
    match packages::linux_kernel(&target(root)) {
        Some(kernel) => {
            tests.env("FERROVIRT_LINUX", kernel);
        }
        None => println!("a real Linux kernel cannot be had: its test is skipped"),
    }
    steps.run("tests", || run(tests.args(["test", "--quiet", "--workspace"])))?;
    steps.run("the installable tree", || crate::dist::build(root).map(drop))?;
    steps.run("the life of a guest, beside the reference daemon", || oracle(root, &[]))?;
    steps.run("the test driver, beside the reference's", || test_driver(root))?;
    steps.run("our client with the reference daemon", || oracle(root, &["--virsh", "dist/bin/virsh"]))?;
    steps.run("an ordinary account's own daemon", || crate::session::check(&root.join("dist")))?;
    steps.run("the demo", || crate::demo::run(root))?;
    println!("ci: {} passed, 0 failed", steps.0);
    Ok(())
}

/// What can be said of the code without building all of it: formatting, lints, house rules.
pub(crate) fn tidy(root: &Path) -> Result<(), String> {
    let mut steps = Steps(0);
    steps.run("formatting", || formatting(root))?;
    steps.run("lints", || lints(root))?;
    steps.run("house rules", || run(cargo(root).args(["test", "--quiet", "-p", "xtask"])))
}

fn formatting(root: &Path) -> Result<(), String> {
    run(cargo(root).args(["fmt", "--all", "--check"]))
}

fn lints(root: &Path) -> Result<(), String> {
    run(cargo(root).args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root).env("CARGO_TARGET_DIR", target(root));
    command
}

fn test_driver(root: &Path) -> Result<(), String> {
    let mut command = Command::new("/usr/bin/python3");
    run(command.current_dir(root).args(["tests/oracle/test_driver.py", "--daemon", "dist/sbin/libvirtd"]))
}

fn oracle(root: &Path, extra: &[&str]) -> Result<(), String> {
    let mut command = Command::new("/usr/bin/python3");
    command.current_dir(root).args([
        "tests/oracle/compare.py",
        "--daemon",
        "dist/sbin/libvirtd",
        "--guest",
        "dist/share/ferrovirt/tiny-guest.elf",
    ]);
    run(command.args(extra))
}

/// How many steps have passed.
struct Steps(usize);

impl Steps {
    fn run(&mut self, name: &str, work: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        println!("== {name}");
        let start = Instant::now();
        work()?;
        println!("== {name}: {:.1} s", start.elapsed().as_secs_f32());
        self.0 += 1;
        Ok(())
    }
}
