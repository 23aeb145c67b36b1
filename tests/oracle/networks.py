#!/usr/bin/env python3
"""Starts the same virtual networks under two daemons and compares what each makes of the host.

    networks.py --daemon target/release/libvirtd [--show]

Each daemon has a network namespace of its own. Compared are the firewall's rules, addresses, routes, kernel switches,
traffic control, dnsmasq's files and command line, documents, the state file, events and the kinds of errors. Without a
reference, root, nft or dnsmasq everything is skipped.
"""
import argparse
import difflib
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import sides

# The kernel of a test machine may lack the part that fills in checksums, without which the reference starts nothing.
TC = """#!/bin/sh
echo "tc $*" >> {log}
"""

# Run in the new namespace before the daemon: a device that leads out, and one subnet that is taken.
SETUP = ("mount -t sysfs sysfs /sys && ip link set lo up && ip link add up0 type veth peer name up1 && "
         "ip addr add 198.51.100.1/24 dev up0 && ip link set up0 up && ip link set up1 up && export PATH={shim}:$PATH")


def network(number, inside, attributes=""):
    mac = f"<mac address='52:54:00:00:00:{number:02x}'/>"
    return (f"<network{attributes}><name>n{number}</name><uuid>11111111-2222-3333-4444-5555555555{number:02x}</uuid>"
            f"<bridge name='fvb{number}'/>{mac}{inside}</network>")


V4 = "<ip address='10.77.{0}.1' netmask='255.255.255.0'/>"
V6 = "<ip family='ipv6' address='fd00:77:{0}::1' prefix='64'/>"
DHCP = "<ip address='10.77.{0}.1' prefix='24'><dhcp><range start='10.77.{0}.2' end='10.77.{0}.99'/></dhcp></ip>"

NETWORKS = [
    "",
    "<forward/>" + DHCP,
    V4 + V6,
    "<forward mode='nat' dev='up0'><nat ipv6='yes'><address start='198.51.100.7' end='198.51.100.9'/>"
    "<port start='500' end='1000'/></nat></forward>" + DHCP + V6,
    "<forward mode='route'/>" + V4 + V6 + "<route address='10.78.0.0' prefix='16' gateway='10.77.{0}.9'/>"
    "<route family='ipv6' address='fd00:78::' prefix='64' gateway='fd00:77:{0}::9' metric='7'/>",
    "<forward mode='route' dev='up0'/>" + V4,
    "<forward mode='open'/>" + DHCP + V6,
    "<forward mode='nat'><nat><address start='198.51.100.8' end='198.51.100.8'/></nat></forward><dns enable='no'/>" + V4
    + "<ip address='10.79.0.1' prefix='16'/>",
    "<forward mode='nat'/>" + V6,
    "<forward mode='nat'><nat><port start='7' end='9'/></nat></forward><mtu size='1400'/><domain name='d.example' localOnly='yes'/>"
    "<dns forwardPlainNames='no'><forwarder addr='198.51.100.53'/><txt name='t' value='v'/><host ip='10.77.{0}.3'>"
    "<hostname>www</hostname></host><srv service='s' protocol='tcp' domain='d' target='t' port='7'/></dns>"
    "<ip address='10.77.{0}.1' prefix='24' localPtr='yes'><dhcp><range start='10.77.{0}.2' end='10.77.{0}.9'/>"
    "<host mac='52:54:00:01:02:03' name='h' ip='10.77.{0}.5'/><bootp file='boot'/></dhcp></ip>"
    "<ip family='ipv6' address='fd00:77:{0}::1' prefix='64'><dhcp><range start='fd00:77:{0}::2' end='fd00:77:{0}::9'/></dhcp></ip>",
    "<forward mode='nat'><nat><address start='198.51.100.4' end='198.51.100.7'/></nat></forward>"
    "<ip address='10.77.{0}.1' prefix='32'/>",
]

