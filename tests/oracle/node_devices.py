#!/usr/bin/env python3
"""The same calls and command lines on the node devices of two daemons: the distribution's and this project's, first on this
machine, then on one that is a tree of files. Every answer, every error's number, origin and words, and every document must
be the same, or have a reason on the list.

    node_devices.py --daemon target/debug/libvirtd [--show] [--only here|files]

Without a reference installed everything is skipped.
"""
import argparse
import collections
import os
import sys

import machines
import sides
import words
from node_device_calls import EXPLAINED

LINES = ["nodedev-list", "nodedev-list --tree", "nodedev-list --cap pci", "nodedev-list --cap net,storage", "nodedev-list --cap x",
         "nodedev-list --inactive", "nodedev-list --all", "nodedev-list --persistent", "nodedev-list --transient",
         "nodedev-dumpxml computer", "nodedev-dumpxml nothing", "nodedev-info computer", "nodedev-event --list",
         "nodedev-destroy computer", "nodedev-undefine computer", "nodedev-autostart computer"]
COMMANDS_EXPLAINED = {}


def compare(pair, base, topics, lines, show):
    """Counts what both sides of a pair answer."""
    counts = collections.Counter()
    for topic in topics:
        answers = [words.run(side, "node_device_calls.py", topic) for side in pair]
        counts += words.calls(*answers, EXPLAINED, show)
    texts = [[(line, words.said(side, base, line)[0]) for line in lines] for side in pair]
    return counts + words.commands(*texts, COMMANDS_EXPLAINED, show)


def other_machine(base, program, show):
    """Both daemons on a machine that is a tree of files."""
    machines.workstation(machines.Machine(os.path.join(base, "machine")))
    pair = [sides.reference(os.path.join(base, "reference-there")), sides.ours(os.path.join(base, "ours-there"), program)]
    try:
        for side in pair:
            side.machine = os.path.join(base, "machine")
            side.start()
        return compare(pair, base, ["reads", "wrong", "changes"], LINES, show)
    finally:
        for side in pair:
            side.halt(patience=3)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only")
    options = parser.parse_args()

    def work(reference, ours, base):
        counts = collections.Counter()
        if options.only != "files":
            counts += compare([reference, ours], base, ["reads", "wrong"], LINES, options.show)
        if options.only != "here":
            counts += other_machine(base, os.path.abspath(options.daemon), options.show)
        return counts

    return words.two_daemons(options.daemon, work)


if __name__ == "__main__":
    sys.exit(main())
