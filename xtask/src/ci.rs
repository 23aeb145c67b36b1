//! `cargo xtask ci`: everything that must hold, in the order in which it fails fastest.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::dist::{run, target};
use crate::packages::{self, ensure};

/// Runs every check and test, installing what they need.
pub(crate) fn all(root: &Path) -> Result<(), String> {
    let needs: Vec<_> =
        [packages::QEMU, packages::QEMU_IMG, packages::FIRMWARE, packages::BUSYBOX, packages::VIRT_INSTALL]
            .into_iter()
            .chain(packages::NETWORKS)
            .chain(packages::REFERENCE)
            .chain(packages::C_PROGRAMS)
            .chain(packages::CONSUMERS)
            .collect();
    ensure(&needs)?;
    let before = unknown_files(root);
    let mut steps = Steps(0);
    steps.run("formatting", || formatting(root))?;
    steps.run("lints", || lints(root))?;
    steps.run("tests", || tests(root))?;
    steps.run("the installable tree", || crate::dist::build(root).map(drop))?;
    daemons(root, &mut steps)?;
    libraries(root, &mut steps)?;
    steps.run("an ordinary account's own daemon", || crate::session::check(&root.join("dist")))?;
    steps.run("the demo", || crate::demo::run(root))?;
    steps.run("nothing is left in the checkout", || {
        let left: Vec<_> = unknown_files(root).into_iter().filter(|file| !before.contains(file)).collect();
        left.is_empty().then_some(()).ok_or_else(|| format!("tests have left files: {}", left.join(", ")))
    })?;
    println!("ci: {} passed, 0 failed", steps.0);
    Ok(())
}

/// The tests of all crates, with a real kernel and a real agent where they can be had.
fn tests(root: &Path) -> Result<(), String> {
    let mut tests = cargo(root);
    match packages::linux_kernel(&target(root)) {
        Some(kernel) => {
            tests.env("FERROVIRT_LINUX", kernel);
        }
        None => println!("a real Linux kernel cannot be had: its test is skipped"),
    }
    match packages::guest_agent(&target(root)) {
        Some(agent) => {
            tests.env("FERROVIRT_GUEST_AGENT", agent);
        }
        None => println!("a real guest agent cannot be had: its test is skipped"),
    }
    run(tests.args(["test", "--quiet", "--workspace"]))
}

/// Our daemon and our client beside the reference's.
fn daemons(root: &Path, steps: &mut Steps) -> Result<(), String> {
    let compare = "oracle/compare.py";
    steps.run("the life of a guest, beside the reference daemon", || beside(root, compare, &[]))?;
    steps.run("virtual networks, beside the reference daemon", || beside(root, "oracle/networks.py", &[]))?;
    steps.run("the test driver, beside the reference's", || {
        script(root, "oracle/test_driver.py", &["--daemon", "dist/sbin/libvirtd"])
    })?;
    steps.run("storage, beside the reference daemon", || {
        script(root, "oracle/storage.py", &["--daemon", "dist/sbin/libvirtd"])
    })?;
    steps.run("devices of guests, beside the reference daemon", || {
        script(root, "oracle/devices.py", &["--daemon", "dist/sbin/libvirtd"])
    })?;
    steps.run("secrets, beside the reference daemon", || {
        script(root, "oracle/secret.py", &["--daemon", "dist/sbin/libvirtd"])
    })?;
    steps.run("agents of guests, beside the reference daemon", || {
        let linux = target(root).join("linux");
        let linux = linux.to_str().ok_or("the target folder's name is no text")?;
        script(root, "oracle/agent.py", &["--daemon", "dist/sbin/libvirtd", "--linux", linux])
    })?;
    steps.run("node devices, beside the reference daemon", || {
        script(root, "oracle/node_devices.py", &["--daemon", "dist/sbin/libvirtd"])
    })?;
    steps.run("limits of guests and looks into them, beside the reference daemon", || {
        beside(root, "oracle/tuning.py", &["--topics", "placed,cpus,iothreads,throttle,limits,looks,others,jobs"])
    })?;
    steps.run("our client with the reference daemon", || beside(root, compare, &["--virsh", "dist/bin/virsh"]))?;
    steps.run("our client beside the distribution's", || {
        let programs = ["--daemon", "dist/sbin/libvirtd", "--virsh", "dist/bin/virsh"];
        script(root, "oracle/both_virsh.py", &programs)
    })?;
    Ok(())
}

/// The C library and its headers beside the reference's.
fn libraries(root: &Path, steps: &mut Steps) -> Result<(), String> {
    steps.run("C headers", || script(root, "clib/headers.py", &["--tree", "dist"]))?;
    steps.run("C programs on both libraries", || {
        let rust = target(root).join("release/examples/info");
        run(cargo(root).args(["build", "--release", "--quiet", "-p", "ferrovirt", "--example", "info"]))?;
        let rust = rust.to_str().ok_or("the target folder's name is no text")?;
        let more = ["--tree", "dist", "--headers", "/usr/include", "--rust", rust];
        beside(root, "clib/programs_on_both.py", &more)
    })?;
    steps.run("a Python program on both libraries", || {
        beside(root, "clib/python_on_both.py", &["--libraries", "dist/lib"])
    })?;
    steps.run("bad arguments to every C function on both libraries", || {
        let api = "dist/share/libvirt/api";
        script(root, "clib/arguments.py", &["--libraries", "dist/lib", "--api", api])
    })?;
    steps.run("virt-install with both daemons and libraries", || {
        beside(root, "clib/virt_install.py", &["--libraries", "dist/lib"])
    })?;
    steps.run("other people's programs on both libraries", || {
        beside(root, "clib/consumers.py", &["--libraries", "dist/lib"])
    })?;
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

/// Files that git neither knows nor ignores; none where this is no checkout.
fn unknown_files(root: &Path) -> Vec<String> {
    let listing = ["ls-files", "--others", "--exclude-standard"];
    let output = Command::new("git").current_dir(root).args(listing).output();
    let text = output.map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().map(str::to_owned).collect()
}

/// Runs a script of `tests/` in the root, where the tree was built.
fn script(root: &Path, name: &str, arguments: &[&str]) -> Result<(), String> {
    let path = format!("tests/{name}");
    run(Command::new("/usr/bin/python3").current_dir(root).arg(path).args(arguments))
}

/// A script that compares our daemon and the reference's, with a guest of ours.
fn beside(root: &Path, name: &str, more: &[&str]) -> Result<(), String> {
    let given = ["--daemon", "dist/sbin/libvirtd", "--guest", "dist/share/ferrovirt/tiny-guest.elf"];
    script(root, name, &[&given, more].concat())
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
