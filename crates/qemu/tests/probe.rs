//! The meaning of a probe's answers, against recorded dialogues where they are present.

use qemu::probe::{Answers, Binary, document};
use serde_json::Value;

/// Splits a recorded dialogue into the answers of each QEMU.
fn read_dialogue(text: &str) -> Vec<Answers> {
    let values: Vec<Value> = serde_json::Deserializer::from_str(text).into_iter().map(|value| value.unwrap()).collect();
    let mut all: Vec<Answers> = Vec::new();
    for pair in values.chunks(2) {
        let [command, reply] = pair else { panic!("odd dialogue") };
        let name = command["execute"].as_str().unwrap();
        if name == "qmp_capabilities" {
            all.push(Answers::default());
        }
        let arguments = command.get("arguments").cloned().unwrap_or(Value::Null);
        all.last_mut().unwrap().add(name, arguments, reply.get("return").cloned());
    }
    all
}

fn check(name: &str, arch: &str, microcode: u64) {
    let Some(shared) = std::env::var_os("FERROVIRT_SHARED") else {
        eprintln!("skipped: FERROVIRT_SHARED is not set");
        return;
    };
    let folder = std::path::Path::new(&shared).join("vectors/support/qemu-caps");
    let read = |suffix: &str| std::fs::read_to_string(folder.join(format!("caps_{name}.{suffix}"))).unwrap();
    let dialogue = read_dialogue(&read("replies"));
    let binary = Binary { emulator: format!("/usr/bin/qemu-system-{arch}"), microcode, ..Binary::default() };
    let ours = document(&binary, &dialogue[0], dialogue.get(1)).unwrap();
    let expected = read("xml");
    let lines =
        |text: &str| text.lines().filter(|line| !line.contains("ctime>")).map(str::to_owned).collect::<Vec<_>>();
    let (ours, expected) = (lines(&ours), lines(&expected));
    let missing: Vec<_> = expected.iter().filter(|line| !ours.contains(line)).take(20).collect();
    let extra: Vec<_> = ours.iter().filter(|line| !expected.contains(line)).take(20).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing: {missing:#?}\nextra: {extra:#?}");
    assert!(ours == expected, "same lines in another order");
}

#[test]
fn qemu_10_with_kvm() {
    check("10.0.0_x86_64", "x86_64", 43100285);
}

#[test]
fn qemu_9_with_kvm() {
    check("9.2.0_x86_64", "x86_64", 43100247);
}

#[test]
fn an_empty_dialogue_is_no_qemu() {
    assert_eq!(document(&Binary::default(), &Answers::default(), None), None);
}
