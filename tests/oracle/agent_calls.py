#!/usr/bin/python3
"""Calls that a guest's agent answers; the agent is played here, see `wire_guest`. Prints a line for each, see `words`.

    WIRE=FOLDER agent_calls.py URI FOLDER [TOPIC…]

FOLDER of WIRE has the guest's kernel and initrd, and gets its sockets.
"""
import json
import os
import threading
import time

import libvirt_qemu
import wire_guest

# Each entry: how the name of a call begins, and why its answer differs.
EXPLAINED = [
    (r"guest\.lie_\d+_(?!host)", "our own words for an answer that is not what was asked for"),
    (r"guest\.set_vcpus_done_", "the same for a number of CPUs that was not asked for"),
    (r"guest\.\w+_command_(text|two_lines)$", "our own words for what is no JSON"),
    (r"guest\.odd_negative_time$", "a time before 1970 is one"),
    (r"rest\.off_set_time", "a guest that is off is said to be off; the reference says that its QEMU lacks a command"),
]
MISSING = object()


def result(value):
    return {"return": value}


def pci(bus, slot=0, function=0):
    return {"domain": 0, "bus": bus, "slot": slot, "function": function}


def disk(controller, dev, bus_type="virtio", **more):
    return {"pci-controller": controller, "bus-type": bus_type, "bus": 0, "target": 0, "unit": 0, "dev": dev, **more}


def address(kind, text, prefix):
    return {"ip-address-type": kind, "ip-address": text, "prefix": prefix}


def cpus(online, fixed=(0,), count=4):
    return result([{"logical-id": number, "online": number in online, "can-offline": number not in fixed}
                   for number in range(count)])


def answers(virtio_bus):
    """What an agent in good health says; the bus is the one of the guest's first disk."""
    nowhere = {"domain": -1, "bus": -1, "slot": -1, "function": -1}
    mac = "52:54:00:11:22:33"
    return {name: result(value) for name, value in {
        "guest-get-time": 1700000000123456789, "guest-set-time": {}, "guest-ping": {},
        "guest-get-fsinfo": [
            {"name": "vda1", "mountpoint": "/", "type": "ext4", "total-bytes": 1000, "used-bytes": 500,
             "disk": [disk(pci(virtio_bus), "/dev/vda1", serial="ser1")]},
            {"name": "sda", "mountpoint": "/b", "type": "xfs",
             "disk": [disk(pci(0, 31, 2), "/dev/sda", "sata"), disk(nowhere, "/dev/q", "unknown")]},
            {"name": "tmp", "mountpoint": "/t", "type": "tmpfs", "disk": []}],
        "guest-fsfreeze-freeze": 3, "guest-fsfreeze-freeze-list": 2, "guest-fsfreeze-thaw": 3,
        "guest-fstrim": {"paths": []},
        "guest-network-get-interfaces": [
            {"name": "lo", "hardware-address": "00:00:00:00:00:00", "ip-addresses": [address("ipv4", "127.0.0.1", 8)]},
            {"name": "eth0", "hardware-address": mac,
             "ip-addresses": [address("ipv4", "10.0.2.15", 24), address("ipv6", "fe80::1", 64)]},
            {"name": "eth0:1", "hardware-address": mac, "ip-addresses": [address("ipv4", "10.0.2.16", 24)]},
            {"name": "bare"}],
        "guest-get-users": [{"user": "root", "login-time": 1700000000.5}, {"user": "w", "domain": "D", "login-time": 3}],
        "guest-get-osinfo": {
            "name": "Debian", "kernel-release": "6.1", "version": "12 (b)", "pretty-name": "Debian 12", "version-id": "12",
            "kernel-version": "#1", "machine": "x86_64", "id": "debian", "variant": "v", "variant-id": "vi"},
        "guest-get-timezone": {"zone": "CET", "offset": 3600}, "guest-get-host-name": {"host-name": "wire"},
        "guest-get-disks": [
            {"name": "/dev/vda1", "partition": True, "dependencies": ["/dev/vda"], "alias": "root"},
            {"name": "/dev/vda", "partition": False, "dependencies": [],
             "address": disk(pci(virtio_bus), "/dev/vda", serial="S")}],
        "guest-get-load": {"load1m": 0.5, "load5m": 1, "load15m": 2.25}, "guest-set-user-password": {},
        "guest-set-vcpus": 1, "guest-suspend-ram": {}, "guest-suspend-disk": {}, "guest-suspend-hybrid": {},
        "guest-ssh-get-authorized-keys": {"keys": ["k1", "k2"]}, "guest-ssh-add-authorized-keys": {},
        "guest-ssh-remove-authorized-keys": {}, "guest-shutdown": {},
    }.items()} | {"guest-get-vcpus": cpus((0, 1), count=3)}


