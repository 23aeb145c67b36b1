#!/usr/bin/env python3
"""The same devices come to, change in and leave the guests of two daemons: the distribution's and this project's. Every
answer, every error's number, origin and words, every event and both documents must be the same, or have a reason on the
list.

    devices.py --daemon target/debug/libvirtd [--show] [TOPIC…]

Without a reference installed everything is skipped.
"""
import argparse
import collections
import sys

import words
from devices_calls import EXPLAINED, TOPICS


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("topics", nargs="*", metavar="TOPIC")
    options = parser.parse_args()

    def work(reference, ours, _base):
        counts = collections.Counter()
        for topic in options.topics or TOPICS:
            answers = [words.run(side, "devices_calls.py", topic) for side in (reference, ours)]
            counts += words.calls(*answers, EXPLAINED, options.show)
        return counts

    return words.two_daemons(options.daemon, work)


if __name__ == "__main__":
    sys.exit(main())
