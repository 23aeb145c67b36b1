#!/usr/bin/python3
"""Calls by which devices come and go, in definitions and in guests that are paused before they boot; prints a line for
each, see `words`. What a call changed in either document is part of its answer.

    devices_calls.py URI FOLDER [TOPIC…]
"""
import difflib
import os
import re
import subprocess
import sys
import time

import words

LIVE, CONFIG, BOTH = 1, 2, 3
# Each entry: how the name of a call begins, and why its answer differs.
EXPLAINED = [
    (r"\w+\.\w*(smartcard|iommu)(_again|_update)?$", "what cannot come at all is refused before its details are"),
    (r"finds\.update_(watchdog_action|video|shmem_\w+)$|updates\.(config|live)_video$", "the same for what cannot change"),
    (r"clashes\.(no_target|bad_bus)", "the element or word that is wrong is named with its place"),
    (r"clashes\.pci_controller", "PCI controllers of a definition get the next index"),
    (r"clashes\.transient_1", "transient disks are refused by name: not built yet"),
    (r"live\.pc_(vsock|hostdev_usb|hostdev_pci)", "what the host lacks is said in other words"),
    (r"live\.pc_memory(_again)?$", "the reference's event names the memory behind the module, not the module"),
    (r"aliases\.config_ua-disk$", "a change of a definition is told, also if it was made by an alias"),
    (r"updates\.(config|live)_card_mtu$|updates\.config_card_rom$", "the MTU of a card of the user-mode network is kept, without effect"),
    (r"updates\.live_card_bandwidth$", "our own words for a limit that cannot be set"),
    (r"updates\.(config|live)_listen_wrong_time$|updates\.config_listen_keymap$", "the time is looked at when it is used"),
]
MOVING = [(re.compile(r"/dev/pts/\d+"), "/dev/pts/N"), (re.compile(r"52:54:00:(?!aa)[0-9a-f:]{8}"), "MAC"),
          (re.compile(r"domain-\d+-"), "domain-N-"), (re.compile(r"channel/\d+-"), "channel/N-")]
IMAGES = "/var/lib/libvirt/images"
# Guests of two daemons that run at the same time have names and control groups of their own.
SIDE = os.environ.get("DEVICES_SIDE", "")
UUID = "6f5a3d4e-1b2c-4d3e-8f90-a1b2c3d4e6%02d"

BASE = """<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='%(i)s/a.raw'/><target dev='vda' bus='virtio'/></disk>
<disk type='file' device='cdrom'><driver name='qemu' type='raw'/><source file='%(i)s/cd.iso'/><target dev='hda' bus='ide'/></disk>
<controller type='usb' model='qemu-xhci'/><controller type='scsi' model='virtio-scsi'/><controller type='virtio-serial'/>
<interface type='user'><mac address='52:54:00:aa:00:01'/><model type='virtio'/></interface>
<serial type='pty'/><graphics type='vnc' port='-1' autoport='yes' passwd='old'/><video><model type='vga'/></video>
""" % {"i": IMAGES}
# Guests of two daemons that start at the same time may take each other's ports.
BLIND = re.sub("<graphics.*?/>", "", BASE)


def guest(name, number, machine="pc", devices=BASE, more=""):
    return f"""<domain type='qemu'><name>{name}{SIDE}</name><uuid>{UUID % number}</uuid><memory unit='MiB'>64</memory>{more}
<os><type arch='x86_64' machine='{machine}'>hvm</type></os><features><acpi/></features>
<devices>{devices}</devices></domain>"""


def disk(dev, bus, image="b.raw", format="raw", device="disk", more=""):
    source = f"<source file='{IMAGES}/{image}'/>" if image else ""
    return (f"<disk type='file' device='{device}'><driver name='qemu' type='{format}'/>{source}"
            f"<target dev='{dev}' bus='{bus}'/>{more}</disk>")


def card(number, more="", model="virtio", kind="user", source=""):
    return (f"<interface type='{kind}'><mac address='52:54:00:aa:00:{number:02x}'/>{source}"
            f"<model type='{model}'/>{more}</interface>")


