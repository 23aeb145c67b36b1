#!/usr/bin/env python3
"""How long the reference's library and ours take to read and to print a guest of many devices.

    bench_documents.py --libraries dist/lib [--rounds N] [--devices N]

Both answer inside the process, with the driver that keeps everything in memory, so that nothing but the library is
measured. Rounds alternate between the sides. Reading is a definition of the document less a definition of an empty
guest; printing likewise. Exits with 1 if reading takes ours more than READ or printing more than PRINT of the
reference's time.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

READ, PRINT = 0.2, 1.0
HEAD = """<domain type='test'><name>{}</name><uuid>b0b0b0b0-0000-4000-8000-{:012x}</uuid><memory unit='MiB'>1024</memory>
<vcpu>2</vcpu><os><type arch='x86_64'>hvm</type></os><devices>"""
# Beyond this time a measurement is long enough.
SECONDS = 0.4


def disk_name(number):
    letters = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return "vd" + letters


def device(number):
    """Disks, network cards, channels and USB devices in equal parts."""
    high, low = divmod(number, 256)
    return [
        f"<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none' io='native'/>"
        f"<source file='/img/d{number}.qcow2'/><target dev='{disk_name(number // 4)}' bus='virtio'/>"
        f"<serial>s{number}</serial></disk>",
        f"<interface type='network'><mac address='52:54:00:00:{high:02x}:{low:02x}'/><source network='default'/>"
        f"<model type='virtio'/></interface>",
        f"<channel type='unix'><source mode='bind' path='/tmp/c{number}'/>"
        f"<target type='virtio' name='org.bench.{number}'/></channel>",
        f"<hostdev mode='subsystem' type='usb'><source><address bus='{1 + number // 100}' "
        f"device='{1 + number % 100}'/></source></hostdev>",
    ][number % 4]


def document(name, uuid, devices):
    return HEAD.format(name, uuid) + "".join(map(device, range(devices))) + "</devices></domain>"


def median_ms(work):
    times, end = [], time.perf_counter() + SECONDS
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def worker():
    """Measures whenever a line with a number of devices comes in."""
    import libvirt
    connection = libvirt.open("test:///default")
    with open("/proc/self/maps", encoding="ascii") as maps:
        library = sorted({line.split()[-1] for line in maps if "/libvirt.so" in line})
    print(json.dumps({"library": library}), flush=True)
    for line in sys.stdin:
        answer = {}
        for what, name, uuid, devices in (("empty", "empty", 1, 0), ("full", "full", 2, int(line))):
            text = document(name, uuid, devices)
            domain = connection.defineXML(text)
            answer[what] = [median_ms(lambda: connection.defineXML(text)), median_ms(lambda: domain.XMLDesc(0))]
            answer["bytes"] = len(domain.XMLDesc(0))
        print(json.dumps(answer), flush=True)


class Side:
    def __init__(self, name, libraries):
        self.name = name
        environment = dict(os.environ, **({"LD_LIBRARY_PATH": libraries} if libraries else {}))
        self.process = subprocess.Popen(["/usr/bin/python3", __file__, "--worker"], env=environment, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.library = json.loads(self.process.stdout.readline())["library"]
        self.rounds = []

    def measure(self, devices):
        self.process.stdin.write(f"{devices}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.bytes = answer["bytes"]
        self.rounds.append([full - empty for full, empty in zip(answer["full"], answer["empty"])])

    def medians(self):
        return [statistics.median(column) for column in zip(*self.rounds)]

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--libraries", help="the folder of our libvirt.so.0")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--devices", type=int, default=200)
    parser.add_argument("--worker", action="store_true")
    options = parser.parse_args()
    if options.worker:
        worker()
        return 0
    if not options.libraries:
        parser.error("--libraries is needed")
    sides = [Side("reference", None), Side("ours", os.path.abspath(options.libraries))]
    for side in sides:
        print(f"{side.name}: {', '.join(side.library)}")
    if sides[0].library == sides[1].library:
        sys.exit("both sides have the same library")
    for number in range(options.rounds):
        for side in sides if number % 2 == 0 else reversed(sides):
            side.measure(options.devices)
    for side in sides:
        side.end()
    print(f"{options.devices} devices, {options.rounds} rounds, ms: median (fastest to slowest round)")
    held = True
    for column, (what, bar) in enumerate((("read", READ), ("print", PRINT))):
        values = [side.medians()[column] for side in sides]
        spans = [sorted(row[column] for row in side.rounds) for side in sides]
        shown = "   ".join(f"{side.name} {value:7.3f} ({span[0]:.3f} to {span[-1]:.3f})"
                           for side, value, span in zip(sides, values, spans))
        ratio = values[1] / values[0]
        held &= ratio <= bar
        print(f"{what:5}  {shown}   ratio {ratio:.3f}, allowed {bar}")
    print("bytes printed: " + ", ".join(f"{side.name} {side.bytes}" for side in sides))
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
