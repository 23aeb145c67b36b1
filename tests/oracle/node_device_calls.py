#!/usr/bin/python3
"""Calls on node devices, on whatever machine the daemon sees; prints a line for each, see `words`.

    node_device_calls.py URI FOLDER [TOPIC…]

No call may take a device from its driver that the machine needs: those of topic `changes` are for machines that are trees
of files only.
"""
import os
import subprocess
import sys
import time

import machines
import words
from test_driver_nodedev import CAPS, DEVICES, WRONG

# Each entry: how the name of a call begins, and why its answer differs.
EXPLAINED = [
    (r"reads\.by_wwn_", "an adapter that is not there is said to be missing; the reference says nothing"),
    (r"wrong\.(create|define)_no_capability$", "a device that has a name is called by it"),
    (r"wrong\.create_named$", "as above"),
    (r"changes\.scsi_generic_\w+_(reAttach|reset)$", "the reference cannot read the document that it printed"),
    (r"reads\.block_(nvme0n1|sr0)_.*_XMLDesc$", "the kernel counts sectors of 512 bytes whatever the device's blocks are"),
]
MOVING = []
READS = ("XMLDesc", "parent", "numOfCaps", "listCaps", "isActive", "isPersistent", "autostart")
MDEV = ("<device><parent>%s</parent><capability type='mdev'><type id='i915-GVTg_V5_4'/>"
        "<uuid>6f5a3d4e-1b2c-4d3e-8f90-a1b2c3d4e5f6</uuid></capability></device>")


def reads(do, conn, lv, folder):
    devices = sorted(conn.listAllDevices(), key=lambda device: device.name())
    do("names", lambda: [device.name() for device in devices])
    for device in devices:
        for call in READS:
            do(f"{device.name()}_{call}", getattr(device, call))
    for cap in (*CAPS, "usb", "usb_device", "storage", "scsi", "scsi_target", "scsi_generic", "drm", "vdpa", "pci "):
        do(f"num_{cap}", lambda: conn.numOfDevices(cap, 0))
        do(f"list_{cap}", lambda: sorted(conn.listDevices(cap, 0)))
    for flags in [1 << bit for bit in range(32)] + [32 | 512, 1 | 32, (1 << 29) | 1, (1 << 31) | (1 << 30)]:
        do(f"all_{flags}", lambda: conn.listAllDevices(flags))
    do("num_flags", lambda: conn.numOfDevices(None, 1))
    do("list_flags", lambda: conn.listDevices(None, 1))
    for name in ("computer", "nothing", ""):
        do(f"lookup_{name}", lambda: conn.nodeDeviceLookupByName(name).name())
    for wwnn, wwpn in (("20000000c9831b4b", "10000000c9831b4b"), ("20000000c9831b4b", "1"), ("", ""), ("x", "y")):
        do(f"by_wwn_{wwnn}_{wwpn}", lambda: conn.nodeDeviceLookupSCSIHostByWWN(wwnn, wwpn, 0))
    do("by_wwn_flags", lambda: conn.nodeDeviceLookupSCSIHostByWWN("1", "2", 1))
    computer = conn.nodeDeviceLookupByName("computer")
    for flags in (1, 2, 1 << 20):
        do(f"xml_flags_{flags}", lambda: computer.XMLDesc(flags))


def wrong(do, conn, lv, folder):
    """What is refused whatever the machine is."""
    computer = conn.nodeDeviceLookupByName("computer")
    for call in ("dettach", "reAttach", "reset", "destroy", "undefine", "create"):
        do(f"computer_{call}", getattr(computer, call))
    for driver in (None, "vfio", "kvm", "xen", "x"):
        do(f"detach_flags_{driver}", lambda: computer.detachFlags(driver, 0))
    do("detach_flags_1", lambda: computer.detachFlags(None, 1))
    do("set_autostart", lambda: computer.setAutostart(1))
    do("undefine_flags", lambda: computer.undefine(1))
    do("create_flags", lambda: computer.create(1))
    do("update", lambda: computer.update("<device><name>computer</name><capability type='system'><hardware><uuid>"
                                         "4c4c4544-0042-4d10-8052-c3c04f4e3232</uuid></hardware></capability></device>", 0))
    do("update_mdev", lambda: computer.update(MDEV % "computer", 0))
    do("update_flags", lambda: computer.update(MDEV % "computer", 4))
    # Where there is an adapter that could, the reference waits half a minute for a new one.
    able = {name: text for name, text in DEVICES.items() if name != "no_parent" or not conn.listDevices("vports", 0)}
    for name, text in {**WRONG, **able, "mdev": MDEV % "computer", "mdev_nobody": MDEV % "nobody"}.items():
        do(f"create_{name}", lambda: conn.nodeDeviceCreateXML(text))
        do(f"define_{name}", lambda: conn.nodeDeviceDefineXML(text))
    for flags in (1, 2, 1 << 20):
        do(f"create_flags_{flags}", lambda: conn.nodeDeviceCreateXML(WRONG["net"], flags))
        do(f"define_flags_{flags}", lambda: conn.nodeDeviceDefineXML(WRONG["net"], flags))


