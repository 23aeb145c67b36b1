#!/usr/bin/env python3
"""Our virsh and the distribution's on hosts in memory of our daemon: the same words, the same status.

    both_virsh.py --daemon target/release/libvirtd --virsh target/release/virsh [--show] [--only TOPIC]

Without the distribution's program everything is skipped.
"""
import argparse
import collections
import concurrent.futures
import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time

import virsh_lines
import words

REFERENCE = "/usr/bin/virsh"
# Descriptors that are passed on; no other is open.
PASSED = (7, 8)
# The longest that any of the lines takes, in seconds.
PATIENCE = 15
ENDLESS = "does not end"

# What moves from run to run, and what is said in other words.
NORMAL = [
    (re.compile(r"[^\r\n]*\[ *[\d.]+ %\]"), ""),
    (re.compile(r"^ cur=\d+$", re.M), " cur=N"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "UUID"),
    # The reference also tells of an error that was none.
    (re.compile(r"^(error: (?:Existing device|Numeric value) .*\n)error: Failed to find the interface: .*\n", re.M), r"\1"),
    (re.compile(r"[\r\n]+"), "\n"),
]
# What differs for a reason: command lines, and why.
EXPLAINED = (
    ("dom-fd-associate test grp ''", "an empty list of descriptors is refused before the call"),
    (r"block(copy|commit|pull|job) .*--bandwidth 8T.*", "the reference's number overflows"),
)


class Host:
    """A daemon of ours with a host in memory, which lives as long as somebody is connected."""

    def __init__(self, program, root):
        os.mkdir(root)
        self.log = open(os.path.join(root, "log"), "wb")
        self.daemon = subprocess.Popen([program, "--state-root", root], stdin=subprocess.DEVNULL, stdout=self.log,
                                       stderr=self.log)
        self.socket = os.path.join(root, "run/libvirt/libvirt-sock")
        self.uri = f"test+unix:///default?socket={self.socket}"
        deadline = time.time() + 30
        while not os.path.exists(self.socket):
            if self.daemon.poll() is not None or time.time() > deadline:
                raise SystemExit("our daemon does not start")
            time.sleep(0.01)
        self.watcher = subprocess.Popen([REFERENCE, "-c", self.uri, "event", "--all", "--loop"], stdin=subprocess.PIPE,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # A guest that only this connection sees would be gone with it.
        while not self.says("list", "--name").stdout.strip():
            time.sleep(0.05)

    def says(self, *line):
        return subprocess.run([REFERENCE, "-c", self.uri, *line], capture_output=True, text=True, timeout=60)

    def stop(self):
        for process in (self.watcher, self.daemon):
            process.terminate()
            process.wait(30)


def output(command):
    """What a command prints, and its status. The reference sometimes misses that a job has ended, and waits for ever."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL,
                              pass_fds=PASSED)
        return f"{done.stdout}\n{done.stderr}\nexit {done.returncode}\n"
    except subprocess.TimeoutExpired as late:
        if command[0] != REFERENCE:
            raise
        return f"{(late.stdout or b'').decode()}\n{(late.stderr or b'').decode()}\n{ENDLESS}\n"


def alike(expected, got):
    """Whether both say the same, as far as the reference came."""
    if ENDLESS not in expected:
        return expected == got
    return all(line in got for line in expected.splitlines() if line != ENDLESS)


def said(virsh, program, lines, work):
    """What a virsh says to each line, on two new hosts."""
    folder = tempfile.mkdtemp(dir=work)
    hosts = [Host(program, os.path.join(folder, name)) for name in ("here", "there")]
    places = {"work": work, "here": hosts[0].uri, "there": hosts[1].uri}
    try:
        for line in lines:
            host = hosts[line.startswith("@ ")]
            arguments = shlex.split(line.removeprefix("@ ").format(**places))
            text = output([virsh, "-c", host.uri, *arguments])
            for place in hosts:
                text = text.replace(place.uri, "URI").replace(place.socket, "SOCKET")
            for pattern, replacement in NORMAL:
                text = pattern.sub(replacement, text)
            yield words.normal_error(text)
    finally:
        for host in hosts:
            host.stop()


def compare(options, topic, lines, work):
    counts = collections.Counter()
    # Most of the time is spent waiting for jobs.
    with concurrent.futures.ThreadPoolExecutor() as both:
        reference, ours = both.map(lambda virsh: list(said(virsh, options.daemon, lines, work)), (REFERENCE, options.virsh))
    for line, expected, got in zip(lines, reference, ours, strict=True):
        explained = any(re.fullmatch(pattern, line) for pattern, _ in EXPLAINED)
        what = "same" if alike(expected, got) else "explained" if explained else "differ"
        counts[what] += 1
        if options.show or what == "differ":
            print(f"{what.upper()}: {topic}: virsh {line}")
            sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), got.splitlines(True), "reference", "ours")
                                  if what == "differ" else [got])
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--virsh", required=True)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()
    if not os.path.exists(REFERENCE):
        print("skipped: the distribution's virsh is not installed")
        return 0
    options.daemon, options.virsh = os.path.abspath(options.daemon), os.path.abspath(options.virsh)
    with open(os.devnull) as null:
        for number in PASSED:
            os.dup2(null.fileno(), number)
    counts = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="ferrovirt-virsh-") as work:
        words.write(work, virsh_lines.DOCUMENTS)
        for topic in options.only or virsh_lines.TOPICS:
            counts += compare(options, topic, virsh_lines.TOPICS[topic].strip().splitlines(), work)
    print(f"{sum(counts.values())} command lines:", ", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    return 1 if counts["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