PCI = "<address type='pci' domain='0' bus='0' slot='0x1a' function='0'/>"
# Devices of every kind.
KINDS = {
    "virtio": disk("vdb", "virtio"), "scsi": disk("sda", "scsi", "c.raw"), "usb": disk("sdb", "usb", "d.raw"),
    "qcow2": disk("vdc", "virtio", "top.qcow2", "qcow2"), "ide": disk("hdc", "ide"),
    "sata": disk("sdc", "sata", device="cdrom"), "floppy": disk("fda", "fdc", device="floppy"),
    "card": card(2), "card_e1000": card(3, model="e1000"),
    "card_plain": "<interface type='user'/>",
    "rng": "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>",
    "rng_builtin": "<rng model='virtio'><backend model='builtin'/><rate bytes='1024' period='1000'/></rng>",
    "tablet": "<input type='tablet' bus='usb'/>", "keyboard": "<input type='keyboard' bus='virtio'/>",
    "mouse_ps2": "<input type='mouse' bus='ps2'/>",
    "channel": "<channel type='unix'><target type='virtio' name='org.example.0'/></channel>",
    "channel_pty": "<channel type='pty'><target type='virtio' name='org.example.1'/></channel>",
    "serial_usb": "<serial type='pty'><target type='usb-serial'/></serial>",
    "serial_pci": "<serial type='null'><target type='pci-serial'/></serial>",
    "serial": "<serial type='pty'/>", "parallel": "<parallel type='null'/>",
    "console": "<console type='pty'><target type='virtio'/></console>",
    "watchdog": "<watchdog model='i6300esb' action='reset'/>",
    "controller_scsi": "<controller type='scsi' index='1' model='virtio-scsi'/>",
    "controller_usb": "<controller type='usb' index='1' model='qemu-xhci'/>",
    "controller_serial": "<controller type='virtio-serial' index='1'/>",
    "controller_sata": "<controller type='sata' index='0'/>",
    "redirdev": "<redirdev bus='usb' type='tcp'><source mode='connect' host='localhost' service='4000'/></redirdev>",
    "shmem": "<shmem name='shared'><model type='ivshmem-plain'/><size unit='M'>1</size></shmem>",
    "memory": "<memory model='dimm'><target><size unit='MiB'>128</size><node>0</node></target></memory>",
    "filesystem": "<filesystem type='mount'><source dir='/tmp'/><target dir='tag'/></filesystem>",
    "sound": "<sound model='ich6'/>", "video": "<video><model type='virtio'/></video>", "graphics": "<graphics type='spice'/>",
    "tpm": "<tpm model='tpm-tis'><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>",
    "panic": "<panic model='isa'/>", "hub": "<hub type='usb'/>",
    "lease": "<lease><lockspace>area</lockspace><key>k</key><target path='/tmp/lease' offset='1024'/></lease>",
    "hostdev_usb": "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/><product id='0xabcd'/></source></hostdev>",
    "hostdev_pci": "<hostdev mode='subsystem' type='pci' managed='no'><source><address domain='0' bus='0' slot='0x1e' function='7'/></source></hostdev>",
    "smartcard": "<smartcard mode='passthrough' type='spicevmc'/>", "iommu": "<iommu model='intel'/>",
    "vsock": "<vsock model='virtio'><cid auto='no' address='5'/></vsock>", "memballoon": "<memballoon model='none'/>",
    "crypto": "<crypto model='virtio' type='qemu'><backend model='builtin'/></crypto>",
    "audio": "<audio id='2' type='none'/>",
    "broken": "<disk", "unknown": "<nothing/>", "empty": "",
}
MORE_MEMORY = "<maxMemory slots='4' unit='MiB'>1024</maxMemory><vcpu>1</vcpu><cpu><numa><cell id='0' cpus='0' memory='64' unit='MiB'/></numa></cpu>"


def images(folder):
    folder = os.path.join(folder, "images")
    os.makedirs(folder, exist_ok=True)
    for name in ("a.raw", "b.raw", "c.raw", "d.raw", "e.raw", "cd.iso", "cd2.iso"):
        with open(os.path.join(folder, name), "wb") as f:
            f.truncate(1 << 20)
    for words_ in (["base.qcow2", "2M"], ["-b", "base.qcow2", "-F", "qcow2", "top.qcow2"], ["luks.qcow2", "3M"]):
        subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", *words_], cwd=folder, check=True)


