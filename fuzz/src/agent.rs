//! Agents of guests that say anything: whatever it is, the question ends in time, and the next one is answered.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use qmp::SocketTransport;
use qmp::agent::{Agent, Failure, Patience};
use serde_json::{Value, json};

use crate::Options;
use crate::random::Random;

/// What agents say.
const SEEDS: [&str; 6] = [
    "{\"return\": {}}\n",
    "{\"return\": [{\"name\": \"vda1\", \"mountpoint\": \"/\", \"type\": \"ext4\", \"total-bytes\": 1000, \"disk\": []}]}\n",
    "{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"The command x has not been found\"}}\r\n",
    "\u{7f}{\"return\": 1700000000123456789}\n{\"return\": -1.5e3}\n",
    "{\"return\": {\"text\": \"a \\\"b\\\" \\u00e4 \\\\\", \"flag\": true, \"none\": null}, \"id\": 7}\n",
    "{\"event\": \"X\"}\n{\"return\": [[0, 1], [2, 3]]}\n",
];
/// What is put in at random places.
const PIECES: [&[u8]; 14] = [
    b"\xff",
    b"\n",
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"\0",
    b"\\u0000",
    b"\xc3\x28",
    b"1e999",
    b"{\"return\":",
    b"\r\n\r\n",
    b",",
];
/// Time for an answer that may never come.
const SHORT: Patience = Patience { sync: Duration::from_secs(60), answer: Duration::from_millis(5) };
/// Time for one that must.
const LONG: Patience = Patience { sync: Duration::from_secs(60), answer: Duration::from_secs(60) };
/// Time that no question may take.
const TOO_LONG: Duration = Duration::from_secs(20);

/// Runs for the given number of seconds.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let seconds = options.rest.first().and_then(|word| word.parse().ok()).ok_or("agent needs a number of seconds")?;
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut pair, mut number) = (connect()?, options.first);
    while Instant::now() < end {
        let words = input(&mut Random::new(options.seed, number));
        match outcome(&mut pair, &words) {
            Ok(true) => {}
            Ok(false) => pair = connect()?,
            Err(what) => return Err(format!("input {number}: {what}: {:?}", String::from_utf8_lossy(&words))),
        }
        number += 1;
    }
    println!("{} answers, none of which broke a promise", number - options.first);
    Ok(())
}

/// The client, and what its agent says to the next command.
struct Pair {
    agent: Agent,
    next: Arc<Mutex<Option<Vec<u8>>>>,
}

/// Whether the conversation goes on after an answer; an error for a broken promise.
fn outcome(pair: &mut Pair, words: &[u8]) -> Result<bool, String> {
    *pair.next.lock().unwrap_or_else(PoisonError::into_inner) = Some(words.to_vec());
    let begin = Instant::now();
    let answer = pair.agent.execute(&json!({"execute": "guest-fuzz"}), SHORT);
    if begin.elapsed() > TOO_LONG {
        return Err(format!("took {:?}", begin.elapsed()));
    }
    match answer {
        Ok(answer) if answer.get("return").is_none() => return Err(format!("taken for an answer: {answer}")),
        Ok(_) | Err(Failure::Refused { .. }) => {}
        Err(Failure::Closed) => return Ok(false),
        Err(Failure::Failed(_)) if pair.agent.is_closed() => return Ok(false),
        Err(Failure::Failed(_)) => {}
    }
    match pair.agent.execute(&json!({"execute": "guest-ping"}), LONG) {
        Ok(answer) if answer["return"] == "fine" => Ok(true),
        other => Err(format!("the next question: {other:?}")),
    }
}

/// An agent that synchronises well, says what it is told once, and is fine otherwise.
fn connect() -> Result<Pair, String> {
    let (ours, theirs) = UnixStream::pair().map_err(|e| e.to_string())?;
    let next: Arc<Mutex<Option<Vec<u8>>>> = Arc::default();
    let told = Arc::clone(&next);
    std::thread::spawn(move || {
        let mut reader = BufReader::new(&theirs);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
            let text: Vec<u8> = line.drain(..).filter(|byte| *byte != 0xff).collect();
            let command: Value = serde_json::from_slice(&text).unwrap_or_default();
            let said = match &command["arguments"]["id"] {
                Value::Null if command["execute"] == "guest-ping" => b"{\"return\":\"fine\"}\n".to_vec(),
                Value::Null => told.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default(),
                id => [b"\xff", json!({ "return": id }).to_string().as_bytes(), b"\n"].concat(),
            };
            if (&theirs).write_all(&said).is_err() {
                return;
            }
        }
    });
    Ok(Pair { agent: Agent::new(Arc::new(SocketTransport::new(ours))), next })
}

/// An answer that is almost one.
fn input(random: &mut Random) -> Vec<u8> {
    let mut bytes = random.one(&SEEDS).map(|seed| seed.as_bytes().to_vec()).unwrap_or_default();
    for _ in 0..random.below(6) {
        let at = random.below(bytes.len() + 1);
        match random.below(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..(at + random.below(9)).min(bytes.len()))),
            2 => drop(bytes.splice(at..at, random.one(&PIECES).copied().unwrap_or_default().iter().copied())),
            3 => drop(bytes.splice(at..at, vec![b'['; random.below(200)])),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.below(256) as u8;
                }
            }
        }
    }
    bytes
}