# What cannot be defined or started; only the kind of the error is compared, because words are each daemon's own.
BROKEN = [
    "<forward mode='nat'/>",
    "<forward mode='nat'><interface dev='up0'/><interface dev='up1'/></forward>" + V4,
    "<forward mode='open' dev='up0'/>" + V4,
    "<forward mode='sideways'/>" + V4,
    "<forward mode='nat'><nat><address start='x' end='1.2.3.4'/></nat></forward>" + V4,
    "<forward mode='nat'><nat><address start='1.2.3.9' end='1.2.3.4'/></nat></forward>" + V4,
    "<forward mode='nat'><nat><port start='9' end='4'/></nat></forward>" + V4,
    "<forward mode='nat'><nat><port start='70000' end='80000'/></nat></forward>" + V4,
    "<forward mode='nat'><nat><port start='9' end='9'/></nat></forward>" + V4,
    "<forward mode='route'><nat><port start='9' end='14'/></nat></forward>" + V4,
    "<forward mode='nat'/><ip address='198.51.100.20' prefix='24'/>",
    "<forward mode='nat'/><ip address='10.77.{0}.1' prefix='24'><tftp root='/no/such/folder'/></ip>",
]

# Changes of running networks: number of the network, then virsh's words.
UPDATES = [
    (2, "add ip-dhcp-host <host_mac='52:54:00:01:02:09'_ip='10.77.2.44'/>"),
    (2, "add ip-dhcp-range <range_start='10.77.2.200'_end='10.77.2.210'/>"),
    (2, "add dns-txt <txt_name='a'_value='b'/>"),
    (2, "add dns-host <host_ip='10.77.2.66'><hostname>late</hostname></host>"),
    (2, "delete ip-dhcp-host <host_mac='52:54:00:01:02:09'_ip='10.77.2.44'/>"),
    (10, "modify ip-dhcp-host <host_mac='52:54:00:01:02:03'_name='other'_ip='10.77.10.5'/>"),
    (3, "add ip-dhcp-host <host_mac='52:54:00:01:02:09'_ip='10.1.1.1'/>"),
]

# Each entry: a pattern of lines that are left out on both sides before comparing, and why.
EXPLAINED = [
    (r"^#", "headings of files are each daemon's own words"),
    (r"^lib/dnsmasq/\S+\.(conf|hostsfile|addnhosts)$", "the reference leaves files of stopped networks"),
    (r"^run/network/\S+\.(pid|leases)$", "the reference leaves numbers of ended processes"),
    (r"^tc .* fvb1\d\d ", "checks come before anything is done, so a network that cannot start asks for nothing"),
    (r"^lib/dnsmasq/\S+\.status$", "the reference makes an empty file of leases, here it comes with the first lease"),
]


