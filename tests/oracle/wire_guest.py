"""A guest that is a wire: what its agent's channel hears comes out of a second channel, and back. Whoever holds the other
end of that second channel is the guest's agent.

It is the distribution's kernel with busybox; a line on its serial port opens or closes the agent's channel.
"""
import glob
import json
import os
import queue
import socket
import stat
import struct
import threading
import time

BUSYBOX = "/bin/busybox"
# Modules of the kernel's package, in the order of their needs; a kernel may have some of them inside.
MODULES = ["virtio_ring", "virtio", "virtio_pci_legacy_dev", "virtio_pci_modern_dev", "virtio_pci", "virtio_console"]
INIT = """#!/bin/sh
busybox mkdir -p /proc /sys /dev
busybox mount -t proc p /proc; busybox mount -t sysfs s /sys; busybox mount -t devtmpfs d /dev
for module in %s; do busybox insmod /$module.ko 2>/dev/null; done
port() { while :; do for p in /sys/class/virtio-ports/*; do
    [ "$(busybox cat $p/name 2>/dev/null)" = $1 ] && { echo /dev/${p##*/}; return; }; done; busybox sleep 0.05; done; }
agent=$(port org.qemu.guest_agent.0) script=$(port script.0)
exec 4<>$script
wire() { while :; do /bin/cat; busybox sleep 0.02; done; }
up() { exec 3<>$agent; wire <&3 >&4 & one=$!; wire <&4 >&3 & two=$!; exec 3<&-; echo opened; }
down() { kill $one $two; wait $one $two 2>/dev/null; busybox killall cat; busybox sleep 0.2; echo closed; }

echo ready
while read -r line; do $line; done
""" % " ".join(MODULES)


def member(name, mode, content=b""):
    """One file of an archive that kernels unpack."""
    words = [0, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name) + 1, 0]
    head = b"070701" + b"".join(b"%08x" % word for word in words) + name.encode() + b"\0"
    return head + b"\0" * (-len(head) % 4) + content + b"\0" * (-len(content) % 4)


def read(path):
    with open(path, "rb") as f:
        return f.read()


def initrd(tree):
    parts = [member(folder, stat.S_IFDIR | 0o755) for folder in ("bin", "dev", "proc", "sys")]
    parts += [member("bin/busybox", stat.S_IFREG | 0o755, read(BUSYBOX)), member("bin/sh", stat.S_IFLNK | 0o777, b"busybox"),
              member("bin/cat", stat.S_IFLNK | 0o777, b"busybox"),
              member("init", stat.S_IFREG | 0o755, INIT.encode())]
    for module in MODULES:
        for path in glob.glob(f"{tree}/lib/modules/*/kernel/drivers/**/{module}.ko", recursive=True):
            parts.append(member(f"{module}.ko", stat.S_IFREG | 0o644, read(path)))
    return b"".join(parts) + member("TRAILER!!!", 0)


def document(name, base, more="", vcpus=1):
    """The guest's document; its sockets are below `base`."""
    def channel(path, target):
        return (f"<channel type='unix'><source mode='bind'{path}/><target type='virtio' name='{target}'/></channel>")

    return f"""<domain type='qemu'><name>{name}</name><uuid>5b2bdb7e-3a0c-4e77-9f5b-0d4c0c0a6e01</uuid>
  <memory unit='MiB'>128</memory><vcpu>{vcpus}</vcpu>
  <os><type arch='x86_64' machine='q35'>hvm</type><kernel>{base}/vmlinuz</kernel><initrd>{base}/initrd</initrd>
  <cmdline>console=ttyS0 quiet panic=-1 no_timer_check tsc=reliable</cmdline></os><features><acpi/><apic/></features>
  <devices><controller type='usb' model='none'/><memballoon model='none'/>
  <serial type='unix'><source mode='bind' path='{base}/serial'/><target port='0'/></serial>
  {channel("", "org.qemu.guest_agent.0")}{channel(f" path='{base}/script'", "script.0")}{more}</devices></domain>"""


class Script:
    """The agent: what it hears goes to a list, what it answers is told beforehand or by a function."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.heard = queue.Queue()
        self.answer = ordinary
        self.log = []
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        rest = b""
        while True:
            try:
                data = self.socket.recv(65536)
            except OSError:
                return
            if not data:
                return
            rest += data
            while b"\n" in rest:
                line, rest = rest.split(b"\n", 1)
                self.log.append(line)
                self.heard.put(line)
                for part in self.answer(line) or ():
                    if isinstance(part, (int, float)):
                        time.sleep(part)
                    else:
                        self.say(part)

    def say(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            pass

    def take(self):
        """What was heard since the last time."""
        taken, self.log = self.log, []
        return taken


def ordinary(line, table=None):
    """How an ordinary agent answers: it synchronises, and knows what a table says."""
    flush = line.startswith(b"\xff")
    try:
        command = json.loads(line.lstrip(b"\xff"))
        name, arguments = command.get("execute"), command.get("arguments", {})
    except (ValueError, AttributeError):
        return [b'{"error": {"class": "GenericError", "desc": "Invalid JSON syntax"}}\n']
    if name in ("guest-sync", "guest-sync-delimited"):
        mark = b"\xff" if name.endswith("delimited") else b""
        return [mark + json.dumps({"return": arguments["id"]}).encode() + b"\n"]
    answer = (table or {}).get(name, None)
    if callable(answer):
        answer = answer(arguments)
    if answer is None:
        text = f"The command {name} has not been found"
        return [json.dumps({"error": {"class": "CommandNotFound", "desc": text}}).encode() + b"\n"]
    if isinstance(answer, list) and answer and isinstance(answer[0], (bytes, float)):
        return answer
    return [json.dumps(answer).encode() + b"\n"]


class Serial:
    """The guest's serial port."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.socket.settimeout(60)
        self.text = b""

    def until(self, word):
        while word not in self.text:
            try:
                data = self.socket.recv(4096)
            except TimeoutError:
                raise RuntimeError(f"the guest does not say {word}: {self.text}") from None
            if not data:
                raise RuntimeError(f"the guest has ended: {self.text}")
            self.text += data
        self.text = b""

    def ask(self, line, word):
        self.socket.sendall(line + b"\n")
        self.until(word)
