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
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ORACLE = os.path.join(HERE, "..", "oracle")
sys.path.insert(0, ORACLE)

import compare  # noqa: E402
import sides  # noqa: E402

# Printed by the process itself at its end: which file the library is.
MAPPED = """
import atexit, os, sys
@atexit.register
def _mapped():
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "/libvirt.so" in line}
    print("library", *sorted(files), file=sys.stderr)
"""


def life(uri, work, libraries):
    environment = dict(os.environ, LC_ALL="C", PYTHONPATH=os.path.join(work, "site"))
    if libraries:
        environment["LD_LIBRARY_PATH"] = libraries
    done = subprocess.run(["/usr/bin/python3", os.path.join(ORACLE, "python_life.py"), uri,
                           os.path.join(work, "life.xml")], capture_output=True, text=True, timeout=120,
                          stdin=subprocess.DEVNULL, env=environment)
    mapped = [line for line in done.stderr.splitlines() if line.startswith("library ")]
    if libraries and not any(os.path.realpath(libraries) in line for line in mapped):
        raise SystemExit(f"the process did not run on the library of {libraries}: {done.stderr}")
    text = done.stdout + "".join(line + "\n" for line in done.stderr.splitlines() if line not in mapped)
    return compare.normal(text).replace(uri, "URI").splitlines(True)


def main():
    parser = argparse.ArgumentParser()
    for name in ("--daemon", "--guest", "--libraries"):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    base = tempfile.mkdtemp(prefix="ferrovirt-clib-")
    os.chmod(base, 0o755)
    work = os.path.join(base, "work")
    os.makedirs(os.path.join(work, "site"))
    reference = sides.reference(os.path.join(base, "reference"))
    if reference is None or not os.path.exists("/usr/lib/python3/dist-packages/libvirt.py"):
        print("skipped: no reference is installed")
        return 0
    running, failures = [], 0
    try:
        compare.prepare(work)
        with open(os.path.join(work, "site", "sitecustomize.py"), "w") as site:
            site.write(MAPPED)
        for side in (reference, sides.ours(os.path.join(base, "ours"), os.path.abspath(options.daemon))):
            running.append(side)
            compare.give_images(side, options.guest)
            side.start()
            theirs, ours = life(side.uri, work, None), life(side.uri, work, os.path.abspath(options.libraries))
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