class World:
    """One daemon with its own namespace."""

    def __init__(self, side, work):
        self.side, self.work, self.lines = side, work, []

    def inside(self, script):
        command = ["nsenter", "-n", "-m", "-t", str(self.side.pid()), "sh", "-c", script]
        return subprocess.run(command, capture_output=True, text=True, timeout=30).stdout

    def virsh(self, *words):
        done = subprocess.run(["virsh", "-q", "-c", self.side.uri, *words], capture_output=True, text=True, timeout=60)
        return done.stdout + done.stderr

    def say(self, title, text):
        self.lines.append(f"== {title}")
        self.lines += text.splitlines()

    def kind(self, title, text):
        """Of errors only what they are about: `error: Failed to …`, then the code's own words."""
        text = re.sub(r"^error: \d+:\d+: ", "error: ", text, flags=re.M)
        kinds = [re.sub(r"^(error: [^:]*):.*", r"\1", line) for line in text.splitlines() if line.startswith("error: ")]
        self.say(title, "\n".join(kinds[-1:]) or text)

    def host(self, title):
        rules = re.sub(r"packets \d+ bytes \d+", "", self.inside("nft list ruleset"))
        if title == "updated":
            # The reference makes all rules of a changed network anew, and so moves them before the others'; of one
            # that is changed again it leaves the former ones, also when it stops.
            rules = "\n".join(sorted(set(rules.splitlines())))
        elif title == "all stopped":
            rules = "\n".join(line for line in rules.splitlines() if not re.search(r"[io]if \d+ |10\.77\.2\.", line))
        self.say(f"{title}: rules", rules)
        routes = self.inside("ip route; ip -6 route; ip -o addr").replace(" linkdown", "").replace(" tentative", "")
        # Link-local addresses come when the kernel likes.
        routes = "\n".join(re.sub(r"^\d+: |\s+valid_lft.*", "", line) for line in routes.splitlines() if "fe80" not in line)
        self.say(f"{title}: addresses and routes", routes)
        switches = ("cd /proc/sys/net; for f in ipv4/ip_forward ipv6/conf/all/forwarding ipv[46]/conf/fvb*/disable_ipv6 "
                    "ipv[46]/conf/fvb*/accept_ra ipv[46]/conf/fvb*/autoconf ipv[46]/conf/fvb*/forwarding; "
                    "do echo $f $(cat $f 2>/dev/null); done")
        self.say(f"{title}: switches", self.inside(switches))

    def files(self, title, pattern):
        for path in sorted(glob.glob(os.path.join(self.side.root, pattern))):
            if re.search(r"/n1\d\d\.", path):
                continue  # what is left of broken ones is compared at the end
            with open(path, errors="replace") as f:
                text = "\n".join(line.rstrip() for line in f.read().splitlines() if not line.startswith("#"))
            self.say(f"{title}: {os.path.basename(path)} {oct(os.stat(path).st_mode & 0o777)}", text)

    def server(self, number):
        path = os.path.join(self.side.root, f"run/network/n{number}.pid")
        try:
            with open(path) as f, open(f"/proc/{int(f.read())}/cmdline") as g:
                line = g.read().replace("\0", " ")
        except OSError:
            return "none"
        # Each daemon has its own program for leases.
        return re.sub(r"--dhcp-script=\S+/", "--dhcp-script=", line)

    def play(self):
        events = os.path.join(self.side.root, "events")
        # A terminal's buffering would keep the lines until the end.
        listener = subprocess.Popen(["virsh", "-c", self.side.uri, "net-event", "--loop", "--event", "lifecycle"], stdin=subprocess.DEVNULL,
                                    stdout=open(events, "w"), stderr=subprocess.DEVNULL)
        time.sleep(0.2)
        try:
            self.starts()
            self.updates()
            self.stops()
            time.sleep(0.2)
        finally:
            # Asked politely, it prints what it has heard.
            listener.send_signal(signal.SIGINT)
            listener.wait()
        with open(events) as f:
            self.say("events", f.read())

    def starts(self):
        for number, inside in enumerate(NETWORKS, 1):
            path = os.path.join(self.work, f"{number}.xml")
            with open(path, "w") as f:
                f.write(network(number, inside.format(number), " ipv6='yes'" if number == 6 else ""))
            name = f"n{number}"
            self.say(f"{name}: define", self.virsh("net-define", path))
            self.say(f"{name}: start", self.virsh("net-start", name))
            self.say(f"{name}: dumpxml", self.virsh("net-dumpxml", name))
            self.say(f"{name}: dumpxml --inactive", self.virsh("net-dumpxml", "--inactive", name))
            self.say(f"{name}: dnsmasq", self.server(number))
            self.say(f"{name}: leases", self.virsh("net-dhcp-leases", name))
        self.host("all run")
        self.files("all run", "lib/dnsmasq/n*")
        self.files("all run", "run/network/n*.xml")
        for number, inside in enumerate(BROKEN, 101):
            path = os.path.join(self.work, f"{number}.xml")
            with open(path, "w") as f:
                f.write(network(number, inside.format(number)))
            self.kind(f"broken: {inside}", self.virsh("net-create", path))
            self.virsh("net-destroy", f"n{number}")

    def updates(self):
        for number, words in UPDATES:
            command, section, record = words.split(" ", 2)
            before = self.server_pid(number)
            text = self.virsh("net-update", f"n{number}", command, section, record.replace("_", " "), "--live")
            self.kind(f"n{number}: {words}", text)
            self.say(f"n{number}: dnsmasq", "another" if self.server_pid(number) != before else "the same")
        self.files("updated", "lib/dnsmasq/n*")
        self.host("updated")

    def server_pid(self, number):
        try:
            with open(os.path.join(self.side.root, f"run/network/n{number}.pid")) as f:
                return f.read()
        except OSError:
            return None

    def stops(self):
        for number in range(1, len(NETWORKS) + 1):
            self.say(f"n{number}: destroy", self.virsh("net-destroy", f"n{number}"))
        self.host("all stopped")
        for number in range(1, len(NETWORKS) + 1):
            self.say(f"n{number}: undefine", self.virsh("net-undefine", f"n{number}"))
        left = [path for folder in ("lib/dnsmasq", "run/network", "etc/qemu/networks")
                for path in glob.glob(os.path.join(self.side.root, folder, "*.*"))]
        self.say("left", "\n".join(sorted(os.path.relpath(path, self.side.root) for path in left)))


