//! The program as scripts see it: output, errors, exit codes. No daemon is needed; with `FERROVIRT_REFERENCE_VIRSH` set to
//! the reference's program, help pages are compared with its own.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn virsh(words: &[&str]) -> Output {
    run(env!("CARGO_BIN_EXE_virsh"), words, "")
}

fn run(program: &str, words: &[&str], input: &str) -> Output {
    let mut child = Command::new(program)
        .args(words)
        .env_remove("VIRSH_DEFAULT_CONNECT_URI")
        .env_remove("LIBVIRT_DEFAULT_URI")
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[track_caller]
fn check(words: &[&str], code: i32, stdout: &str, stderr: &str) {
    let output = virsh(words);
    assert_eq!(String::from_utf8_lossy(&output.stdout), stdout, "{words:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), stderr, "{words:?}");
    assert_eq!(output.status.code(), Some(code), "{words:?}");
}

#[test]
fn success_ends_with_a_blank_line_unless_quiet() {
    check(&["echo", "a", "b"], 0, "a b\n", "");
    check(&["-q", "echo", "a"], 0, "a", "");
    check(&["echo a; echo 'b c' # d"], 0, "a\nb c\n", "");
    check(&["echo", "--shell", "it's"], 0, "'it'\\''s'\n", "");
    check(&["quit"], 0, "", "");
    check(&["--version"], 0, "11.3.0\n", "");
}

#[test]
fn grammar_errors_stop_everything() {
    check(&["nosuch"], 1, "", "error: unknown command: 'nosuch'\n");
    check(&["echo a; nosuch"], 1, "", "error: unknown command: 'nosuch'\n");
    check(&["start"], 1, "", "error: command 'start' requires <domain> option\n");
    check(&["list", "--frob"], 1, "", "error: command 'list' doesn't support option --frob\n");
    check(&["echo \"a"], 1, "", "error: missing \"\n");
    check(&["-x"], 1, "", "error: unsupported option '-x'. See --help.\n");
}

#[test]
fn failing_commands_do_not_stop_the_next() {
    let output = virsh(&["help nosuch; echo a"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "\na\n");
    let output = virsh(&["echo a; help nosuch"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn no_daemon_is_an_error_in_words() {
    let output = virsh(&["-c", "qemu:///system?socket=/nonexistent/socket", "list"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.starts_with("error: failed to connect to the hypervisor\nerror: "), "{stderr}");
    assert!(stderr.contains("'/nonexistent/socket': No such file or directory"), "{stderr}");
}

#[test]
fn json_is_one_value() {
    let output = virsh(&["pwd", "--output=json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(value["directory"].is_string());
    check(&["echo", "--output", "xml"], 1, "", "error: unknown output format 'xml', expecting 'text' or 'json'\n");
}

#[test]
fn a_pipe_can_drive_the_shell() {
    let socket = "qemu:///system?socket=/nonexistent/socket";
    let program = env!("CARGO_BIN_EXE_virsh");
    let command = Command::new(program)
        .env("VIRSH_DEFAULT_CONNECT_URI", socket)
        .arg("-q")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = command.unwrap();
    child.stdin.take().unwrap().write_all(b"echo a\nnosuch\nquit\necho never\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "virsh # echo a\navirsh # nosuch\nvirsh # quit\n\n");
    assert!(String::from_utf8_lossy(&output.stderr).contains("error: unknown command: 'nosuch'\n"));
}

#[test]
fn help_pages_are_those_of_the_reference() {
    let Ok(reference) = std::env::var("FERROVIRT_REFERENCE_VIRSH") else {
        eprintln!("skipped: FERROVIRT_REFERENCE_VIRSH is not set");
        return;
    };
    let list = String::from_utf8(virsh(&["help"]).stdout).unwrap();
    let names: Vec<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() > 200, "{} commands", names.len());
    // Documents are checked by nobody else's.
    for name in names.into_iter().filter(|name| !["schema", "validate"].contains(name)) {
        let (ours, theirs) = (virsh(&["help", name]), run(&reference, &["help", name], ""));
        assert_eq!(String::from_utf8_lossy(&ours.stdout), String::from_utf8_lossy(&theirs.stdout), "{name}");
    }
}
