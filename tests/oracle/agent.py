#!/usr/bin/env python3
"""The same agent for guests of two daemons: the distribution's and this project's. Every answer, every error's number,
origin and words, every event and every command that the agent hears must be the same, or have a reason on the list.

    agent.py --daemon target/debug/libvirtd --linux target/linux [--show]

The guest is the distribution's kernel, whose unpacked package is the `--linux` folder. Without that, busybox or a
reference everything is skipped.
"""
import argparse
import collections
import glob
import os
import shutil
import sys
import threading

import wire_guest
import words
from agent_calls import EXPLAINED, TOPICS

DISK = ("<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{0}/{1}'/>"
        "<target dev='{1}' bus='{2}'/>{3}</disk>")
CARD = "<interface type='user'><mac address='52:54:00:11:22:33'/><model type='virtio'/></interface>"


def prepare(side, base, kernel, tree):
    """Files of the guest of one side."""
    folder = os.path.join(base, f"wire-{side.name}")
    os.mkdir(folder)
    os.chmod(folder, 0o777)
    shutil.copy(kernel, os.path.join(folder, "vmlinuz"))
    with open(os.path.join(folder, "initrd"), "wb") as f:
        f.write(wire_guest.initrd(tree))
    disks = [("vda", "virtio", "<serial>ser1</serial>"), ("sda", "sata", "")]
    for name, _, _ in disks:
        with open(os.path.join(folder, name), "wb") as f:
            f.truncate(1 << 20)
        os.chmod(os.path.join(folder, name), 0o666)
    with open(os.path.join(folder, "more.xml"), "w") as f:
        f.write("".join(DISK.format(folder, *disk) for disk in disks) + CARD)
    return folder


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--linux", required=True)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    kernels = glob.glob(os.path.join(options.linux, "boot", "vmlinuz*"))
    if not kernels or not os.path.exists(wire_guest.BUSYBOX):
        print("skipped: no kernel of the distribution, or no busybox")
        return 0

    def work(reference, ours, base):
        found = {}

        def play(side):
            folder = prepare(side, base, kernels[0], options.linux)
            try:
                found[side.name] = {topic: words.run(side, "agent_calls.py", topic, WIRE=folder) for topic in TOPICS}
            except SystemExit as broken:
                print(broken)

        # A guest that is slow to start is no reason to wait twice.
        threads = [threading.Thread(target=play, args=[side]) for side in (reference, ours)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(found) < 2:
            return collections.Counter(differ=1)
        return sum((words.calls(found["reference"][topic], found["ours"][topic], EXPLAINED, options.show)
                    for topic in TOPICS), collections.Counter())

    return words.two_daemons(options.daemon, work)


if __name__ == "__main__":
    sys.exit(main())