def calls(dom, lv, command):
    """Every call by name."""
    def info(types):
        return lambda: list(dom.guestInfo(types).items())

    def ask(text, seconds=-1, flags=0):
        return lambda: command(dom, text, seconds, flags)

    ping = '{"execute":"guest-ping"}'
    return {
        "time": dom.getTime, "set_time": lambda: dom.setTime({"seconds": 12, "nseconds": 34}),
        "set_time_before": lambda: dom.setTime({"seconds": -5, "nseconds": 1}),
        "set_time_sync": lambda: dom.setTime({"seconds": 5, "nseconds": 1}, lv.VIR_DOMAIN_TIME_SYNC),
        "fsinfo": lambda: [(f[0], f[1], f[2], f[3]) for f in dom.fsInfo()], "freeze": dom.fsFreeze,
        "freeze_some": lambda: dom.fsFreeze(["/a", "/b"]), "thaw": dom.fsThaw, "thaw_some": lambda: dom.fsThaw(["/a"]),
        "trim": lambda: dom.fSTrim(None, 0), "trim_some": lambda: dom.fSTrim(None, 7),
        "trim_place": lambda: dom.fSTrim("/a", 7), "addresses": lambda: dom.interfaceAddresses(1),
        "info": info(0), **{f"info_{bit}": info(1 << bit) for bit in range(9)},
        "password": lambda: dom.setUserPassword("u", "secret", 0), "password_crypted": lambda: dom.setUserPassword("u", "s", 1),
        "set_vcpus": lambda: dom.setGuestVcpus("0", 1), "set_vcpus_off": lambda: dom.setGuestVcpus("1-2", 0),
        "set_vcpus_fixed": lambda: dom.setGuestVcpus("0", 0), "set_vcpus_absent": lambda: dom.setGuestVcpus("0-9", 1),
        "set_vcpus_text": lambda: dom.setGuestVcpus("x", 1), "set_vcpus_none": lambda: dom.setGuestVcpus("", 1),
        "set_vcpus_state": lambda: dom.setGuestVcpus("0", 2), "set_count": lambda: dom.setVcpusFlags(1, 8),
        "set_count_many": lambda: dom.setVcpusFlags(9, 8), "count": lambda: dom.vcpusFlags(8),
        "count_maximum": lambda: dom.vcpusFlags(12), "suspend": lambda: dom.pMSuspendForDuration(0, 0),
        "suspend_disk": lambda: dom.pMSuspendForDuration(1, 0), "suspend_hybrid": lambda: dom.pMSuspendForDuration(2, 0),
        "suspend_while": lambda: dom.pMSuspendForDuration(0, 5), "suspend_9": lambda: dom.pMSuspendForDuration(9, 0),
        "keys": lambda: dom.authorizedSSHKeysGet("u"), "set_keys": lambda: dom.authorizedSSHKeysSet("u", ["k1", "k2"]),
        "add_keys": lambda: dom.authorizedSSHKeysSet("u", ["k1"], 1), "no_keys": lambda: dom.authorizedSSHKeysSet("u", []),
        "remove_keys": lambda: dom.authorizedSSHKeysSet("u", ["k1"], 2), "hostname": lambda: dom.hostname(2),
        "hostname_any": dom.hostname, "hostname_lease": lambda: dom.hostname(1), "hostname_both": lambda: dom.hostname(3),
        "shutdown": lambda: dom.shutdownFlags(2), "reboot": lambda: dom.reboot(2),
        "command": ask(ping), "command_text": ask("foo"), "command_least": ask(ping, -3), "command_flag": ask(ping, -1, 1),
        "command_more": ask('{"execute" : "guest-ping", "id":7,"x":[1,{"a":"\\u00e4 \\n"}]}', 5), "command_list": ask("[]"),
        "command_two_lines": ask(ping + "\n" + ping), "timeout": lambda: dom.agentSetResponseTimeout(5),
        "timeout_least": lambda: dom.agentSetResponseTimeout(-3), "timeout_flag": lambda: dom.agentSetResponseTimeout(5, 1),
        "timeout_block": lambda: dom.agentSetResponseTimeout(-2),
    }