class Guest:
    """A guest, and what its documents said when they were last looked at."""

    def __init__(self, dom):
        self.dom, self.seen = dom, {}
        self.changes()

    def changes(self):
        out = []
        flags = {"config": 3} if self.dom.isPersistent() else {}
        if self.dom.isActive():
            flags["live"] = 1
        for what, flag in flags.items():
            lines = self.dom.XMLDesc(flag).splitlines()
            before, self.seen[what] = self.seen.get(what, []), lines
            changed = [line for line in difflib.unified_diff(before, lines, n=0, lineterm="")
                       if not line.startswith(("---", "+++", "@@"))]
            if changed:
                out.append(f"{what}:\n" + "\n".join(changed))
        return "\n".join(out)

    def __call__(self, call):
        """What a call gives and what it changed."""
        def made():
            try:
                call()
            finally:
                self.last = self.changes()
            return self.last
        return made


def config(do, conn, lv, folder):
    """Definitions."""
    for machine in ("pc", "q35"):
        base = BASE.replace("bus='ide'", "bus='sata'").replace("'hda'", "'sdx'") if machine == "q35" else BASE
        for name, text in KINDS.items():
            held = Guest(conn.defineXML(guest("c", 1, machine, base, MORE_MEMORY)))
            do(f"{machine}_{name}", held(lambda: held.dom.attachDeviceFlags(text, CONFIG)))
            do(f"{machine}_{name}_again", held(lambda: held.dom.attachDeviceFlags(text, CONFIG)))
            do(f"{machine}_{name}_update", held(lambda: held.dom.updateDeviceFlags(text, CONFIG)))
            do(f"{machine}_{name}_detach", held(lambda: held.dom.detachDeviceFlags(text, CONFIG)))
            do(f"{machine}_{name}_detach_again", held(lambda: held.dom.detachDeviceFlags(text, CONFIG)))
            held.dom.undefine()


FINDS = {
    "disk_target": "<disk type='file' device='disk'><target dev='vda'/></disk>",
    "disk_other": disk("vdq", "virtio"), "disk_other_source": disk("vda", "virtio", "c.raw"),
    "cdrom_as_disk": "<disk type='file' device='disk'><target dev='hda'/></disk>",
    "card_mac": "<interface type='user'><mac address='52:54:00:aa:00:01'/></interface>",
    "card_no_mac": "<interface type='user'/>", "card_other_kind": card(1, kind="bridge", source="<source bridge='br9'/>"),
    "card_other_model": card(1, model="e1000"), "card_other_mac": card(9),
    "card_address": "<interface type='user'><address type='pci' domain='0' bus='0' slot='0x06' function='0'/></interface>",
    "card_address_other": card(1, PCI),
    "card_alias_other": card(1, "<alias name='ua-x'/>"),
    "rng": "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>",
    "rng_other": "<rng model='virtio'><backend model='random'>/dev/random</backend></rng>",
    "rng_other_backend": "<rng model='virtio'><backend model='builtin'/></rng>",
    "input": "<input type='tablet' bus='usb'/>", "input_other": "<input type='mouse' bus='usb'/>",
    "channel": "<channel type='unix'><target type='virtio' name='org.example.0'/></channel>",
    "channel_other": "<channel type='unix'><target type='virtio' name='org.example.9'/></channel>",
    "channel_source": "<channel type='pty'><target type='virtio' name='org.example.0'/></channel>",
    "serial": "<serial type='pty'/>", "serial_other": "<serial type='null'/>",
    "serial_port": "<serial type='pty'><target port='1'/></serial>",
    "controller": "<controller type='scsi' index='0'/>", "controller_none": "<controller type='scsi' index='7'/>",
    "controller_usb": "<controller type='usb' index='0'/>",
    "watchdog": "<watchdog model='i6300esb'/>", "watchdog_action": "<watchdog model='i6300esb' action='poweroff'/>",
    "memballoon": "<memballoon model='virtio'/>", "sound": "<sound model='ich6'/>", "sound_other": "<sound model='ac97'/>",
    "video": "<video><model type='vga'/></video>", "graphics": "<graphics type='vnc'/>",
    "filesystem": "<filesystem type='mount'><source dir='/x'/><target dir='tag'/></filesystem>",
    "filesystem_other": "<filesystem type='mount'><source dir='/tmp'/><target dir='gat'/></filesystem>",
    "redirdev": KINDS["redirdev"], "hostdev": KINDS["hostdev_usb"], "hostdev_other": KINDS["hostdev_pci"],
    "shmem": KINDS["shmem"], "shmem_other": "<shmem name='other'><size unit='M'>1</size></shmem>", "shmem_name": "<shmem name='shared'/>",
    "lease": KINDS["lease"], "lease_other": KINDS["lease"].replace("<key>k", "<key>q"), "panic": KINDS["panic"],
    "memory": KINDS["memory"], "memory_other": KINDS["memory"].replace("128", "256"),
}


