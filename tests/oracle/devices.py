#!/usr/bin/env python3
"""The same devices come to, change in and leave the guests of two daemons: the distribution's and this project's. Every
answer, every error's number, origin and words, every event and both documents must be the same, or have a reason on the
list.

    devices.py --daemon target/debug/libvirtd [--show] [TOPIC…]

Without a reference installed everything is skipped.
"""
import argparse
import collections
import concurrent.futures
import sys

import words
from devices_calls import EXPLAINED, TOPICS


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("topics", nargs="*", metavar="TOPIC")
    options = parser.parse_args()

    def calls(side, topic):
        mark = f"-{side.name}"
        rows = words.run(side, "devices_calls.py", topic, DEVICES_SIDE=mark)
        # Others' devices come and go on the same machine.
        return [[part.replace(mark, "") for part in row if not part.startswith("nodeDevice ")] for row in rows]

    def work(reference, ours, _base):
        counts = collections.Counter()
        with concurrent.futures.ThreadPoolExecutor() as both:
            for topic in options.topics or TOPICS:
                # Most of the time goes into waiting for guests that do not answer; displays need their ports to themselves.
                go = map if topic == "updates" else both.map
                answers = go(lambda side: calls(side, topic), (reference, ours))
                counts += words.calls(*answers, EXPLAINED, options.show)
        return counts

    return words.two_daemons(options.daemon, work)


if __name__ == "__main__":
    sys.exit(main())
