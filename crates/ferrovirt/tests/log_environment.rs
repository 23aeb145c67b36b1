//! What programs log when the environment asks for it.

use std::process::Command;

/// What the example says on standard error about a daemon that is not there.
fn complaints(variables: &[(&str, &str)]) -> String {
    let own = std::env::current_exe().unwrap();
    let example = own.parent().unwrap().parent().unwrap().join("examples/info");
    let mut command = Command::new(example);
    for name in ["LIBVIRT_DEBUG", "LIBVIRT_LOG_FILTERS", "LIBVIRT_LOG_OUTPUTS"] {
        command.env_remove(name);
    }
    let output = command.arg("qemu:///system?socket=/nonexistent/sock").envs(variables.iter().copied()).output();
    String::from_utf8(output.unwrap().stderr).unwrap()
}

#[test]
fn programs_log_what_the_environment_asks_for() {
    let opening = "debug : remote.connection";
    assert!(!complaints(&[]).contains(opening));
    assert!(!complaints(&[("LIBVIRT_DEBUG", "error")]).contains(opening));
    let filtered = complaints(&[("LIBVIRT_DEBUG", "error"), ("LIBVIRT_LOG_FILTERS", "1:remote")]);
    assert!(filtered.contains(opening) && filtered.contains("'/nonexistent/sock'"), "{filtered}");
    assert!(complaints(&[("LIBVIRT_DEBUG", "1")]).contains(opening));
    let malformed = complaints(&[("LIBVIRT_DEBUG", "nonsense")]);
    assert!(malformed.contains("Malformed LIBVIRT_DEBUG 'nonsense'"), "{malformed}");
}
