//! The test driver behind the daemon's socket: crowds of clients, and clients that do not listen.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use ferrovirt::constants::*;
use ferrovirt::{Connect, Error, ErrorCode, EventObject, Options};

use crate::support::{Daemon, Raw};

fn connect(daemon: &Daemon) -> Connect {
    let uri = format!("test+unix:///default?socket={}", daemon.socket().display());
    Connect::open(Some(&uri), &Options::default()).unwrap_or_else(|e| panic!("{e}: {}", daemon.log()))
}

/// What another client's turn can make of a call that is right in itself: the guest that all share is in another state.
fn is_of_the_crowd(error: &Error) -> bool {
    let text = error.to_string();
    error.code() == ErrorCode::OPERATION_INVALID
        || text.contains("'shared") && ["running", "paused"].iter().any(|state| text.contains(state))
}

/// One client's mixed calls on guests that all share, and on one of its own, whose last title it must find.
fn mixed(connect: &Connect, number: u32, end: Instant) -> (u32, Vec<Error>) {
    let own = format!(
        "<domain type='test'><name>own{number}</name><uuid>5d2e0f6e-5f1b-4d1f-9a55-{number:012}</uuid><title>TITLE</title>\
         <memory>1024</memory><os><type>hvm</type></os></domain>"
    );
    let (mut calls, mut errors) = (0, vec![]);
    let mut step = number;
    while Instant::now() < end {
        step = step.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let shared = format!("shared{}", step >> 8 & 7);
        let result = match step >> 16 & 7 {
            0 => connect.domain.lookup_by_name(&shared).and_then(|dom| connect.domain.create(&dom)),
            1 => connect.domain.lookup_by_name(&shared).and_then(|dom| connect.domain.destroy(&dom)),
            2 => connect.domain.lookup_by_name(&shared).and_then(|dom| connect.domain.suspend(&dom)),
            3 => connect.domain.lookup_by_name(&shared).and_then(|dom| connect.domain.resume(&dom)),
            4 => connect.domain.all_domain_stats(&[], VIR_DOMAIN_STATS_STATE, 0).map(drop),
            5 => connect.domain.list_all_domains(1, 0).map(drop),
            6 => connect.domain.lookup_by_name(&shared).and_then(|dom| connect.domain.xml_desc(&dom, 0)).map(drop),
            _ => connect.domain.define_xml(&own.replace("TITLE", &format!("t{step}"))).and_then(|dom| {
                let text = connect.domain.xml_desc(&dom, 0)?;
                assert!(text.contains(&format!("<title>t{step}</title>")), "an update was lost: {text}");
                Ok(())
            }),
        };
        calls += 1;
        errors.extend(result.err().filter(|error| !is_of_the_crowd(error)));
    }
    (calls, errors)
}

/// Two hundred threads make mixed calls, each through the connection that is said for its number.
fn crowd<'a>(daemon: &mut Daemon, one: &Connect, whose: impl Fn(usize) -> &'a Connect) {
    for number in 0..8 {
        let text = format!(
            "<domain type='test'><name>shared{number}</name><memory>1024</memory><os><type>hvm</type></os></domain>"
        );
        one.domain.define_xml(&text).unwrap();
    }
    let end = Instant::now() + Duration::from_secs(2);
    let calls = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for number in 0..200 {
            let (calls, client) = (&calls, whose(number));
            scope.spawn(move || {
                let (made, errors) = mixed(client, number as u32, end);
                assert!(errors.is_empty(), "{errors:?}");
                calls.fetch_add(made, Ordering::Relaxed);
            });
        }
    });
    assert!(end.elapsed() < Duration::from_secs(5), "somebody waited for {:?}", end.elapsed());
    // Everybody had a turn, and what each defined is there.
    assert!(calls.into_inner() > 2 * 200);
    let names = one.domain.list_all_domains(1, 0).unwrap().domains;
    assert_eq!(names.iter().filter(|dom| dom.name.starts_with("shared")).count(), 8);
    for dom in &names {
        let text = one.domain.xml_desc(dom, 0).unwrap();
        // What is told of a guest defines the same guest.
        assert_eq!(one.domain.define_xml(&text).unwrap().uuid, dom.uuid);
    }
    assert!(daemon.is_alive());
}

#[test]
fn two_hundred_connections_work_side_by_side() {
    let mut daemon = Daemon::start("max_clients = 500\n");
    let one = connect(&daemon);
    let clients: Vec<Connect> = (0..200).map(|_| connect(&daemon)).collect();
    crowd(&mut daemon, &one, |number| &clients[number]);
}

#[test]
fn two_hundred_threads_share_one_connection() {
    let mut daemon = Daemon::start("");
    let one = connect(&daemon);
    crowd(&mut daemon, &one, |_| &one);
}

#[test]
fn a_client_that_pauses_is_told_that_it_missed_events() {
    let daemon = Daemon::start("");
    let mut paused = Raw::open_uri(&daemon.socket(), "test:///default");
    let listener = connect(&daemon);
    let registered = paused.call(316, |e| {
        e.put(&VIR_DOMAIN_EVENT_ID_LIFECYCLE);
        e.word(0);
    });
    assert_eq!(registered.unwrap().code(), 0);
    // Our own client pauses as well.
    let ours = connect(&daemon);
    ours.register_event(EventObject::Domain(None), VIR_DOMAIN_EVENT_ID_LIFECYCLE).unwrap();
    let before = daemon.memory();
    let dom = listener.domain.lookup_by_name("test").unwrap();
    let mut made = 0u32;
    while daemon.log().matches("does not take its events").count() < 2 {
        assert!(made < 200_000, "the daemon holds {made} events for each client");
        for _ in 0..500 {
            listener.domain.suspend(&dom).unwrap();
            listener.domain.resume(&dom).unwrap();
        }
        made += 1000;
    }
    assert!(daemon.memory() < before + 32 * 1024, "{before} -> {} KiB", daemon.memory());
    // Awake again, it reads what had left for it, then why there is no more, then the end.
    let mut heard = 0u32;
    let last = loop {
        let message = paused.answer().expect("the daemon says why it hangs up");
        match message.code() {
            0 => heard += 1,
            _ => break message,
        }
    };
    assert!(heard > 100 && heard < made, "{heard} of {made}");
    assert_eq!((last.code(), last.header.serial), (ErrorCode::OVERFLOW.0, 0));
    assert!(paused.is_closed());
    let ended = loop {
        if let Err(error) = ours.next_events(Some(Duration::from_secs(5))) {
            break error;
        }
    };
    assert_eq!(ended.code(), ErrorCode::OVERFLOW, "{ended}");
    // Nobody else noticed.
    assert_eq!(listener.domain.num_of_domains().unwrap(), 1);
}
