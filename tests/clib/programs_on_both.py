#!/usr/bin/env python3
"""C programs, by each compiler and set of headers, on our C library and on the reference's, against both daemons.

    programs_on_both.py --daemon libvirtd --guest tiny-guest.elf --tree dist [--headers /usr/include] [--rust PROGRAM]

All runs of a program against a daemon must print the same. On our library each also runs under valgrind and with
AddressSanitizer, which must find no error and no lost memory, and with the library inside it. A Rust program has the
client inside it too.
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

PROGRAMS = {"connection": [], "auth": [], "guest": ["life.xml"], "loop": ["life.xml"]}
VALGRIND = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--show-leak-kinds=definite,indirect",
            "--errors-for-leak-kinds=definite,indirect"]


def build(work, headers, tree):
    """(program's name, file, how it runs); the first compiler and headers also make the checked and static ones."""
    libraries = os.path.join(tree, "lib")
    made = []

    def one(name, label, compiler, folder, *more):
        program = os.path.join(work, f"{name}-{label}")
        subprocess.run([compiler, "-Wall", "-Wextra", "-Werror", "-Wno-cast-function-type", "-g", "-I", folder, "-o",
                        program, os.path.join(HERE, "programs", f"{name}.c"), "-L", libraries, *more], check=True)
        return program

    for name in PROGRAMS:
        for compiler in [c for c in ("gcc", "clang") if shutil.which(c)]:
            for number, folder in enumerate(headers):
                program = one(name, f"{compiler}-{number}", compiler, folder, "-lvirt", "-lpthread")
                made += [(name, program, way) for way in ("reference library", "our library")]
        first = next(program for of, program, _ in made if of == name)
        if shutil.which("valgrind"):
            made.append((name, first, "our library under valgrind"))
        made.append((name, one(name, "address-sanitizer", "gcc", headers[0], "-fsanitize=address", "-lvirt", "-lpthread"),
                     "our library"))
        static = ["pkg-config", "--static", "--libs", "libvirt"]
        found = dict(os.environ, PKG_CONFIG_PATH=os.path.join(libraries, "pkgconfig"))
        flags = subprocess.run(static, env=found, capture_output=True, text=True, check=True).stdout.split()
        made.append((name, one(name, "static", "gcc", headers[0], "-static", *flags), "no library"))
    return made


def run(program, arguments, libraries, way):
    environment = dict(os.environ, LC_ALL="C")
    environment.pop("LD_LIBRARY_PATH", None)
    if way.startswith("our library"):
        environment["LD_LIBRARY_PATH"] = libraries
    checked = VALGRIND if way.endswith("valgrind") else []
    done = subprocess.run([*checked, program, *arguments], capture_output=True, text=True, timeout=300,
                          stdin=subprocess.DEVNULL, env=environment)
    return f"{done.stdout}{done.stderr}exit {done.returncode}\n"


def compare_all(side, made, work, libraries, expected):
    failures = 0
    for name, program, way in made:
        arguments = [side.uri, *[os.path.join(work, file) for file in PROGRAMS[name]]]
        text = run(program, arguments, libraries, way)
        first = expected.setdefault((side.name, name), text)
        same = text == first
        failures += not same
        print(f"{'same' if same else 'DIFFERS'}: {os.path.basename(program)}, {way}, {side.name} daemon")
        if not same:
            sys.stdout.write(f"--- expected\n{first}--- got\n{text}")
    return failures


def rust_alone(program, uri):
    """A Rust program on the daemon: nothing of libvirt is loaded for it."""
    loaded = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    done = subprocess.run([program, uri], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    good = "libvirt" not in loaded and done.returncode == 0 and done.stdout.startswith("QEMU on ")
    print(f"{'same' if good else 'DIFFERS'}: {os.path.basename(program)} in Rust, no library: {done.stdout.strip()}")
    if not good:
        sys.stdout.write(f"{loaded}{done.stderr}")
    return not good


def main():
    parser = argparse.ArgumentParser()
    for name in ("--daemon", "--guest", "--tree"):
        parser.add_argument(name, required=True)
    parser.add_argument("--headers", action="append", default=[], help="other headers than ours")
    parser.add_argument("--rust", help="a program with the Rust client in it")
    parser.add_argument("--only", choices=PROGRAMS)
    options = parser.parse_args()
    for name in [name for name in PROGRAMS if options.only not in (None, name)]:
        del PROGRAMS[name]
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
        tree = os.path.abspath(options.tree)
        libraries = os.path.join(tree, "lib")
        made = build(work, [os.path.join(tree, "include"), *options.headers], tree)
        for side in (reference, sides.ours(os.path.join(base, "ours"), os.path.abspath(options.daemon))):
            running.append(side)
            compare.give_images(side, options.guest)
            side.start()
            failures += compare_all(side, made, work, libraries, expected)
            if options.rust:
                failures += rust_alone(os.path.abspath(options.rust), side.uri)
        for (side, name), text in expected.items():
            print(f"--- {name} on the {side} daemon\n{text}", end="")
        return 1 if failures else 0
    finally:
        for side in reversed(running):
            side.stop()
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