def changes(do, conn, lv, folder):
    """Every change of every device."""
    for device in sorted(conn.listAllDevices(), key=lambda device: device.name()):
        name = device.name()
        for call in ("destroy", "undefine", "create"):
            # The reference has mdevctl do what mediated devices need, and waits for new virtual adapters.
            if call != "destroy" or not {"vports", "mdev"} & set(device.listCaps()):
                do(f"{name}_{call}", getattr(device, call))
        do(f"{name}_set_autostart", lambda: device.setAutostart(1))
        if not name.startswith("pci"):
            for call in ("dettach", "reAttach", "reset"):
                do(f"{name}_{call}", getattr(device, call))
    do("create_mdev_on_host", lambda: conn.nodeDeviceCreateXML(MDEV % "scsi_host0"))
    do("define_mdev_on_host", lambda: conn.nodeDeviceDefineXML(MDEV % "scsi_host0"))


# Run in the daemon's network, where udev would speak: the head of its messages, then the properties.
SEND = """
import socket, struct, sys
lines = sys.argv[1].replace("|", "\\0").encode() + b"\\0"
head = b"libudev\\0" + struct.pack("!I", 0xfeedcafe) + struct.pack("=III", 40, 40, len(lines)) + bytes(16)
s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15)
s.bind((0, 0))
s.sendto(head + lines, (0, 2))
"""


def tell(action, path, subsystem, **more):
    """Tells the daemon of a device as udev does, and waits until it has thought about it."""
    words = {"ACTION": action, "DEVPATH": "/devices/" + path, "SUBSYSTEM": subsystem, "SEQNUM": "7"} | more
    text = "|".join(f"{key}={value}" for key, value in words.items())
    subprocess.run(["nsenter", "-n", "-t", os.environ["DAEMON"], sys.executable, "-c", SEND, text], check=True)
    time.sleep(0.25)


def news(do, conn, lv, folder):
    """Devices that come, change and go, on a machine of this daemon's own."""
    machine = machines.Machine(os.environ["MACHINE"])
    card, bus = "virtual/net/new0", "pci0000:00/0000:00:1a.0"
    lines = {"INTERFACE": "new0", "IFINDEX": 30}

    def gone(path):
        subprocess.run(["rm", "-r", os.path.join(machine.sys, "devices", path)], check=True)

    def add_card():
        machines.net(machine, card, 30, "52:54:00:aa:cc:01")
        tell("add", card, "net", **lines)

    do("add", add_card)
    do("xml", lambda: conn.nodeDeviceLookupByName("net_new0_52_54_00_aa_cc_01").XMLDesc())
    for action in ("add", "change", "bind", "unbind", "online", "offline", "nonsense"):
        do(f"again_{action}", lambda: tell(action, card, "net", **lines))

    def rename():
        gone(card)
        machines.net(machine, "virtual/net/other0", 30, "52:54:00:aa:cc:01")
        tell("move", "virtual/net/other0", "net", DEVPATH_OLD="/devices/" + card, INTERFACE="other0", IFINDEX="30")

    do("rename", rename)
    do("names", lambda: [name for name in conn.listDevices("net", 0)])

    def remove_card():
        gone("virtual/net/other0")
        tell("remove", "virtual/net/other0", "net", INTERFACE="other0", IFINDEX="30")

    do("remove", remove_card)
    do("remove_again", lambda: tell("remove", "virtual/net/other0", "net", INTERFACE="other0", IFINDEX="30"))

    def add_disk():
        machine.pci(bus, (0x1af4, 0x1042), 0x010000, "virtio-pci")
        tell("add", bus, "pci", PCI_CLASS="10000", PCI_SLOT_NAME="0000:00:1a.0")
        path = machines.block(machine, f"{bus}/virtio9/block/vdz", (254, 99), [("ID_SERIAL", "s1")])
        tell("add", path[8:], "block", DEVTYPE="disk", DEVNAME="/dev/vdz", MAJOR="254", MINOR="99", ID_SERIAL="s1")

    do("add_disk", add_disk)
    do("disk_xml", lambda: conn.nodeDeviceLookupByName("block_vdz_s1").XMLDesc())
    do("disk_parent", lambda: conn.nodeDeviceLookupByName("block_vdz_s1").parent())

    def remove_disk():
        gone(f"{bus}/virtio9")
        tell("remove", f"{bus}/virtio9/block/vdz", "block", DEVTYPE="disk", DEVNAME="/dev/vdz", MAJOR="254", MINOR="99")
        gone(bus)
        tell("remove", bus, "pci", PCI_CLASS="10000", PCI_SLOT_NAME="0000:00:1a.0")

    do("remove_disk", remove_disk)
    machine.device("virtual/tty/tty9", "tty", {"MAJOR": 4, "MINOR": 9, "DEVNAME": "tty9"})
    do("add_tty", lambda: tell("add", "virtual/tty/tty9", "tty", DEVNAME="/dev/tty9", MAJOR="4", MINOR="9"))
    do("names_last", lambda: [name for name in conn.listDevices(None, 0)])


TOPICS = {"reads": reads, "wrong": wrong, "changes": changes, "news": news}


if __name__ == "__main__":
    words.serve(TOPICS, MOVING)
