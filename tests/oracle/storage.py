#!/usr/bin/env python3
"""The same calls and command lines on the storage pools and volumes of two daemons: the distribution's and this
project's. Every answer, every error's number, origin and words, and every event must be the same, or have a reason on the
list.

    storage.py --daemon target/debug/libvirtd [--show] [--only TOPIC]

Both sides are driven by the distribution's Python module and its virsh. Without a reference installed everything is skipped.
"""
import argparse
import collections
import re
import sys

import storage_commands
import words
from storage_calls import EXPLAINED, TOPICS


# A host whose daemon changes keeps its pools, also those that are active.
MOVE = ["pool-create-as passing dir --target /var/lib/libvirt/images/passing --build",
        "pool-define-as kept dir --target /var/lib/libvirt/images/kept", "pool-start kept --build", "pool-autostart kept",
        "vol-create-as kept one 1M", "pool-define-as asleep dir --target /var/lib/libvirt/x"]
LOOK = ["pool-list --all", "pool-list --transient --name", "pool-dumpxml passing", "pool-dumpxml kept",
        "pool-dumpxml asleep", "vol-list kept"]
CHANGE = ["pool-refresh passing", "vol-delete one kept", "vol-create-as kept one 1M"]
FREE = [(re.compile(r"unit='bytes'>\d+"), "unit='bytes'>N")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()

    def work(reference, ours, base):
        counts = collections.Counter()
        for topic in (topic for topic in options.only or TOPICS if topic in TOPICS):
            answers = [words.run(side, "storage_calls.py", topic) for side in (reference, ours)]
            counts += words.calls(*answers, EXPLAINED, options.show)
        if not options.only or "commands" in options.only:
            texts = [storage_commands.said(side, base) for side in (reference, ours)]
            counts += words.commands(*texts, storage_commands.EXPLAINED, options.show)
        if not options.only or "moving" in options.only:
            counts += words.moving(base, options.daemon, MOVE, LOOK, CHANGE, FREE)
        return counts

    return words.two_daemons(options.daemon, work)


if __name__ == "__main__":
    sys.exit(main())