class Guest:
    """The wire, and who plays its agent."""

    def __init__(self, do, conn, lv, base):
        self.do, self.table = do, {}
        with open(os.path.join(base, "more.xml")) as f:
            more = f.read()
        do("start", lambda: conn.createXML(wire_guest.document("wire", base, more, vcpus=4)))
        self.dom = conn.lookupByName("wire")
        self.serial = wire_guest.Serial(os.path.join(base, "serial"))
        self.script = wire_guest.Script(os.path.join(base, "script"))
        self.script.answer = self.answer
        self.calls = calls(self.dom, lv, libvirt_qemu.qemuAgentCommand)
        self.serial.until(b"ready")

    def answer(self, line):
        return wire_guest.ordinary(line, self.table)

    def says(self, name, value):
        """One answer from now on; bytes are said as they are, numbers are seconds to wait."""
        self.table[name] = value

    def call(self, label, name, call=None):
        self.do(f"{label}_{name}", call or self.calls[name])
        heard = [line for line in self.script.take() if b"guest-sync" not in line]
        self.do(f"{label}_{name}_heard", lambda: heard)

    def open(self):
        self.serial.ask(b"up", b"opened")
        time.sleep(0.3)

    def close(self):
        self.serial.ask(b"down", b"closed")
        time.sleep(0.3)


def guest(do, conn, lv, _folder):
    """A guest whose agent is there, or is not, or says whatever it likes."""
    wire = Guest(do, conn, lv, os.environ["WIRE"])
    dom = wire.dom
    bus = next(line for line in dom.XMLDesc().split("<disk")[1].split("<address")[1:] if "pci" in line)
    table = answers(int(bus.split("bus='0x")[1][:2], 16))
    for name in wire.calls:
        wire.call("closed", name)
    wire.open()
    for name in wire.calls:
        if name not in ("shutdown", "reboot"):
            wire.call("unknown", name)
    wire.table = dict(table)
    for name in wire.calls:
        wire.call("ordinary", name)
    odd(wire, table)
    power(wire)
    vcpus(wire)
    waits(wire)
    do("destroy", dom.destroy)


