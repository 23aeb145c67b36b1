#!/usr/bin/env python3
"""The same calls and command lines on the storage pools and volumes of two daemons: the distribution's and this
project's. Every answer, every error's number, origin and words, and every event must be the same, or have a reason on the
list.

    storage.py --daemon target/debug/libvirtd [--show] [--only TOPIC]

Both sides are driven by the distribution's Python module and its virsh. Without a reference installed everything is skipped.
"""
import argparse
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile

import sides
import storage_commands
from storage_calls import EXPLAINED, TOPICS

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"

# What is said in other words on either side, with the same meaning.
WORDS = [
    # Our errors also say the place, and what to do.
    (re.compile(r"^(error \d+ \d+ (?:[A-Za-z ]+: )?)\d+:\d+: "), r"\1"),
    (re.compile(r"^(error .*[^ ]) \([a-z][^()]*\)$"), r"\1"),
    # A document that is none: the reference shows the line under the words.
    (re.compile(r"^(error 35) \d+ .*"), r"\1"),
    # A program that failed: the reference says its whole command and status.
    (re.compile(r"^error 1 \d+ internal error: (?:Child process \(/usr/bin/|')([\w-]+) .*?(?:unexpected exit status \d+|failed): "
                r"(.*?)(?:\\n)*$"), r"error 1 '\1' failed: \2"),
    (re.compile(r"(mount point does not exist\.).*"), r"\1"),
    # Errors without an origin of their own come from whoever found them.
    (re.compile(r"^(error \d+) (?:0|5|18) "), r"\1 "),
]


def run(side, topic):
    """Lines of one side, each a call, its answer and its events."""
    script = os.path.join(HERE, "storage_calls.py")
    done = subprocess.run([PYTHON, script, side.uri, os.path.join(side.root, "lib"), topic], capture_output=True,
                          text=True, timeout=300, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"the calls broke off on the {side.name} daemon:\n{done.stdout[-2000:]}{done.stderr}\n{side.log()}")
    return [line.split("\t") for line in done.stdout.splitlines()]


def normal(text):
    for pattern, replacement in WORDS:
        text = pattern.sub(replacement, text)
    return text


def compare(reference, ours, show):
    """Counts calls that are alike, that are explained, and that differ."""
    counts = collections.Counter()
    for number, (one, other) in enumerate(zip(reference, ours)):
        call = one[0]
        if call != other[0]:
            sys.exit(f"call {number} is {call} on one side and {other[0]} on the other")
        if [normal(part) for part in one[1:]] == [normal(part) for part in other[1:]]:
            counts["same"] += 1
        elif any(re.match(name, call) for name, _ in EXPLAINED):
            counts["explained"] += 1
        else:
            counts["differ"] += 1
            print(f"DIFFERS: {call}\n  reference {' | '.join(one[1:])}\n  ours      {' | '.join(other[1:])}")
        if show:
            print(*other, sep="\t")
    if len(reference) != len(ours):
        counts["differ"] += 1
        print(f"{len(reference)} calls on one side, {len(ours)} on the other")
    return counts


def commands(reference, ours, base, show):
    """Counts command lines that say the same, that are explained, and that do not."""
    counts = collections.Counter()
    for (line, expected), (_, got) in zip(storage_commands.said(reference, base), storage_commands.said(ours, base)):
        expected, got = normal_error(expected), normal_error(got)
        what = "same" if expected == got else "explained" if line in storage_commands.EXPLAINED else "differ"
        counts[what] += 1
        if show or what == "differ":
            print(f"{what.upper()}: virsh {line}\n--- reference\n{expected}--- ours\n{got}")
    return counts


def moving(base, program):
    """A host whose daemon changes from the reference to ours and back keeps its pools, also those that are active."""
    root = os.path.join(base, "moving")
    reference, ours = sides.reference(root), sides.ours(root, program)
    lines = ["pool-create-as passing dir --target /var/lib/libvirt/images/passing --build",
             "pool-define-as kept dir --target /var/lib/libvirt/images/kept", "pool-start kept --build",
             "pool-autostart kept", "vol-create-as kept one 1M", "pool-define-as asleep dir --target /var/lib/libvirt/x"]
    looks = ["pool-list --all", "pool-list --transient --name", "pool-dumpxml passing", "pool-dumpxml kept",
             "pool-dumpxml asleep", "vol-list kept"]

    def said(side, more=()):
        try:
            side.start()
            for line in more:
                subprocess.run(["/usr/bin/virsh", "-q", "-c", side.uri, *line.split()], check=True, capture_output=True)
            texts = [subprocess.run(["/usr/bin/virsh", "-c", side.uri, *line.split()], capture_output=True, text=True)
                     for line in looks]
            return re.sub(r"unit='bytes'>\d+", "unit='bytes'>N", "".join(t.stdout + t.stderr for t in texts))
        finally:
            # The reference sometimes takes half a minute, for nothing that is of interest here.
            side.halt(patience=3)

    try:
        before = said(reference, lines)
        changes = ["pool-refresh passing", "vol-delete one kept", "vol-create-as kept one 1M"]
        texts = [said(ours), said(reference), said(ours, changes), said(reference)]
    finally:
        shutil.rmtree(root, ignore_errors=True)
    counts = collections.Counter()
    for number, text in enumerate(texts):
        counts["same" if text == before else "differ"] += 1
        if text != before:
            print(f"DIFFERS: the pools after {number + 1} changes of the daemon\n{before}\n--- now\n{text}")
    return counts


def normal_error(text):
    """Output with its errors in the words of both."""
    lines = (re.sub(r"^error: ", "", normal("error 1 18 " + line[7:]).replace("error 1 ", "error: "))
             if line.startswith("error: internal error: ") else line for line in text.splitlines())
    return "".join(line + "\n" for line in lines if line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()
    base = tempfile.mkdtemp(prefix="ferrovirt-oracle-")
    os.chmod(base, 0o755)
    reference = sides.reference(os.path.join(base, "reference"))
    if reference is None or subprocess.run([PYTHON, "-c", "import libvirt"], capture_output=True).returncode:
        print("skipped: no reference daemon with its Python module is installed")
        return 0
    ours = sides.ours(os.path.join(base, "ours"), os.path.abspath(options.daemon))
    try:
        counts = collections.Counter()
        for side in (reference, ours):
            side.start()
        for topic in (topic for topic in options.only or TOPICS if topic in TOPICS):
            counts += compare(run(reference, topic), run(ours, topic), options.show)
        if not options.only or "commands" in options.only:
            counts += commands(reference, ours, base, options.show)
        if not options.only or "moving" in options.only:
            counts += moving(base, os.path.abspath(options.daemon))
        total = sum(counts.values())
        print(f"{total} calls and commands:", ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
        return 1 if counts["differ"] else 0
    finally:
        for side in (ours, reference):
            side.stop()
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