def finds(do, conn, lv, folder):
    """Which device a description means."""
    more = "".join(KINDS[name] for name in ("rng", "tablet", "channel", "watchdog", "filesystem", "redirdev", "hostdev_usb", "shmem",
                                             "lease", "sound", "panic", "memory"))
    for name, text in FINDS.items():
        held = Guest(conn.defineXML(guest("f", 2, devices=BASE + more, more=MORE_MEMORY)))
        do(f"detach_{name}", held(lambda: held.dom.detachDeviceFlags(text, CONFIG)))
        do(f"update_{name}", held(lambda: held.dom.updateDeviceFlags(text, CONFIG)))
        held.dom.undefine()


CLASHES = {
    "target": disk("vda", "virtio", "c.raw"), "target_other_bus": disk("vda", "usb", "e.raw"), "mac": card(1),
    "alias": disk("vdb", "virtio", "e.raw", more="<alias name='ua-one'/>"), "alias_not_own": disk("vdb", "virtio", "e.raw", more="<alias name='one'/>"),
    "address": disk("vdb", "virtio", "e.raw", more=PCI), "drive": disk("sdb", "scsi", "e.raw", more="<address type='drive' controller='0' bus='0' target='0' unit='0'/>"),
    "no_target": "<disk type='file' device='disk'><source file='/x'/></disk>", "no_bus": "<disk type='file'><source file='/x'/><target dev='vdz'/></disk>",
    "serial_same": disk("vdd", "virtio", "e.raw", more="<serial>S1</serial>"), "wwn": disk("sdc", "scsi", "e.raw", more="<wwn>5000c50015ea71ac</wwn>"),
    "boot": disk("vdd", "virtio", "e.raw", more="<boot order='1'/>"), "boot_2": disk("vdd", "virtio", "e.raw", more="<boot order='2'/>"),
    "controller": "<controller type='scsi' index='0' model='lsilogic'/>", "controller_no_index": "<controller type='scsi' model='virtio-scsi'/>",
    "pci_controller": "<controller type='pci' model='pci-bridge'/>", "far": disk("sdq", "scsi", "e.raw", more="<address type='drive' controller='3' bus='0' target='0' unit='0'/>"),
    "bad_bus": disk("vdd", "nothing", "e.raw"), "usb_port": "<input type='mouse' bus='usb'><address type='usb' bus='0' port='1'/></input>",
    "usb_far": "<input type='mouse' bus='usb'><address type='usb' bus='4' port='1'/></input>",
    "two_watchdogs": KINDS["watchdog"], "channel_name": KINDS["channel"], "port": "<channel type='pty'><target type='virtio'/><address type='virtio-serial' controller='0' bus='0' port='1'/></channel>",
    "big_memory": KINDS["memory"].replace("128", "2048"), "second_device_in_text": disk("vdd", "virtio") + disk("vde", "virtio"),
    "transient": disk("vdd", "virtio", "e.raw", more="<transient/>"),
}