def odd(wire, table):
    for kind in ("GenericError", "CommandDisabled", "Odd"):
        wire.table = {name: {"error": {"class": kind, "desc": "no way"}} for name in table}
        for name in wire.calls:
            wire.call(f"error_{kind}", name)
    # Lists of wrong things are left out: the reference does not survive them.
    skipped = ("set_vcpus", "set_count", "count", "timeout", "command_text", "command_two_lines")
    lies = [result(None), result(7), result("x"), result([]), result({})]
    for number, lie in enumerate(lies):
        wire.table = {name: lie for name in table}
        for name in wire.calls:
            if not name.startswith(skipped):
                wire.call(f"lie_{number}", name)
    wire.table = dict(table)
    for name, answer in {"event": [b'{"event":"X"}\n{"return":5}\n'], "more": [b'{"return":3,"id":4}\r\n'],
                         "negative": [b'{"return":-1}\n'], "slow": [1.0, b'{"return":3}\n']}.items():
        wire.says("guest-get-time", answer)
        wire.call(f"odd_{name}", "time")
    wire.table = dict(table)
    wire.do("suspended", wire.dom.suspend)
    for name in ("time", "hostname", "info", "command", "suspend", "shutdown", "timeout_block"):
        wire.call("suspended", name)
    wire.do("resumed", wire.dom.resume)


def power(wire):
    for answer in ({"error": {"class": "G", "desc": "no"}}, result({})):
        wire.says("guest-shutdown", answer)
        for flags in (0, 2, 3):
            wire.call(f"power_{'error' in answer}", f"shutdown_{flags}", lambda: wire.dom.shutdownFlags(flags))
            wire.call(f"power_{'error' in answer}", f"reboot_{flags}", lambda: wire.dom.reboot(flags))
    wire.call("power", "shutdown_unknown", lambda: wire.dom.shutdownFlags(6))


def vcpus(wire):
    wire.says("guest-set-vcpus", lambda arguments: result(len(arguments["vcpus"])))
    for online, count in (((0, 1, 2, 3), 1), ((0, 1), 3), ((0, 3), 2), ((0, 3), 1)):
        wire.says("guest-get-vcpus", cpus(online))
        wire.call("set_count", f"{len(online)}_{count}", lambda: wire.dom.setVcpusFlags(count, 8))
    wire.says("guest-get-vcpus", cpus((0, 1, 2, 3), (0, 1, 2, 3)))
    wire.call("set_count", "fixed", lambda: wire.dom.setVcpusFlags(2, 8))
    wire.says("guest-get-vcpus", cpus((0, 1)))
    for done in (0, 9, -1):
        wire.says("guest-set-vcpus", result(done))
        wire.call("set_vcpus_done", str(done), lambda: wire.dom.setGuestVcpus("1-2", 0))


def waits(wire):
    dom, ask = wire.dom, '{"execute":"guest-get-time"}'
    late = [2.0, b'{"return":3}\n']
    wire.says("guest-get-time", late)
    wire.call("wait", "command", lambda: libvirt_qemu.qemuAgentCommand(dom, ask, 1, 0))
    time.sleep(1.5)
    wire.says("guest-get-time", result(1))
    wire.call("waited", "time")
    dom.agentSetResponseTimeout(1)
    wire.says("guest-get-time", late)
    wire.call("wait", "time")
    time.sleep(1.5)
    wire.call("wait", "command_block", lambda: libvirt_qemu.qemuAgentCommand(dom, ask, -2, 0))
    dom.agentSetResponseTimeout(-2)
    wire.says("guest-get-time", [3.0])
    threading.Timer(0.5, wire.close).start()
    wire.call("gone", "time")
    time.sleep(3)
    wire.call("closed_again", "time")
    wire.says("guest-get-time", result(1))
    wire.open()
    wire.call("opened_again", "time")


def rest(do, conn, lv, _folder):
    """Guests that do not run, and that have no channel for an agent."""
    dom = conn.defineXML("<domain type='qemu'><name>bare</name><memory>65536</memory><vcpu>2</vcpu><os><type>hvm</type></os>"
                         "</domain>")
    for state in ("off", "without"):
        if state == "without":
            dom.create()
        for name, call in calls(dom, lv, libvirt_qemu.qemuAgentCommand).items():
            # The reference's module forgets its errors here.
            do(f"{state}_{name}", call)
    dom.destroy()
    dom.undefine()


TOPICS = {"guest": guest, "rest": rest}


if __name__ == "__main__":
    import words
    words.serve(TOPICS)
