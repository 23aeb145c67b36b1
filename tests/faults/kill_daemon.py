#!/usr/bin/python3
"""Kills the daemon at random moments and checks what it finds when it comes back.

    kill_daemon.py --daemon target/debug/libvirtd [--rounds 300] [--seed N]

Guests are defined, undefined, started and destroyed until SIGKILL falls. After each restart everything that was
acknowledged must hold: definitions neither lost nor back from the dead, every guest that runs taken over, no QEMU, folder
or temporary file left over. Needs root, QEMU and python3-libvirt; without them it is skipped.
"""
import argparse
import glob
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

try:
    import libvirt
except ImportError:
    print("skipped: no python3-libvirt")
    sys.exit(0)

GUESTS = 6
GUEST = """<domain type='qemu'><name>{}</name><memory unit='MiB'>16</memory>
<os><type arch='x86_64' machine='q35'>hvm</type></os><devices><serial type='pty'/></devices></domain>"""


class Daemon:
    def __init__(self, program, root):
        self.program, self.root = program, root
        self.uri = f"qemu:///system?socket={root}/run/libvirt/libvirt-sock"
        self.start()

    def start(self):
        log = open(f"{self.root}/log", "a")
        began = time.time()
        self.process = subprocess.Popen([self.program, "--state-root", self.root], stdout=log, stderr=log)
        while time.time() < began + 10:
            try:
                self.connection = libvirt.open(self.uri)
                return time.time() - began
            except libvirt.libvirtError:
                time.sleep(0.005)
        raise SystemExit("the daemon does not come up")

    def guests(self):
        return {guest.name(): guest for guest in self.connection.listAllDomains()}

    def processes(self):
        """Names of the guests whose QEMU exists, whoever knows of it."""
        names = []
        for path in glob.glob("/proc/[0-9]*/cmdline"):
            try:
                words = open(path, "rb").read().decode(errors="replace").split("\0")
            except OSError:
                continue
            if "qemu-system" in words[0] and any(self.root in word for word in words):
                names += [word[6:].split(",")[0] for word in words if word.startswith("guest=")] or ["a probe"]
        return sorted(names)


def work_until_killed(daemon, state, chance):
    """Does random things; returns what was under way when the daemon died."""
    defined, running = state
    connection, count = daemon.connection, 0
    doing = (None, None)
    try:
        while True:
            name = f"g{chance.randrange(GUESTS)}"
            action = chance.choice(["define", "undefine", "start", "destroy"])
            doing = (action, name)
            if action == "define" and name not in defined:
                connection.defineXML(GUEST.format(name))
                defined.add(name)
            elif action == "undefine" and name in defined and name not in running:
                connection.lookupByName(name).undefine()
                defined.discard(name)
            elif action == "start" and name in defined and name not in running:
                connection.lookupByName(name).createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
                running.add(name)
            elif action == "destroy" and name in running:
                connection.lookupByName(name).destroy()
                running.discard(name)
            else:
                continue
            count += 1
    except libvirt.libvirtError as error:
        return doing, count, error


def check(daemon, state, doing):
    """What is wrong after a restart."""
    defined, running = state
    action, name = doing
    found = daemon.guests()
    active = {n for n, guest in found.items() if guest.isActive()}
    wrong = []
    for n in defined ^ set(found):
        if not (n == name and action in ("define", "undefine")):
            wrong.append(f"{n} is {'lost' if n in defined else 'back'}")
    for n in running ^ active:
        if not (n == name and action in ("start", "destroy")):
            wrong.append(f"{n} {'does not run any more' if n in running else 'runs'}")
    deadline = time.time() + 2
    while daemon.processes() != sorted(active) and time.time() < deadline:
        time.sleep(0.05)
        active = {n for n, guest in daemon.guests().items() if guest.isActive()}
    if daemon.processes() != sorted(active):
        wrong.append(f"processes {daemon.processes()}, guests {sorted(active)}")
    wrong += [f"left over: {path}" for path in glob.glob(f"{daemon.root}/**/*.new", recursive=True)]
    folders = glob.glob(f"{daemon.root}/var/lib/libvirt/qemu/domain-*")
    if len(folders) != len(active):
        wrong.append(f"folders {folders}, guests {sorted(active)}")
    defined.clear()
    defined.update(n for n, guest in daemon.guests().items() if guest.isPersistent())
    running.clear()
    running.update(active)
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    if os.geteuid() != 0 or not shutil.which("qemu-system-x86_64"):
        print("skipped: needs root and QEMU")
        return 0
    libvirt.registerErrorHandler(lambda *_: None, None)
    chance = random.Random(options.seed)
    root = tempfile.mkdtemp(prefix="ferrovirt-kill-")
    os.chmod(root, 0o755)
    daemon, state = Daemon(os.path.abspath(options.daemon), root), (set(), set())
    acknowledged, failures, slowest = 0, 0, 0.0
    for number in range(options.rounds):
        moment = chance.uniform(0.02, 0.35)
        killer = threading.Timer(moment, lambda: daemon.process.send_signal(signal.SIGKILL))
        killer.start()
        doing, count, error = work_until_killed(daemon, state, chance)
        if killer.is_alive():
            print(f"round {number}: {doing} failed before the kill: {error}")
            failures += 1
        killer.join()
        daemon.process.wait()
        acknowledged += count
        slowest = max(slowest, daemon.start())
        for wrong in check(daemon, state, doing):
            print(f"round {number} (seed {options.seed}), killed in {doing}: {wrong}")
            failures += 1
    for guest in daemon.guests().values():
        if guest.isActive():
            guest.destroy()
    daemon.process.terminate()
    daemon.process.wait()
    shutil.rmtree(root)
    print(f"{options.rounds} kills, {acknowledged} acknowledged calls, {failures} failures, "
          f"slowest restart {slowest * 1000:.0f} ms, seed {options.seed}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
