#!/usr/bin/env python3
"""The same calls on two test drivers: the distribution's own inside its library, and this project's over a socket.
What the former has nothing of is compared with the distribution's daemon.

    test_driver.py --daemon target/debug/libvirtd [--show] [--only TOPIC]

Both sides are the distribution's Python module. Without it everything is skipped. A call's answer, or the number of its
error, must be equal; events must come in the same order. Where the reference has no such call, ours may answer.
"""
import argparse
import collections
import os
import subprocess
import sys
import tempfile

import sides
from test_driver_calls import DAEMON_TOPICS, EXPLAINED, TOPICS

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"
# The reference does not know the call, or a flag, or cannot do it.
ABSENT = ("error 3", "error 8, unknown flag", "error 84")

# Events of changes that the reference does not tell of.
EXTRA = ("tunable ", "balloon_change ")


def run(uri, work, topics):
    """Lines of one side, by topic."""
    os.makedirs(work, exist_ok=True)
    done = subprocess.run([PYTHON, os.path.join(HERE, "test_driver_calls.py"), uri, work, *topics], capture_output=True,
                          text=True, timeout=300, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"the calls broke off on {uri}:\n{done.stdout[-2000:]}{done.stderr}")
    return [line.replace(work, "WORK").split("\t") for line in done.stdout.splitlines()]


def compare(reference, ours, show):
    """Counts calls that are alike, that only we serve, that are explained, and that differ."""
    counts = collections.Counter()
    for number, (one, other) in enumerate(zip(reference, ours)):
        call, expected = one[0], one[1:]
        got = [item for item in other[1:] if not item.startswith(EXTRA)]
        if call != other[0]:
            sys.exit(f"call {number} is {call} on one side and {other[0]} on the other")
        if expected == got:
            counts["same"] += 1
        elif expected[0] in ABSENT and not got[0].startswith("error 3"):
            counts["only ours"] += 1
        elif any(call.startswith(name) for name, _ in EXPLAINED):
            counts["explained"] += 1
        else:
            counts["differ"] += 1
            print(f"DIFFERS: {call}\n  reference {' | '.join(expected)}\n  ours      {' | '.join(got)}")
        if show:
            print(call, *got, sep="\t")
    return counts


def is_skipped(topic):
    return topic in DAEMON_TOPICS and sides.reference("/") is None


def expected(base, topics):
    """What the reference answers: its test driver, or its daemon where that has nothing."""
    lines = []
    for topic in topics:
        if topic not in DAEMON_TOPICS:
            lines += run("test:///default", os.path.join(base, "a"), [topic])
        elif not is_skipped(topic):
            lines += on_daemon(base, topic)
    return lines


def on_daemon(base, topic):
    daemon = sides.reference(os.path.join(base, "reference"))
    try:
        daemon.start()
        return run(daemon.uri, os.path.join(base, "a"), [topic])
    finally:
        daemon.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()
    if subprocess.run([PYTHON, "-c", "import libvirt"], capture_output=True).returncode:
        print("skipped: the distribution's Python module is not installed")
        return 0
    base = tempfile.mkdtemp(prefix="ferrovirt-oracle-")
    side = sides.ours(os.path.join(base, "ours"), os.path.abspath(options.daemon))
    try:
        side.start()
        chosen = options.only or TOPICS + DAEMON_TOPICS
        reference = expected(base, chosen)
        ours = []
        # Each topic has a host of its own, as on the other side: numbers of guests begin again.
        for topic in (topic for topic in chosen if not is_skipped(topic)):
            ours += run(f"test+unix:///default?socket={side.socket}", os.path.join(base, "b"), [topic])
        counts = compare(reference, ours, options.show)
        if len(reference) != len(ours):
            counts["differ"] += 1
            print(f"{len(reference)} calls on one side, {len(ours)} on the other")
        print(f"{len(reference)} calls:", ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
        return 1 if counts["differ"] else 0
    finally:
        side.stop()


if __name__ == "__main__":
    sys.exit(main())