def normal(lines):
    kept = [line for line in lines if not any(re.search(pattern, line) for pattern, _ in EXPLAINED)]
    # Our errors also say the place, a cause and a remedy.
    return [re.sub(r"^(error: .*?)\d+:\d+: ", r"\1", line).rstrip() for line in kept]


def prepare(side, work):
    shim = os.path.join(work, side.name)
    os.makedirs(shim)
    os.makedirs(os.path.join(side.root, "etc"))
    side.calls = os.path.join(shim, "calls")
    with open(os.path.join(shim, "tc"), "w") as f:
        f.write(TC.format(log=side.calls))
    os.chmod(os.path.join(shim, "tc"), 0o755)
    with open(os.path.join(side.root, "etc", "network.conf"), "w") as f:
        f.write('firewall_backend = "nftables"\n')
    side.own_network, side.setup = True, SETUP.format(shim=shim)


def end_servers(side):
    """Ends the name servers that a failing run left, by their numbers."""
    for path in glob.glob(os.path.join(side.root, "run/network/n*.pid")):
        try:
            with open(path) as f:
                pid = int(f.read())
            with open(f"/proc/{pid}/cmdline") as f:
                if "dnsmasq" in f.read():
                    os.kill(pid, 15)
        except (OSError, ValueError):
            pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--guest", help="not used; every comparison is called alike")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    missing = [p for p in ("nft", "dnsmasq", "ip", "virsh", "nsenter") if not shutil.which(p)]
    if os.geteuid() != 0 or missing or not sides.reference("/none"):
        print(f"skipped: needs root, the reference daemon and {' '.join(missing) or 'its programs'}")
        return 0
    top = tempfile.mkdtemp(prefix="ferrovirt-networks-")
    os.chmod(top, 0o755)
    both = [sides.reference(os.path.join(top, "r")), sides.ours(os.path.join(top, "o"), os.path.abspath(args.daemon))]
    texts = []
    try:
        for side in both:
            prepare(side, top)
            side.start()
            world = World(side, top)
            try:
                world.play()
                with open(side.calls) as f:
                    # What is only asked is each daemon's own affair.
                    world.say("traffic control", "\n".join(sorted({line.strip() for line in f if " add " in line})))
            finally:
                end_servers(side)
                side.stop()
            texts.append(normal(world.lines))
    finally:
        shutil.rmtree(top, ignore_errors=True)
    reference, ours = texts
    if args.show:
        print("\n".join(ours))
    difference = list(difflib.unified_diff(reference, ours, "reference", "ours", lineterm="", n=3))
    print("\n".join(difference) or f"{len(ours)} lines are the same for {len(NETWORKS)} networks, {len(BROKEN)} broken ones "
          f"and {len(UPDATES)} changes ({len(EXPLAINED)} explained differences)")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