def clashes(do, conn, lv, folder):
    """Devices that cannot be beside others."""
    base = BLIND + disk("vdx", "virtio", "c.raw", more=PCI + "<alias name='ua-one'/><serial>S1</serial><boot order='1'/>").replace(
        PCI + "<alias name='ua-one'/><serial>S1</serial><boot order='1'/>", "<serial>S1</serial><boot order='1'/><alias name='ua-one'/>" + PCI)
    base += disk("sdx", "scsi", more="<address type='drive' controller='0' bus='0' target='0' unit='0'/>")
    base += KINDS["tablet"].replace("/>", "><address type='usb' bus='0' port='1'/></input>") + KINDS["watchdog"] + KINDS["channel"]
    for flags in (CONFIG, LIVE):
        held = None
        for name, text in CLASHES.items():
            if held is None:
                held = Guest(conn.defineXML(guest("k", 3, devices=base, more=MORE_MEMORY)))
                if flags == LIVE:
                    held.dom.createWithFlags(lv.VIR_DOMAIN_START_PAUSED)
                    held.changes()
            do(f"{name}_{flags}", held(lambda: held.dom.attachDeviceFlags(text, flags)))
            # One that the sides do not agree on is no beginning for the next.
            if held.last or name in ("pci_controller", list(CLASHES)[-1]):
                if flags == LIVE:
                    held.dom.destroy()
                held.dom.undefine()
                held = None


# What sits on PCI leaves when the guest agrees: here nobody answers, and each call waits for five seconds.
SLOW = {"virtio", "qcow2", "card_e1000", "card_plain", "rng_builtin", "keyboard", "serial_pci", "watchdog", "controller_scsi", "shmem",
        "memory"}


def live(do, conn, lv, folder):
    """Guests that are paused before they boot."""
    for machine in ("pc", "q35"):
        base = BLIND.replace("bus='ide'", "bus='sata'").replace("'hda'", "'sdx'") if machine == "q35" else BLIND
        if machine == "q35":
            base += "<controller type='pci' index='0' model='pcie-root'/>"
            base += "".join(f"<controller type='pci' index='{n}' model='pcie-root-port'/>" for n in range(1, 13))
        held = Guest(conn.createXML(guest("l", 4, machine, base, MORE_MEMORY), lv.VIR_DOMAIN_START_PAUSED))
        do(f"{machine}_begin", lambda: None)
        for name, text in KINDS.items():
            if machine == "q35" and name not in ("virtio", "scsi", "usb", "card", "rng", "tablet", "sata"):
                continue
            do(f"{machine}_{name}", held(lambda: held.dom.attachDeviceFlags(text, LIVE)))
            if name not in ("card", "card_e1000", "card_plain"):
                do(f"{machine}_{name}_again", held(lambda: held.dom.attachDeviceFlags(text, LIVE)))
            if name not in SLOW and (machine, name) not in (("q35", "card"), ("q35", "rng")):
                do(f"{machine}_{name}_detach", held(lambda: held.dom.detachDeviceFlags(text, LIVE)))
        held.dom.destroy()


def aliases(do, conn, lv, folder):
    held = Guest(conn.defineXML(guest("a", 5, devices=BLIND + disk("sdx", "scsi", "c.raw", more="<alias name='ua-disk'/>"))))
    for name in ("ua-disk", "none", "", "net0"):
        do(f"config_{name}", held(lambda: held.dom.detachDeviceAlias(name, CONFIG)))
    do("rest_live", held(lambda: held.dom.detachDeviceAlias("net0", LIVE)))
    held.dom.createWithFlags(lv.VIR_DOMAIN_START_PAUSED)
    held.changes()
    do("attach", held(lambda: held.dom.attachDeviceFlags(disk("sdx", "scsi", "c.raw", more="<alias name='ua-disk'/>"), LIVE)))
    for name in ("ua-disk", "none", "", "ide0-0-0", "video0", "usb"):
        # The call does not wait for the device.
        call = lambda: held.dom.detachDeviceAlias(name, LIVE)
        do(f"live_{name}", call if name == "ua-disk" else held(call), name != "ua-disk")
        if name == "ua-disk":
            do("later", held(lambda: time.sleep(1)))
    do("flags", held(lambda: held.dom.detachDeviceAlias("x", 8)))
    held.dom.destroy()
    held.dom.undefine()


