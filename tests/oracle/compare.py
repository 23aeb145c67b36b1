#!/usr/bin/env python3
"""Lets one client drive two daemons through the life of a guest and compares every word.

    compare.py --daemon target/release/libvirtd --guest tiny-guest.elf [--virsh PROGRAM] [--show]

The client is the distribution's unmodified virsh; with --virsh, ours drives the reference daemon and must print what
the distribution's prints. Without a reference installed everything is skipped.
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

import sides
import steps

# What differs from run to run by nature: numbers of terminals, times, counters, process ids, memory in use.
NORMAL = [
    (re.compile(r"/dev/pts/\d+"), "/dev/pts/N"),
    # A virtual CPU that has hardly run yet has no time.
    (re.compile(r"^(State: +running\n)CPU time: .*\n", re.M), r"\1"),
    (re.compile(r"^(\s*(?:CPU time:|cpu_time|user_time|system_time)) *.*$", re.M), r"\1 T"),
    (re.compile(r"((?:cpu|vcpu\.\d+|block\.\d+|net\.\d+|balloon)\.[a-z_.]*(?:time|wait|delay|system|user|bytes|reqs|times|pkts|rss|update|exits|allocation|halted)[a-z_.]*=)\d+"), r"\1N"),
    (re.compile(r"((?:vcpu\.\d+\.|cpu\.)[a-z_.0-9]+=)[\w.]+"), r"\1N"),
    (re.compile(r"^((?:vda|net0) [a-z_]+) \d+", re.M), r"\1 N"),
    (re.compile(r"^(rss|available|usable|unused|last_update|swap_in|swap_out|major_fault|minor_fault|disk_caches|hugetlb_\w+) \d+", re.M), r"\1 N"),
    # Our errors also say the place and a remedy.
    (re.compile(r"^(error: .*?)\d+:\d+: ", re.M), r"\1"),
    (re.compile(r"^(error: .*) \([a-z][^()]*\)$", re.M), r"\1"),
    (re.compile(r"^(CPU: +)\d+$", re.M), r"\1N"),
    (re.compile(r"<creationTime>\d+</creationTime>"), "<creationTime>N</creationTime>"),
    (re.compile(r"\(Time: [\d.]+ ms\)"), "(Time: N ms)"),
    (re.compile(r"^(Time|Memory size|CPU frequency):.*$", re.M), r"\1: N"),
]


def normal(text):
    for pattern, replacement in NORMAL:
        text = pattern.sub(replacement, text)
    return text


def run(virsh, uri, line, options):
    """What the client prints; a step that waits is asked again, and its cause repeated: a guest that still boots
    does not hear the power button."""
    time.sleep(options.get("sleep", 0))
    wanted = re.compile(options.get("until", ""), re.S)
    deadline, again = time.time() + 60, time.time() + 2
    while True:
        text = once(virsh, uri, line)
        if wanted.search(text) or time.time() > deadline:
            return text
        if "again" in options and time.time() > again:
            once(virsh, uri, options["again"])
            again = time.time() + 2
        time.sleep(0.1)


def once(virsh, uri, line):
    done = subprocess.run([virsh, "-c", uri, *arguments(line)], capture_output=True, text=True, timeout=60,
                          stdin=subprocess.DEVNULL, env=dict(os.environ, LC_ALL="C"))
    return f"{done.stdout}{done.stderr}exit {done.returncode}\n".replace(uri, "URI")


def arguments(line):
    return [word.replace("\\ ", " ") for word in re.findall(r"(?:\\ |\S)+", line)]


def unexplained(text):
    """The lines that no reason on the list covers."""
    patterns = [re.compile(pattern) for pattern, _ in steps.EXPLAINED]
    return "".join(line for line in text.splitlines(True) if not any(p.search(line.rstrip("\n")) for p in patterns))


def prepare(work):
    os.chmod(work, 0o755)
    texts = {
        "life.xml": steps.GUEST,
        "broken.xml": "<domain type='qemu'>\n  <name>broken</name>\n  <memory>\n</domain>\n",
        "firmware.xml": steps.FIRMWARE,
        "moment.xml": steps.MOMENT,
        "slash.xml": steps.GUEST.replace(">life<", ">a/b<"),
        "nodisk.xml": steps.GUEST.replace("disk.raw", "missing.raw"),
        "old-cpu.xml": "<cpu><model>pentium</model></cpu>\n",
        "arm-cpu.xml": "<cpu><arch>aarch64</arch><model>cortex-a57</model></cpu>\n",
        "any-cpu.xml": "<cpu mode='host-model'/>\n",
        "hosts.xml": steps.HOSTS,
    }
    for name, text in texts.items():
        with open(os.path.join(work, name), "w") as f:
            f.write(text)


def give_images(side, guest):
    """Each daemon has its own disk and kernel, both at the same path of their namespaces."""
    images = os.path.join(side.root, "lib", "images")
    os.makedirs(images, exist_ok=True)
    os.chmod(images, 0o755)
    shutil.copy(guest, os.path.join(images, "tiny-guest.elf"))
    with open(os.path.join(images, "disk.raw"), "wb") as disk:
        disk.truncate(8 << 20)
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", os.path.join(images, "disk.qcow2"), "8M"], check=True)


def chosen_steps():
    chosen = [*steps.LIFE, *steps.MOMENTS]
    if os.path.exists("/usr/share/qemu/firmware/60-edk2-x86_64.json"):
        chosen += steps.FIRMWARES
    return chosen


def compare(options, pairs, work):
    """Runs every step on each (label, virsh, uri) in turn; the first is the reference."""
    failures = 0
    for line, step in chosen_steps():
        if not line.startswith(tuple(options.only or [""])):
            continue
        line = line.replace("{work}", work)
        texts = [unexplained(normal(run(virsh, uri, line, step))) for _, virsh, uri in pairs]
        same = texts[0] == texts[1]
        if options.show or not same:
            print(f"{'same' if same else 'DIFFERS'}: virsh {line}")
        if not same:
            failures += 1
            sys.stdout.writelines(difflib.unified_diff(texts[0].splitlines(True), texts[1].splitlines(True),
                                                       pairs[0][0], pairs[1][0], n=2))
    return failures


def python_life(pairs, work):
    """The same life through the Python module, each daemon in a process of its own."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "python_life.py")
    texts = []
    for _, _, uri in pairs:
        done = subprocess.run(["/usr/bin/python3", script, uri, os.path.join(work, "life.xml")], capture_output=True,
                              text=True, timeout=120, stdin=subprocess.DEVNULL)
        texts.append(unexplained(normal(done.stdout + done.stderr).replace(uri, "URI")).splitlines(True))
    failures = 0
    for line in difflib.unified_diff(texts[0], texts[1], pairs[0][0], pairs[1][0], n=1):
        failures += line.startswith(("+", "-")) and not line.startswith(("+++", "---"))
        sys.stdout.write(line)
    print(f"python: {len(texts[0])} lines, {failures} differ")
    return failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--guest", required=True)
    parser.add_argument("--virsh")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", action="append", help="only steps that begin so")
    options = parser.parse_args()
    base = tempfile.mkdtemp(prefix="ferrovirt-oracle-")
    work = os.path.join(base, "work")
    os.makedirs(work)
    os.chmod(base, 0o755)
    reference = sides.reference(os.path.join(base, "reference"))
    if reference is None or not shutil.which("virsh", path="/usr/bin"):
        print("skipped: no reference daemon and client are installed")
        return 0
    running = [reference]
    try:
        prepare(work)
        give_images(reference, options.guest)
        reference.start()
        if options.virsh:
            other = sides.reference(os.path.join(base, "second"))
        else:
            other = sides.ours(os.path.join(base, "ours"), os.path.abspath(options.daemon))
        running.append(other)
        give_images(other, options.guest)
        other.start()
        pairs = [("reference", "/usr/bin/virsh", reference.uri), (other.name if not options.virsh else "our virsh", options.virsh or "/usr/bin/virsh", other.uri)]
        failures = compare(options, pairs, work)
        if not options.virsh:
            failures += python_life(pairs, work)
        print(f"{len(chosen_steps())} steps, {failures} differ without a reason, {len(steps.EXPLAINED)} reasons on the list")
        return 1 if failures else 0
    finally:
        for side in reversed(running):
            side.stop()
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
