//! The monitor client against a fake QEMU: deadlines, order, refusals, hostile input.

mod agent;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qmp::{Event, FakeMonitor, Listener, Monitor};
use serde_json::{Value, json};
use virt::ErrorCode;

const SOON: Duration = Duration::from_secs(5);

#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Listener for Heard {
    fn event(&self, event: Event) {
        self.0.lock().unwrap().push(event.name);
    }

    fn closed(&self) {
        self.0.lock().unwrap().push("closed".to_owned());
    }
}

fn answer(name: &str, arguments: &Value) -> Option<Result<Value, String>> {
    match name {
        "qmp_capabilities" => Some(Ok(json!({}))),
        "echo" => Some(Ok(arguments.clone())),
        "silence" => None,
        other => Some(Err(format!("no {other}"))),
    }
}

fn connect() -> (Monitor, FakeMonitor, Arc<Heard>) {
    let (transport, fake) = FakeMonitor::start(Box::new(answer)).unwrap();
    let heard = Arc::new(Heard::default());
    let monitor = Monitor::start(Box::new(transport), Arc::clone(&heard) as Arc<dyn Listener>).unwrap();
    let greeting = monitor.negotiate(SOON).unwrap();
    assert_eq!(greeting["version"]["qemu"]["major"], 10);
    (monitor, fake, heard)
}

fn eventually(check: impl Fn() -> bool) -> bool {
    let end = Instant::now() + SOON;
    while Instant::now() < end {
        if check() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    false
}

#[test]
fn replies_find_their_callers_however_many_are_under_way() {
    let (monitor, _fake, _) = connect();
    let tickets: Vec<_> = (0..20).map(|n| monitor.send("echo", Some(json!({"n": n})), SOON).unwrap()).collect();
    for (n, ticket) in tickets.into_iter().enumerate().rev() {
        assert_eq!(ticket.wait().unwrap()["n"], n);
    }
    assert_eq!(monitor.unanswered_for(), None);
}

#[test]
fn a_refusal_carries_the_words_of_qemu() {
    let (monitor, ..) = connect();
    let error = monitor.execute("nonsense", None, SOON).unwrap_err();
    assert_eq!(error.code(), ErrorCode::INTERNAL_ERROR);
    assert_eq!(error.message(), "unable to execute QEMU command 'nonsense': no nonsense");
}

#[test]
fn silence_ends_at_the_deadline_and_later_commands_still_work() {
    let (monitor, ..) = connect();
    let start = Instant::now();
    let error = monitor.execute("silence", None, Duration::from_millis(50)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::OPERATION_TIMEOUT);
    assert!(start.elapsed() < SOON);
    assert!(monitor.unanswered_for().is_some());
    assert_eq!(monitor.execute("echo", Some(json!({"a": 1})), SOON).unwrap()["a"], 1);
    assert_eq!(monitor.unanswered_for(), None);
}

#[test]
fn events_come_in_order_and_the_end_comes_last() {
    let (monitor, fake, heard) = connect();
    for n in 0..100 {
        fake.say(format!("{{\"timestamp\":{{\"seconds\":1,\"microseconds\":2}},\"event\":\"E{n}\"}}\n").as_bytes())
            .unwrap();
    }
    fake.die();
    assert!(eventually(|| heard.0.lock().unwrap().len() == 101));
    let heard = heard.0.lock().unwrap();
    assert_eq!(heard[0], "E0");
    assert_eq!(heard[99], "E99");
    assert_eq!(heard[100], "closed");
    let error = monitor.execute("echo", None, SOON).unwrap_err();
    assert_eq!(error.message(), "End of file from qemu monitor");
}

#[test]
fn hostile_lines_do_not_hurt() {
    let (monitor, fake, _) = connect();
    let deep = "[".repeat(100_000);
    for line in [
        "",
        "nonsense",
        "\0\u{1}",
        "[]",
        "{}",
        "{\"id\":\"x\"}",
        "{\"id\":99999,\"return\":1}",
        "{\"event\":7}",
        deep.as_str(),
    ] {
        fake.say(format!("{line}\n").as_bytes()).unwrap();
    }
    fake.say(b"{\"event\":\"\xff\xfe\"}\n").unwrap();
    assert_eq!(monitor.execute("echo", Some(json!({"a": 1})), SOON).unwrap()["a"], 1);
}

#[test]
fn a_line_without_end_closes_only_this_monitor() {
    let (monitor, fake, heard) = connect();
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..12 {
        if fake.say(&piece).is_err() {
            break;
        }
    }
    assert!(eventually(|| !heard.0.lock().unwrap().is_empty()));
    assert_eq!(monitor.execute("echo", None, SOON).unwrap_err().message(), "monitor line is too long");
}

#[test]
fn a_peer_that_does_not_read_costs_only_the_deadline() {
    struct Nobody;
    impl Listener for Nobody {
        fn event(&self, _: Event) {}
        fn closed(&self) {}
    }
    let (ours, _theirs) = std::os::unix::net::UnixStream::pair().unwrap();
    let monitor = Monitor::start(Box::new(qmp::SocketTransport::new(ours)), Arc::new(Nobody)).unwrap();
    let big = json!({"text": "x".repeat(4 << 20)});
    let start = Instant::now();
    let error = monitor.execute("echo", Some(big), Duration::from_millis(50)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::OPERATION_TIMEOUT);
    assert!(start.elapsed() < SOON);
    assert!(monitor.is_closed());
}

#[test]
fn a_raw_command_keeps_the_callers_id() {
    let (monitor, ..) = connect();
    let reply = monitor.passthrough(json!({"execute": "echo", "arguments": {"a": 1}, "id": "mine"}), SOON).unwrap();
    assert_eq!(reply, json!({"return": {"a": 1}, "id": "mine"}));
    let reply = monitor.passthrough(json!({"execute": "nonsense"}), SOON).unwrap();
    assert_eq!(reply["error"]["desc"], "no nonsense");
    assert!(monitor.passthrough(json!([]), SOON).is_err());
}
