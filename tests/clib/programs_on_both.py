#!/usr/bin/env python3
"""C programs, by each compiler and set of headers, on our C library and on the reference's, against both daemons.

    programs_on_both.py --daemon libvirtd --guest tiny-guest.elf --libraries FOLDER --headers FOLDER [--headers FOLDER]

All runs of a program against a daemon must print the same. On our library each also runs under valgrind, which must
find no error and no lost memory.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "oracle"))

import compare  # noqa: E402
import sides  # noqa: E402

PROGRAMS = {"connection": [], "guest": ["life.xml"]}
VALGRIND = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--show-leak-kinds=definite,indirect",
            "--errors-for-leak-kinds=definite,indirect"]


def build(work, headers, libraries):
    made = []
    for name in PROGRAMS:
        for compiler in [c for c in ("gcc", "clang") if shutil.which(c)]:
            for number, folder in enumerate(headers):
                program = os.path.join(work, f"{name}-{compiler}-{number}")
                subprocess.run([compiler, "-Wall", "-Wextra", "-Werror", "-Wno-cast-function-type",
                                "-g", "-I", folder, "-o", program,
                                os.path.join(HERE, "programs", f"{name}.c"), "-L", libraries, "-lvirt", "-lpthread"],
                               check=True)
                made.append((name, program))
    return made


def run(program, arguments, libraries, checked=False):
    environment = dict(os.environ, LC_ALL="C")
    if libraries:
        environment["LD_LIBRARY_PATH"] = libraries
    done = subprocess.run([*(VALGRIND if checked else []), program, *arguments], capture_output=True, text=True,
                          timeout=300, stdin=subprocess.DEVNULL, env=environment)
    return f"{done.stdout}{done.stderr}exit {done.returncode}\n"


def compare_all(side, made, work, libraries, expected):
    failures = 0
    for name, program in made:
        arguments = [side.uri, *[os.path.join(work, file) for file in PROGRAMS[name]]]
        ways = [("reference library", None, False), ("our library", libraries, False)]
        if program.endswith("gcc-0") and shutil.which("valgrind"):
            ways.append(("our library under valgrind", libraries, True))
        for way, folder, checked in ways:
            text = run(program, arguments, folder, checked)
            first = expected.setdefault((side.name, name), text)
            same = text == first
            failures += not same
            print(f"{'same' if same else 'DIFFERS'}: {os.path.basename(program)}, {way}, {side.name} daemon")
            if not same:
                sys.stdout.write(f"--- expected\n{first}--- got\n{text}")
    return failures


def main():
    parser = argparse.ArgumentParser()
    for name in ("--daemon", "--guest", "--libraries"):
        parser.add_argument(name, required=True)
    parser.add_argument("--headers", action="append", required=True)
    options = parser.parse_args()
    base = tempfile.mkdtemp(prefix="ferrovirt-clib-")
    os.chmod(base, 0o755)
    work = os.path.join(base, "work")
    os.makedirs(work)
    reference = sides.reference(os.path.join(base, "reference"))
    if reference is None:
        print("skipped: no reference is installed")
        return 0
    running, failures, expected = [], 0, {}
    try:
        compare.prepare(work)
        libraries = os.path.abspath(options.libraries)
        made = build(work, options.headers, libraries)
        for side in (reference, sides.ours(os.path.join(base, "ours"), os.path.abspath(options.daemon))):
            running.append(side)
            compare.give_images(side, options.guest)
            side.start()
            failures += compare_all(side, made, work, libraries, expected)
        for (side, name), text in expected.items():
            print(f"--- {name} on the {side} daemon\n{text}", end="")
        return 1 if failures else 0
    finally:
        for side in reversed(running):
            side.stop()
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
