//! The agent client against agents that are slow, wrong, hostile or gone.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qmp::SocketTransport;
use qmp::agent::{Agent, Failure, Patience};
use serde_json::{Value, json};
use virt::ErrorCode;

const PATIENCE: Patience = Patience { sync: Duration::from_secs(60), answer: Duration::from_secs(60) };
const HASTE: Patience = Patience { sync: Duration::from_secs(60), answer: Duration::from_millis(50) };

/// What an agent does with a line: it gets the command without the sentinel, and the stream to answer on.
type Script = Box<dyn FnMut(&Value, &mut UnixStream) -> std::io::Result<()> + Send>;

/// Lines that an agent has heard, as they came.
type Log = Arc<Mutex<Vec<Vec<u8>>>>;

fn start(mut script: Script) -> (Agent, Arc<SocketTransport>, Log) {
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let log: Log = Arc::default();
    let heard = Arc::clone(&log);
    std::thread::spawn(move || {
        let mut rest = Vec::new();
        let mut byte = [0];
        while matches!(theirs.read(&mut byte), Ok(1)) {
            if byte != *b"\n" {
                rest.push(byte[0]);
                continue;
            }
            let line = std::mem::take(&mut rest);
            heard.lock().unwrap().push(line.clone());
            let text: Vec<u8> = line.into_iter().filter(|byte| *byte != 0xff).collect();
            let command = serde_json::from_slice(&text).unwrap();
            if script(&command, &mut theirs).is_err() {
                return;
            }
        }
    });
    let transport = Arc::new(SocketTransport::new(ours));
    (Agent::new(Arc::clone(&transport)), transport, log)
}

/// Answers a synchronisation as agents do, and says whether it was one.
fn synchronised(command: &Value, stream: &mut UnixStream) -> std::io::Result<bool> {
    if command["execute"] != "guest-sync-delimited" {
        return Ok(false);
    }
    stream.write_all(b"\xff")?;
    writeln!(stream, "{}", json!({"return": command["arguments"]["id"]})).map(|()| true)
}

/// An agent that synchronises, and says the given bytes to everything else, one after the other.
fn saying(answers: &'static [&'static [u8]]) -> (Agent, Arc<SocketTransport>, Log) {
    let mut answers = answers.iter();
    start(Box::new(move |command, stream| {
        if synchronised(command, stream)? {
            return Ok(());
        }
        stream.write_all(answers.next().unwrap_or(&(b"" as &[u8])))
    }))
}

fn ask(agent: &mut Agent, patience: Patience) -> Result<Value, Failure> {
    agent.execute(&json!({"execute": "guest-ping"}), patience)
}

