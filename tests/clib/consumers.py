#!/usr/bin/env python3
"""Programs that others have written or compiled, unmodified, on our C library and on the reference's.

    consumers.py --daemon libvirtd --guest tiny-guest.elf --libraries FOLDER [--only NAME]

Each runs on the host in memory, as a client of our daemon, and as a client of the reference's; what it prints must not
depend on the library, but for what the list below explains.
"""
import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "oracle"))

import compare  # noqa: E402
import sides  # noqa: E402
from libraries import Libraries  # noqa: E402

WALKS = os.path.join(HERE, "consumers")
MEMORY = "test:///default"
NEW_GUEST = ["--name", "new", "--memory", "64", "--uuid", "6f5a3d4e-1b2c-4d3e-8f90-000000000001", "--osinfo", "generic",
             "--disk", "none", "--network", "network=default,mac=52:54:00:00:00:01", "--import", "--print-xml"]


def walk(interpreter, script):
    return [*interpreter, os.path.join(WALKS, script), "{uri}", "{work}/life.xml"]


def python(statements):
    """A few statements with a connection; the arguments are the URI, a guest's document, and an existing guest's name."""
    text = f"import libvirt, sys; connection = libvirt.open(sys.argv[1]); {statements}"
    return ["/usr/bin/python3", "-c", text, "{uri}", "{work}/life.xml", "{guest}"]


# Name: (a file that shows that it is installed, its commands).
CONSUMERS = {
    "Perl": ("/usr/lib/x86_64-linux-gnu/perl5/5.36/Sys/Virt.pm", [walk(["perl"], "walk.pl")]),
    "Ruby": ("/usr/lib/ruby/vendor_ruby/libvirt.rb", [walk(["ruby"], "walk.rb")]),
    "PHP": ("/usr/lib/php/20220829/libvirt-php.so", [walk(["php", "-d", "display_errors=stderr"], "walk.php")]),
    "GLib": ("/usr/lib/x86_64-linux-gnu/girepository-1.0/LibvirtGObject-1.0.typelib",
             [walk(["/usr/bin/python3"], "walk_gobject.py")]),
    "OCaml": ("/usr/lib/ocaml/libvirt/mllibvirt.cmxa", [["{work}/walk", "{uri}", "{work}/life.xml"]]),
    "virt-install": ("/usr/bin/virt-install", [["virt-install", "--connect", "{uri}", *NEW_GUEST]]),
    "virt-xml": ("/usr/bin/virt-xml", [
        python("connection.defineXML(open(sys.argv[2]).read())"),
        ["virt-xml", "--connect", "{uri}", "{guest}", "--edit", "--memory", "128", "--print-diff"],
        ["virt-xml", "--connect", "{uri}", "{guest}", "--edit", "--metadata", "title=A title", "--define"],
        python("guest = connection.lookupByName(sys.argv[3]); print(guest.XMLDesc()); guest.undefine()"),
    ]),
    "virt-viewer": ("/usr/bin/virt-viewer", [["virt-viewer", "--version"]]),
}

# Lines that may differ, with the reason.
EXPLAINED = [
    (r"domain get_scheduler_parameters:|scheduler: ", "the host in memory has all parameters that guests of QEMU have"),
    (r"node device get_parent: ", "the reference calls it an error to have none, but only where no daemon is between"),
    (r"filters: ", "the reference's host in memory has no filters"),
    (r"block stats: ", "the module asks for the larger statistics first, which the reference's host in memory lacks"),
]


def build(work):
    """The program that its language compiles."""
    if os.path.exists(CONSUMERS["OCaml"][0]) and shutil.which("ocamlfind"):
        shutil.copy(os.path.join(WALKS, "walk.ml"), work)
        subprocess.run(["ocamlfind", "ocamlopt", "-package", "libvirt,str,unix", "-linkpkg", "walk.ml", "-o", "walk"],
                       cwd=work, check=True)


def is_explained(theirs, ours):
    """Where the reference's host in memory lacks a call, ours may have it."""
    lacks = theirs and all(re.search(r": error 3 \d+( 2)?$", line) for line in theirs)
    return lacks or all(any(re.search(pattern, line) for pattern, _ in EXPLAINED) for line in theirs + ours)


def differences(theirs, ours, memory):
    """Differing lines that nothing explains."""
    count = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if tag == "equal" or (memory and is_explained(theirs[a:b], ours[c:d])):
            continue
        count += max(b - a, d - c)
        sys.stdout.writelines([f"-{line}\n" for line in theirs[a:b]] + [f"+{line}\n" for line in ours[c:d]])
    return count


def compare_one(name, commands, both, host, uri):
    guest = "test" if uri == MEMORY else "life"
    texts, times = [], []
    for ours in (False, True):
        text, start = "", time.time()
        for command in commands:
            command = [part.format(uri=uri, work=both.work, guest=guest) for part in command]
            text += both.run(command, ours)
        times.append(time.time() - start)
        texts.append(compare.normal(text).replace(uri, "URI").splitlines())
    differing = differences(*texts, uri == MEMORY)
    print(f"{name}, {host}: {len(texts[0])} lines, {differing} differ ({times[0]:.1f} s, ours {times[1]:.1f} s)")
    return differing


def all_on(host, uri, both, chosen):
    failures = 0
    for name in chosen:
        file, commands = CONSUMERS[name]
        if not os.path.exists(file):
            print(f"{name} is not installed")
        elif host == "memory" or name != "virt-viewer":
            failures += compare_one(name, commands, both, host, uri)
    return failures


def main():
    parser = argparse.ArgumentParser()
    for name in ("--daemon", "--guest", "--libraries"):
        parser.add_argument(name, required=True)
    parser.add_argument("--only", choices=CONSUMERS)
    options = parser.parse_args()
    base = tempfile.mkdtemp(prefix="ferrovirt-clib-")
    os.chmod(base, 0o755)
    work = os.path.join(base, "work")
    os.makedirs(work)
    reference = sides.reference(os.path.join(base, "reference"))
    if reference is None:
        print("skipped: no reference is installed")
        return 0
    running, failures = [], 0
    chosen = [options.only] if options.only else list(CONSUMERS)
    try:
        compare.prepare(work)
        build(work)
        both = Libraries(options.libraries, work)
        failures += all_on("memory", MEMORY, both, chosen)
        for side in (reference, sides.ours(os.path.join(base, "ours"), os.path.abspath(options.daemon))):
            running.append(side)
            compare.give_images(side, options.guest)
            side.start()
            failures += all_on(f"{side.name} daemon", side.uri, both, chosen)
        return 1 if failures else 0
    finally:
        for side in reversed(running):
            side.stop()
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
