#!/usr/bin/env python3
"""The same calls that tune guests and look into them on two daemons: the distribution's and this project's. Every answer,
every error's number, origin and words, every event, every document and every control group must be the same, or have a
reason on the list.

    tuning.py --daemon target/debug/libvirtd --guest tiny-guest.elf [--topics a,b] [--show]

Without a reference installed everything is skipped.
"""
import argparse
import collections
import os
import shutil
import sys

import words
from tuning_calls import EXPLAINED, TOPICS


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--guest", required=True)
    parser.add_argument("--topics", default=",".join(TOPICS))
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()

    def work(reference, ours, _base):
        counts = collections.Counter()
        for side in (reference, ours):
            images = os.path.join(side.root, "lib", "images")
            os.makedirs(images, exist_ok=True)
            os.chmod(images, 0o755)
            shutil.copy(options.guest, os.path.join(images, "tiny-guest.elf"))
        for topic in options.topics.split(","):
            answers = [words.run(side, "tuning_calls.py", topic) for side in (reference, ours)]
            counts += words.calls(*answers, EXPLAINED, options.show)
        return counts

    return words.two_daemons(options.daemon, work)


if __name__ == "__main__":
    sys.exit(main())