fn code(outcome: Result<Value, Failure>) -> ErrorCode {
    match outcome {
        Err(Failure::Failed(error) | Failure::Refused { error, .. }) => error.code(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_conversation_begins_with_a_synchronisation_and_goes_on_without() {
    let (mut agent, _, log) = saying(&[b"{\"return\":1}\n", b"{\"re", b"turn\": 2}\r\n"]);
    assert_eq!(ask(&mut agent, PATIENCE).unwrap()["return"], 1);
    // The second answer is cut off, and nothing is taken for its end before the next synchronisation.
    assert_eq!(code(ask(&mut agent, HASTE)), ErrorCode::AGENT_COMMAND_TIMEOUT);
    assert_eq!(code(ask(&mut agent, HASTE)), ErrorCode::INTERNAL_ERROR);
    let log = log.lock().unwrap();
    let syncs = log.iter().filter(|line| line[0] == 0xff).count();
    assert_eq!((log.len(), syncs), (5, 2));
}

#[test]
fn a_late_answer_is_none_to_the_next_question() {
    let mut count = 0;
    let (mut agent, ..) = start(Box::new(move |command, stream| {
        if command["execute"] == "guest-sync-delimited" {
            // What was asked before is answered only now.
            return writeln!(
                stream,
                "{}\n{}",
                json!({"return": "late"}),
                json!({"return": command["arguments"]["id"]})
            );
        }
        count += 1;
        if count == 1 { Ok(()) } else { writeln!(stream, "{}", json!({ "return": count })) }
    }));
    assert_eq!(code(ask(&mut agent, HASTE)), ErrorCode::AGENT_COMMAND_TIMEOUT);
    assert_eq!(ask(&mut agent, PATIENCE).unwrap()["return"], 2);
}

#[test]
fn what_nobody_asked_for_is_no_answer() {
    let (mut agent, ..) = saying(&[b"{\"return\":1}\n{\"return\":\"unasked\"}\n", b"{\"return\":2}\n"]);
    assert_eq!(ask(&mut agent, PATIENCE).unwrap()["return"], 1);
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(ask(&mut agent, PATIENCE).unwrap()["return"], 2);
}

#[test]
fn old_agents_know_only_the_other_synchronisation() {
    let (mut agent, ..) = start(Box::new(|command, stream| {
        let answer = match command["execute"].as_str() {
            Some("guest-sync") => json!({"return": command["arguments"]["id"]}),
            Some("guest-ping") => json!({"return": {}}),
            _ => json!({"error": {"class": "CommandNotFound", "desc": "what?"}}),
        };
        writeln!(stream, "{answer}")
    }));
    assert_eq!(ask(&mut agent, PATIENCE).unwrap()["return"], json!({}));
}

#[test]
fn wrong_ids_errors_and_noise_are_no_synchronisation() {
    let (mut agent, ..) = start(Box::new(|command, stream| match command["execute"].as_str() {
        Some("guest-sync-delimited") => {
            stream.write_all(
                b"noise\n\n{\"return\":1}\n{\"return\":\"x\"}\n{\"error\":{\"class\":\"GenericError\"}}\n",
            )?;
            stream.write_all(b"{\"return\": [[[[\xff")?;
            writeln!(stream, "{}", json!({"return": command["arguments"]["id"]}))
        }
        _ => stream.write_all(b"{\"return\":7}\n"),
    }));
    assert_eq!(ask(&mut agent, PATIENCE).unwrap()["return"], 7);
    let (mut agent, ..) = start(Box::new(|_, stream| stream.write_all(b"{\"return\":1}\n")));
    let patience = Patience { sync: Duration::from_millis(50), ..PATIENCE };
    assert_eq!(code(ask(&mut agent, patience)), ErrorCode::AGENT_UNRESPONSIVE);
}

#[test]
fn a_refusal_has_the_agents_words() {
    let (mut agent, ..) = saying(&[
        b"{\"error\":{\"class\":\"GenericError\",\"desc\":\"no way\"}}\n",
        b"{\"error\":{\"class\":\"CommandDisabled\",\"desc\":\"off\"}}\n",
        b"{\"error\":7}\n",
    ]);
    for (words, unable) in [("no way", false), ("off", true), ("unknown QEMU command error", false)] {
        let Err(Failure::Refused { error, is_unable }) = ask(&mut agent, PATIENCE) else { panic!() };
        assert_eq!(error.code(), ErrorCode::AGENT_COMMAND_FAILED);
        assert!(error.message().contains(words) && is_unable == unable, "{error}");
    }
}

#[test]
fn answers_that_are_none_fail_and_the_next_question_works() {
    const LIES: &[&[u8]] = &[b"no JSON\n", b"[1]\n", b"7\n", b"{\"x\":1}\n", b"{\"return\":\n", b"\xfe\xfe{\n"];
    let mut lies = LIES.iter();
    let mut lie = true;
    let (mut agent, ..) = start(Box::new(move |command, stream| {
        if synchronised(command, stream)? {
            return Ok(());
        }
        lie = !lie;
        if lie { stream.write_all(b"{\"return\":1}\n") } else { stream.write_all(lies.next().unwrap()) }
    }));
    for lie in LIES {
        assert_eq!(code(ask(&mut agent, PATIENCE)), ErrorCode::INTERNAL_ERROR, "{lie:?}");
        assert_eq!(ask(&mut agent, PATIENCE).unwrap()["return"], 1);
    }
}

#[test]
fn deep_and_wide_answers_are_refused_before_they_are_built() {
    for answer in [vec![b'['; 1 << 20], [b"{\"return\":[".to_vec(), b"0,".repeat(1 << 20)].concat()] {
        let (mut agent, ..) = start(Box::new(move |command, stream| {
            if synchronised(command, stream)? {
                return Ok(());
            }
            stream.write_all(&answer)?;
            stream.write_all(b"\n")
        }));
        assert_eq!(code(ask(&mut agent, PATIENCE)), ErrorCode::INTERNAL_ERROR);
    }
}

#[test]
fn a_flood_ends_at_a_limit_with_and_without_lines() {
    for piece in [vec![b'x'; 1 << 16], b"{\"event\":1}\n".repeat(1 << 13), vec![b'\n'; 1 << 16]] {
        let (mut agent, ..) = start(Box::new(move |command, stream| {
            if synchronised(command, stream)? {
                return Ok(());
            }
            loop {
                stream.write_all(&piece)?;
            }
        }));
        // The limit ends it, not the time.
        let patience = Patience { answer: Duration::from_secs(600), ..PATIENCE };
        assert_eq!(code(ask(&mut agent, patience)), ErrorCode::AGENT_UNRESPONSIVE);
        assert!(agent.is_closed());
    }
}

#[test]
fn a_channel_that_closes_ends_the_wait() {
    let (mut agent, ..) = start(Box::new(|command, stream| {
        if synchronised(command, stream)? {
            return Ok(());
        }
        stream.write_all(b"{\"retu")?;
        stream.shutdown(std::net::Shutdown::Both)
    }));
    assert!(matches!(ask(&mut agent, PATIENCE), Err(Failure::Closed)));
    let (mut agent, handle, _) = saying(&[]);
    let hanger = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        handle.hang_up();
    });
    let begin = Instant::now();
    assert!(matches!(ask(&mut agent, PATIENCE), Err(Failure::Closed)));
    assert!(begin.elapsed() < PATIENCE.answer);
    hanger.join().unwrap();
}

#[test]
fn an_agent_that_does_not_read_costs_no_more_than_its_time() {
    let (ours, _theirs) = UnixStream::pair().unwrap();
    let mut agent = Agent::new(Arc::new(SocketTransport::new(ours)));
    let patience = Patience { sync: Duration::from_millis(20), answer: Duration::from_millis(20) };
    let begin = Instant::now();
    assert_eq!(code(ask(&mut agent, patience)), ErrorCode::AGENT_UNRESPONSIVE);
    assert!(begin.elapsed() < Duration::from_secs(20));
}