CD = "<disk type='file' device='cdrom'><driver name='qemu' type='raw'/>%s<target dev='hda' bus='ide'/>%s</disk>"
UPDATES = {
    "medium": CD % (f"<source file='{IMAGES}/cd2.iso'/>", "<readonly/>"), "eject": CD % ("", "<readonly/>"),
    "insert": CD % (f"<source file='{IMAGES}/cd.iso'/>", "<readonly/>"),
    "medium_missing": CD % (f"<source file='{IMAGES}/none.iso'/>", "<readonly/>"),
    "startup": CD % (f"<source file='{IMAGES}/cd.iso' startupPolicy='optional'/>", "<readonly/>"),
    "disk_source": disk("vda", "virtio", "c.raw"), "disk_cache": disk("vda", "virtio", "a.raw").replace("type='raw'", "type='raw' cache='none'"),
    "disk_same": disk("vda", "virtio", "a.raw"), "disk_none": disk("vdq", "virtio"), "disk_bus": disk("hda", "scsi", "cd.iso", device="cdrom"),
    "link_down": card(1, "<link state='down'/>"), "link_same": card(1, "<link state='down'/>"), "link_up": card(1, "<link state='up'/>"), "link_plain": card(1),
    "card_model": card(1, model="e1000"), "card_none": card(9), "card_kind": card(1, kind="ethernet"), "card_driver": card(1, "<driver queues='2'/>"),
    "card_boot": card(1, "<boot order='1'/>"), "card_mtu": card(1, "<mtu size='1400'/>"), "card_rom": card(1, "<rom bar='off'/>"),
    "card_bandwidth": card(1, "<bandwidth><inbound average='1000'/></bandwidth>"), "card_alias": card(1, "<alias name='ua-n'/>"),
    "password": "<graphics type='vnc' port='-1' autoport='yes' passwd='new'/>",
    "password_valid": "<graphics type='vnc' port='-1' autoport='yes' passwd='new' passwdValidTo='2030-01-01T00:00:00'/>",
    "password_keep": "<graphics type='vnc' port='-1' autoport='yes' passwd='new' connected='keep'/>",
    **{f"listen_{name}": f"<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1' {more}/>" for name, more in {
        "password": "passwd='new'", "valid": "passwd='new' passwdValidTo='2030-01-01T00:00:00'", "keep": "passwd='other' connected='keep'",
        "wrong_time": "passwd='new' passwdValidTo='tomorrow'", "keymap": "passwd='new' keymap='de'", "none": ""}.items()},
    "listen_port": "<graphics type='vnc' port='5999' autoport='no' listen='127.0.0.1' passwd='new'/>",
    "password_none": "<graphics type='vnc' port='-1' autoport='yes'/>",
    "graphics_port": "<graphics type='vnc' port='5999' autoport='no' passwd='new'/>", "graphics_listen": "<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.2' passwd='new'/>",
    "graphics_keymap": "<graphics type='vnc' port='-1' autoport='yes' keymap='de' passwd='new'/>", "graphics_kind": "<graphics type='spice' autoport='yes'/>",
    "rng": KINDS["rng"], "serial": "<serial type='pty'/>", "controller": "<controller type='scsi' index='0'/>", "balloon": "<memballoon model='virtio'/>",
    "video": "<video><model type='vga'/></video>", "broken": "<disk",
}


def updates(do, conn, lv, folder):
    dom = conn.defineXML(guest("u", 6))
    held = Guest(dom)
    for name, text in UPDATES.items():
        do(f"config_{name}", held(lambda: dom.updateDeviceFlags(text, CONFIG)))
    do("rest_live", held(lambda: dom.updateDeviceFlags(UPDATES["eject"], LIVE)))
    do("flags", held(lambda: dom.updateDeviceFlags(UPDATES["eject"], 8)))
    dom.undefine()
    dom = conn.defineXML(guest("u", 6))
    dom.createWithFlags(lv.VIR_DOMAIN_START_PAUSED)
    held = Guest(dom)
    for name, text in UPDATES.items():
        do(f"live_{name}", held(lambda: dom.updateDeviceFlags(text, LIVE)))
    do("both", held(lambda: dom.updateDeviceFlags(UPDATES["medium"], BOTH)))
    do("both_bad", held(lambda: dom.updateDeviceFlags(UPDATES["disk_source"], BOTH)))
    do("force", held(lambda: dom.updateDeviceFlags(UPDATES["eject"], LIVE | 4)))
    do("both_link", held(lambda: dom.updateDeviceFlags(UPDATES["link_down"], BOTH)))
    dom.destroy()
    dom.undefine()


