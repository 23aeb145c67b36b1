#!/usr/bin/env python3
"""The same calls and command lines on the secrets of two daemons: the distribution's and this project's. Every answer,
every error's number, origin and words, every event and every file must be the same, or have a reason on the list.

    secret.py --daemon target/debug/libvirtd [--show]

Without a reference installed everything is skipped.
"""
import argparse
import base64
import os
import re
import stat
import sys

import words
from secret_calls import EXPLAINED, TOPICS

UUID = "49a8ef3e-0646-45a8-aef0-d1a914f07f%02d"
DOCUMENTS = {
    "plain.xml": f"<secret><uuid>{UUID % 1}</uuid><description>one</description><usage type='ceph'><name>c</name></usage>"
                 "</secret>",
    "passing.xml": f"<secret ephemeral='yes' private='yes'><uuid>{UUID % 2}</uuid><usage type='volume'><volume>/v"
                   "</volume></usage></secret>",
    "bare.xml": f"<secret><uuid>{UUID % 3}</uuid></secret>",
    "typo.xml": f"<secret><uuid>{UUID % 4}</uuid><usagge type='ceph'><name>n</name></usagge></secret>",
    "broken.xml": "<secret>\n  <usage\n</secret>\n",
    "value": base64.b64encode(b"a\0b").decode() + "\n",
    "raw": "some key",
    "bad": "no base64!",
}
LINES = [
    "secret-list", "secret-define {work}/plain.xml", "secret-define {work}/passing.xml", "secret-define {work}/bare.xml",
    "secret-define {work}/plain.xml", "secret-list", "secret-list --ephemeral", "secret-list --no-ephemeral --private",
    "secret-list --no-private", f"secret-dumpxml {UUID % 1}", f"secret-dumpxml {UUID % 2}", f"secret-get-value {UUID % 1}",
    f"secret-set-value {UUID % 1} --file {{work}}/value", f"secret-get-value {UUID % 1}",
    f"secret-get-value {UUID % 1} --plain", f"secret-set-value {UUID % 1} --file {{work}}/raw --plain",
    f"secret-get-value {UUID % 1} --plain", f"secret-set-value {UUID % 1} --file {{work}}/bad",
    f"secret-set-value {UUID % 1} YQ==", f"secret-get-value {UUID % 1}", f"secret-set-value {UUID % 2} YQ==",
    f"secret-get-value {UUID % 2}", f"secret-set-value {UUID % 9} YQ==", "secret-dumpxml nonsense",
    "secret-define {work}/typo.xml", "secret-define {work}/typo.xml --validate", "secret-define {work}/broken.xml",
    "secret-define {work}/nothing.xml", "secret-event --list", f"secret-undefine {UUID % 1}", f"secret-undefine {UUID % 1}",
    f"secret-get-value {UUID % 1}", f"secret-undefine {UUID % 2}", f"secret-undefine {UUID % 3}",
    f"secret-undefine {UUID % 4}", "secret-list",
]
COMMANDS_EXPLAINED = {
    "secret-define {work}/broken.xml": "our own words for what is no document",
    "secret-define {work}/typo.xml --validate": "our own words for what a document has too much",
}
MOVING = [(re.compile(r"\b(?!49a8ef3e)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID")]
# What a host has whose daemon changes, and how it is looked at.
MOVE = ["secret-define {base}/plain.xml", f"secret-set-value {UUID % 1} --file {{base}}/value", "secret-define {base}/bare.xml"]
LOOK = ["secret-list", f"secret-dumpxml {UUID % 1}", f"secret-get-value {UUID % 1}", f"secret-get-value {UUID % 3}"]
CHANGE = [f"secret-set-value {UUID % 1} YQ==", f"secret-undefine {UUID % 3}", "secret-define {base}/bare.xml",
          f"secret-set-value {UUID % 1} --file {{base}}/value"]


def files(side):
    """Every file of the driver, with its mode and content."""
    folder = os.path.join(side.root, "etc", "secrets")
    out = [f"folder {stat.S_IMODE(os.stat(folder).st_mode):o}"]
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        with open(path) as f:
            out.append(f"{name} {stat.S_IMODE(os.stat(path).st_mode):o} {f.read()!r}")
    return "".join(line + "\n" for line in out)


def said(side, work):
    """What virsh prints for every line, and the files after it."""
    words.write(work, DOCUMENTS)
    out = []
    for line in LINES:
        text, _ = words.said(side, work, line, MOVING)
        out.append((line, (text + files(side)).replace(work, "WORK")))
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()

    def work(reference, ours, base):
        texts = [said(side, base) for side in (reference, ours)]
        counts = words.commands(*texts, COMMANDS_EXPLAINED, options.show)
        for topic in TOPICS:
            answers = [words.run(side, "secret_calls.py", topic) for side in (reference, ours)]
            counts += words.calls(*answers, EXPLAINED, options.show)
        lines, changes = ([line.replace("{base}", base) for line in some] for some in (MOVE, CHANGE))
        return counts + words.moving(base, options.daemon, lines, LOOK, changes)

    return words.two_daemons(options.daemon, work)


if __name__ == "__main__":
    sys.exit(main())
