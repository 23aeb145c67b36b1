#!/usr/bin/env python3
"""The distribution's Python module on our C library and on the reference's, against both daemons.

    python_on_both.py --daemon target/debug/libvirtd --guest tiny-guest.elf --libraries FOLDER

Each daemon sees the same life of a guest twice, once through each library; every line must be the same. The process
that runs on our library proves it with its own map of memory.
"""
import argparse
import difflib
import os
import shutil
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ORACLE = os.path.join(HERE, "..", "oracle")
sys.path.insert(0, ORACLE)

import compare  # noqa: E402
import sides  # noqa: E402
from libraries import Libraries  # noqa: E402

def life(libraries, ours, uri, work):
    command = ["/usr/bin/python3", os.path.join(ORACLE, "python_life.py"), uri, os.path.join(work, "life.xml")]
    return compare.normal(libraries.run(command, ours)).replace(uri, "URI").splitlines(True)


def main():
    parser = argparse.ArgumentParser()
    for name in ("--daemon", "--guest", "--libraries"):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    base = tempfile.mkdtemp(prefix="ferrovirt-clib-")
    os.chmod(base, 0o755)
    work = os.path.join(base, "work")
    os.makedirs(work)
    reference = sides.reference(os.path.join(base, "reference"))
    if reference is None or not os.path.exists("/usr/lib/python3/dist-packages/libvirt.py"):
        print("skipped: no reference is installed")
        return 0
    running, failures = [], 0
    try:
        compare.prepare(work)
        both = Libraries(options.libraries, work)
        for side in (reference, sides.ours(os.path.join(base, "ours"), os.path.abspath(options.daemon))):
            running.append(side)
            compare.give_images(side, options.guest)
            side.start()
            theirs, ours = [life(both, which, side.uri, work) for which in (False, True)]
            differing = 0
            for line in difflib.unified_diff(theirs, ours, "reference library", "our library", n=0):
                differing += line.startswith(("+", "-")) and not line.startswith(("+++", "---"))
                sys.stdout.write(line)
            print(f"{side.name} daemon: {len(theirs)} lines, {differing} differ")
            failures += differing
        return 1 if failures else 0
    finally:
        for side in reversed(running):
            side.stop()
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
