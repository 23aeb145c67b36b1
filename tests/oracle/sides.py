"""Two daemons side by side, each in a mount namespace of its own, so that both use the same paths.

A side's /etc/libvirt, /run/libvirt, /var/lib/libvirt, /var/cache/libvirt and /var/log/libvirt are folders below its
root; everything else is shared. Root is needed. Whatever was started is ended at the end, by process id.
"""
import os
import shutil
import signal
import subprocess
import time

FOLDERS = {"etc": "/etc/libvirt", "run": "/run/libvirt", "lib": "/var/lib/libvirt", "cache": "/var/cache/libvirt",
           "log": "/var/log/libvirt"}


class Side:
    """One daemon: `program` runs in the foreground and listens on /run/libvirt/libvirt-sock of its namespace."""

    def __init__(self, name, root, program, helpers=()):
        self.name, self.root, self.program, self.helpers = name, root, program, helpers
        self.processes = []
        # A network namespace of its own, and what is done in it before the daemon starts.
        self.own_network, self.setup = False, "true"
        # Another machine than this one: a tree of files that stands at /sys, and udev's notes of it.
        self.machine = None
        self.socket = os.path.join(root, "run", "libvirt-sock")
        self.uri = f"qemu:///system?socket={self.socket}"

    def start(self):
        self.prepare()
        mounts = " && ".join(f"mount --bind {self.root}/{d} {p}" for d, p in FOLDERS.items())
        if self.machine:
            os.makedirs("/run/udev", exist_ok=True)
            mounts += (f" && mount --bind {self.machine}/udev /run/udev"
                       f" && mount --rbind /sys/devices/system {self.machine}/sys/devices/system"
                       f" && mount --rbind {self.machine}/sys /sys && export SYSTEMD_DEVICE_VERIFY_SYSFS=0")
        for number, command in enumerate([*self.helpers, self.program]):
            log = open(os.path.join(self.root, f"daemon-{number}.log"), "ab")
            alone = self.own_network and command == self.program
            script = f"{mounts} && {self.setup if alone else 'true'} && exec {command}"
            self.processes.append(subprocess.Popen(
                ["unshare", "-m", *(["-n"] if alone else []), "--propagation", "private", "sh", "-c", script],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True))
        deadline = time.time() + 30
        while not os.path.exists(self.socket):
            if self.processes[-1].poll() is not None or time.time() > deadline:
                raise RuntimeError(f"{self.name} does not start: {self.log()}")
            time.sleep(0.01)

    def prepare(self):
        """Folders with the owners and modes of the packaged ones, but nothing of their content."""
        for name, path in FOLDERS.items():
            own = os.path.join(self.root, name)
            os.makedirs(own, exist_ok=True)
            os.makedirs(path, exist_ok=True)
            for folder, _, _ in os.walk(path):
                relative = os.path.relpath(folder, path)
                if name not in ("lib", "cache", "log") or relative.count(os.sep) > 1 or "domain-" in relative:
                    continue
                target = os.path.join(own, relative)
                os.makedirs(target, exist_ok=True)
                shutil.copystat(folder, target)
                info = os.stat(folder)
                os.chown(target, info.st_uid, info.st_gid)
        os.makedirs(os.path.join(self.root, "log", "qemu"), exist_ok=True)

    def pid(self):
        return self.processes[-1].pid

    def log(self):
        texts = []
        for number in range(len(self.helpers) + 1):
            try:
                with open(os.path.join(self.root, f"daemon-{number}.log"), errors="replace") as f:
                    texts.append(f.read()[-4000:])
            except OSError:
                pass
        return "\n".join(texts)

    def stop(self):
        self.halt()
        shutil.rmtree(self.root, ignore_errors=True)

    def halt(self, patience=35):
        """Ends what was started, if need be by force after so many seconds; its files stay."""
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(patience)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self.processes = []


def reference(root):
    """The daemon that the distribution's package installs, or None."""
    if not all(os.path.exists(p) for p in ("/usr/sbin/libvirtd", "/usr/sbin/virtlogd")):
        return None
    return Side("reference", root, f"/usr/sbin/libvirtd --pid-file {root}/libvirtd.pid",
                [f"/usr/sbin/virtlogd --pid-file {root}/virtlogd.pid"])


def ours(root, program):
    """This project's daemon."""
    return Side("ours", root, f"{program} --pid-file {root}/libvirtd.pid")
