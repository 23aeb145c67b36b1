#!/usr/bin/env python3
"""The same calls and command lines on the node devices of two daemons: the distribution's and this project's, first on this
machine, then on one that is a tree of files, then while devices come and go. Every answer, every error's number, origin and words, and every document must
be the same, or have a reason on the list.

    node_devices.py --daemon target/debug/libvirtd [--show] [--only here|files|news]

Without a reference installed everything is skipped.
"""
import argparse
import collections
import concurrent.futures
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


def both(work, pair):
    """What work on each side gives, done on both at once: neither changes anything of the other's."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        return list(pool.map(work, pair))


def compare(pair, base, topics, lines, show):
    """Counts what both sides of a pair answer."""
    counts = collections.Counter()
    for topic in topics:
        answers = both(lambda side: words.run(side, "node_device_calls.py", topic), pair)
        counts += words.calls(*answers, EXPLAINED, show)
    texts = both(lambda side: [(line, words.said(side, base, line)[0]) for line in lines], pair)
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


def coming_and_going(base, program, show):
    """Each daemon on a machine and a network of its own, where udev seems to run and speaks of devices."""
    pair = [sides.reference(os.path.join(base, "reference-news")), sides.ours(os.path.join(base, "ours-news"), program)]

    def work(side):
        side.machine, side.own_network = os.path.join(base, f"machine-{side.name}"), True
        machine = machines.Machine(side.machine)
        machines.dmi(machine, sys_vendor="Vendor")
        with open(os.path.join(machine.udev, "control"), "w"):
            pass
        try:
            side.start()
            return words.run(side, "node_device_calls.py", "news", MACHINE=side.machine, DAEMON=str(side.pid()))
        finally:
            side.halt(patience=3)

    return words.calls(*both(work, pair), EXPLAINED, show)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only")
    options = parser.parse_args()

    def work(reference, ours, base):
        counts = collections.Counter()
        if options.only in (None, "here"):
            counts += compare([reference, ours], base, ["reads", "wrong"], LINES, options.show)
        if options.only in (None, "files"):
            counts += other_machine(base, os.path.abspath(options.daemon), options.show)
        if options.only in (None, "news"):
            counts += coming_and_going(base, os.path.abspath(options.daemon), options.show)
        return counts

    return words.two_daemons(options.daemon, work)


if __name__ == "__main__":
    sys.exit(main())