def both(do, conn, lv, folder):
    """Both documents, or none of them."""
    dom = conn.defineXML(guest("b", 7, devices=BLIND))
    dom.createWithFlags(lv.VIR_DOMAIN_START_PAUSED)
    held = Guest(dom)
    do("attach", held(lambda: dom.attachDeviceFlags(disk("sda", "scsi"), BOTH)))
    do("attach_again", held(lambda: dom.attachDeviceFlags(disk("sda", "scsi"), BOTH)))
    do("config", held(lambda: dom.attachDeviceFlags(disk("sdb", "usb"), CONFIG)))
    do("attach_live_clash", held(lambda: dom.attachDeviceFlags(disk("sdb", "usb"), BOTH)))
    do("detach", held(lambda: dom.detachDeviceFlags(disk("sda", "scsi"), BOTH)))
    do("detach_one_sided", held(lambda: dom.detachDeviceFlags(disk("sdb", "usb"), BOTH)))
    do("default", held(lambda: dom.attachDevice(disk("sdc", "scsi"))))
    do("default_detach", held(lambda: dom.detachDevice(disk("sdc", "scsi"))))
    do("flags", held(lambda: dom.attachDeviceFlags(disk("sdc", "scsi"), 8)))
    do("flags_detach", held(lambda: dom.detachDeviceFlags(disk("sdc", "scsi"), 8)))
    do("missing_image", held(lambda: dom.attachDeviceFlags(disk("sdd", "scsi", "none.raw"), BOTH)))
    do("nodes", lambda: qemu(conn, dom, "query-named-block-nodes"))
    dom.destroy()
    do("rest_live", held(lambda: dom.attachDeviceFlags(disk("sdc", "scsi"), LIVE)))
    do("rest", held(lambda: dom.attachDevice(disk("sdc", "scsi"))))
    do("rest_detach", held(lambda: dom.detachDevice(disk("sdc", "scsi"))))
    do("rest_current", held(lambda: dom.attachDeviceFlags(disk("sdc", "scsi"), 0)))
    dom.undefine()
    dom = conn.createXML(guest("b", 7, devices=BLIND), lv.VIR_DOMAIN_START_PAUSED)
    do("transient_config", lambda: dom.attachDeviceFlags(disk("sdc", "scsi"), CONFIG))
    dom.destroy()


def qemu(_conn, dom, question):
    """Names of QEMU's block nodes."""
    import json
    import libvirt_qemu
    answer = json.loads(libvirt_qemu.qemuMonitorCommand(dom, json.dumps({"execute": question}), 0))
    return sorted(node["node-name"] for node in answer["return"])


def resize(do, conn, lv, folder):
    dom = conn.defineXML(guest("r", 8, devices=BLIND + disk("vdb", "virtio", "top.qcow2", "qcow2")))
    do("rest", lambda: dom.blockResize("vda", 4096))
    dom.createWithFlags(lv.VIR_DOMAIN_START_PAUSED)
    for name, (path, size, flags) in {
            "kib": ("vda", 2048, 0), "bytes": ("vda", 4 << 20, 1), "odd": ("vda", (4 << 20) + 5, 1), "same": ("vda", 4 << 20, 1), "shrink": ("vda", 1024, 0),
            "qcow2": ("vdb", 8192, 0), "qcow2_odd": ("vdb", (9 << 20) + 5, 1), "path": (f"{IMAGES}/a.raw", 6144, 0), "none": ("vdq", 1024, 0), "empty": ("", 1, 0), "cdrom": ("hda", 4096, 0),
            "flags": ("vda", 1, 8), "huge": ("vda", 1 << 60, 0), "capacity": ("vda", 0, 2)}.items():
        do(name, lambda: dom.blockResize(path, size, flags))
        do(f"{name}_info", lambda: dom.blockInfo("vda")[0])
        do(f"{name}_qcow2", lambda: dom.blockInfo("vdb")[0])
    dom.destroy()
    dom.undefine()


TOPICS = {"config": config, "finds": finds, "clashes": clashes, "live": live, "aliases": aliases, "updates": updates, "both": both,
          "resize": resize}

if __name__ == "__main__":
    images(sys.argv[2])
    words.serve(TOPICS, MOVING)
