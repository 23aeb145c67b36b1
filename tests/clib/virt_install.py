#!/usr/bin/env python3
"""The distribution's virt-install makes guests: from an image that is there, from a new volume, from a known one.

    virt_install.py --daemon libvirtd --guest tiny-guest.elf --libraries FOLDER

It runs with the reference daemon, with ours, and with ours on our C library; every word that it and virsh print must be
the same. Each guest boots and says so on its console, and nothing is left of it in the end.
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

VIRT_INSTALL = "/usr/bin/virt-install"
IMAGES = "/var/lib/libvirt/images"
BANNER = "ferrovirt guest ready"
COMMON = ["--memory", "64", "--osinfo", "detect=off,require=off", "--virt-type", "qemu", "--graphics", "none",
          "--noautoconsole", "--network", "none", "--boot", f"kernel={IMAGES}/tiny-guest.elf"]
# A guest whose disk is named by its pool; virt-install names the file of a volume that it is given.
VOLUME = """<domain type='qemu'><name>named</name><memory unit='MiB'>64</memory>
<os><type arch='x86_64' machine='pc'>hvm</type><kernel>/var/lib/libvirt/images/tiny-guest.elf</kernel></os>
<devices><disk type='volume' device='disk'><driver name='qemu' type='qcow2'/><source pool='default' volume='named.qcow2'/>
<target dev='vda' bus='virtio'/></disk>
<serial type='pty'><log file='/var/log/libvirt/qemu/named.console'/></serial></devices></domain>
"""
GUESTS = [
    ("imported", ["--disk", f"path={IMAGES}/disk.raw,format=raw"], []),
    ("fresh", ["--disk", "size=1,pool=default"], []),
    ("plain", ["--disk", "size=0.01,pool=default,format=raw,sparse=no"], []),
    ("known", ["--disk", "vol=default/known.qcow2"], ["vol-create-as default known.qcow2 2M --format qcow2"]),
    ("copied", ["--disk", f"size=0.01,pool=default,backing_store={IMAGES}/disk.qcow2,backing_format=qcow2"], []),
]
# Words that name the run, a terminal, a time; and what guests lack that are not put into control groups.
NORMAL = [(re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "UUID"), (re.compile(r"/dev/pts/\d+"), "/dev/pts/N"),
          (re.compile(r"\d\d:\d\d *(\.\.\. *)?$", re.M), "TIME"), (re.compile(r"[\d.]+ GiB"), "N GiB"),
          (re.compile(r"^ *(</?resource>|<partition>.*</partition>)\n", re.M), ""), (re.compile(r"[ \r]+$", re.M), "")]


class Run:
    """One client and one daemon."""

    def __init__(self, side, home, libraries):
        self.side, self.uri = side, f"qemu+unix:///system?socket={side.socket}"
        self.environment = dict(os.environ, LC_ALL="C", HOME=home)
        self.libraries = {"LD_LIBRARY_PATH": libraries} if libraries else {}
        self.said = []

    def command(self, *words, **more):
        done = subprocess.run(words, capture_output=True, text=True, timeout=180, stdin=subprocess.DEVNULL,
                              env=dict(self.environment, **more))
        text = f"$ {' '.join(words)}\n{done.stdout}{done.stderr}exit {done.returncode}\n"
        for pattern, replacement in NORMAL:
            text = pattern.sub(replacement, text.replace(self.uri, "URI").replace(self.side.root, "ROOT"))
        self.said.append(text)

    def virsh(self, line):
        self.command("/usr/bin/virsh", "-c", self.uri, *line.split())

    def boots(self, name):
        """What the guest says first is in the log of its console, also if nobody listened."""
        path, text, end = os.path.join(self.side.root, "log", "qemu", f"{name}.console"), "", time.time() + 30
        while BANNER not in text and time.time() < end:
            time.sleep(0.05)
            if os.path.exists(path):
                with open(path, errors="replace") as f:
                    text = f.read()
        self.said.append(f"{name} boots: {BANNER in text}\n")

    def end(self, name):
        for line in (f"destroy {name}", f"undefine {name} --remove-all-storage", f"dominfo {name}"):
            self.virsh(line)

    def clear(self):
        """Ends guests that a life cut short has left: they outlive the daemon."""
        virsh = ["/usr/bin/virsh", "-c", self.uri]
        names = subprocess.run([*virsh, "list", "--name"], capture_output=True, text=True, timeout=60).stdout.split()
        for name in names:
            subprocess.run([*virsh, "destroy", name], capture_output=True, timeout=60)

    def life(self):
        for line in ("define-as default dir --target /var/lib/libvirt/shelf", "build default", "start default"):
            self.virsh("pool-" + line)
        for name, disk, before in GUESTS:
            for line in before:
                self.virsh(line)
            self.command(VIRT_INSTALL, "--connect", self.uri, "--import", "--name", name, *disk, "--serial",
                         f"pty,log.file=/var/log/libvirt/qemu/{name}.console", *COMMON, **self.libraries)
            self.boots(name)
            for line in (f"domblklist {name} --details", f"dumpxml {name}", f"dumpxml {name} --inactive",
                         "pool-list --all", "vol-list default --details"):
                self.virsh(line)
            self.end(name)
        self.named()
        for line in ("vol-list default", "pool-destroy default", "pool-delete default", "pool-undefine default",
                     "pool-list --all --name", "list --all"):
            self.virsh(line)

    def named(self):
        document = os.path.join(self.side.root, "named.xml")
        with open(document, "w") as f:
            f.write(VOLUME)
        for line in ("vol-create-as default named.qcow2 2M --format qcow2", f"create {document}", "dumpxml named",
                     "domblklist named", "domblkinfo named vda", "destroy named", f"define {document}",
                     "pool-destroy default", "start named", "pool-start default", "start named"):
            self.virsh(line)
        self.boots("named")
        self.end("named")


def main():
    parser = argparse.ArgumentParser()
    for name in ("--daemon", "--guest", "--libraries"):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    if os.geteuid() != 0 or not os.path.exists(VIRT_INSTALL):
        print("skipped: virt-install is not installed, or this is not root")
        return 0
    base = tempfile.mkdtemp(prefix="ferrovirt-virt-install-")
    os.chmod(base, 0o755)
    daemon = os.path.abspath(options.daemon)
    plans = [("our daemon", sides.ours(os.path.join(base, "a"), daemon), None),
             ("our daemon and library", sides.ours(os.path.join(base, "b"), daemon), os.path.abspath(options.libraries))]
    reference = sides.reference(os.path.join(base, "reference"))
    if reference:
        plans.insert(0, ("reference", reference, None))
    texts = []
    try:
        for name, side, libraries in plans:
            compare.give_images(side, options.guest)
            side.start()
            run = Run(side, base, libraries)
            try:
                run.life()
            finally:
                run.clear()
                side.stop()
            texts.append("".join(run.said).splitlines(True))
    finally:
        for _, side, _ in plans:
            side.stop()
        shutil.rmtree(base, ignore_errors=True)
    failures = sum("boots: False" in line for line in texts[-1])
    sys.stdout.writelines(line for line in texts[-1] if "boots: False" in line)
    for (name, _, _), text in zip(plans[1:], texts[1:]):
        for line in difflib.unified_diff(texts[0], text, plans[0][0], name, n=0):
            failures += line.startswith(("+", "-")) and not line.startswith(("+++", "---"))
            sys.stdout.write(line)
    print(f"virt-install: {len(GUESTS)} guests, {len(texts)} ways, {len(texts[0])} lines, {failures} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
