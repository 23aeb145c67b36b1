#!/usr/bin/python3
"""Where the time of bulk statistics goes: our daemon, the client's library, the Python module above it.

    bench_statistics.py --daemon dist/sbin/libvirtd [--libraries dist/lib] [--guests 5000] [--uri qemu:///system]

The same number of guests is defined at both daemons; both are asked for everything they know, in turns, through the
distribution's client library and, with --libraries, through ours. For each: the whole call, the CPU time of the client
and of the daemon, and what `libvirt.py` alone takes to turn answers that are already there into its objects, which no
daemon and no library can go below. Needs root and python3-libvirt.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import sides

GUEST = """<domain type='{type}'><name>s{number:05d}</name><memory unit='MiB'>16</memory><vcpu>1</vcpu>
<os><type arch='x86_64'>hvm</type></os><devices><disk type='file' device='disk'>
<driver name='qemu' type='qcow2'/><source file='/var/lib/libvirt/images/s{number}.qcow2'/><target dev='vda' bus='virtio'/>
</disk><interface type='user'><model type='virtio'/></interface></devices></domain>"""


def daemon_cpu(pid):
    """CPU time of a process so far, in ms."""
    with open(f"/proc/{pid}/stat") as f:
        user, system = f.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def client(uri, pid, guests, rounds):
    """Measures from a process of its own, so that it has the library that its environment names."""
    import libvirt
    connection = libvirt.open(uri)
    kind = "test" if uri.startswith("test") else "qemu"
    for number in range(len(connection.listAllDomains(2)), guests):
        connection.defineXML(GUEST.format(type=kind, number=number))
    connection.getAllDomainStats()
    wall, own, before = [], [], daemon_cpu(pid)
    for _ in range(rounds):
        cpu, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        found = connection.getAllDomainStats()
        wall.append((time.perf_counter() - start) * 1e3)
        after = resource.getrusage(resource.RUSAGE_SELF)
        own.append((after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime) * 1e3)
    daemon = (daemon_cpu(pid) - before) / rounds
    # The module's own part: an answer that is already in Python's hands is made into its objects. Each answer is used
    # once, because its objects end with it.
    module = libvirt.libvirtmod
    ask, alone, answers = module.virConnectGetAllDomainStats, [], []
    module.virConnectGetAllDomainStats = lambda *_: answers.pop()
    for _ in range(rounds):
        answers.append(ask(connection._o, 0, 0))
        start = time.perf_counter()
        found = connection.getAllDomainStats()
        alone.append((time.perf_counter() - start) * 1e3)
    median = statistics.median
    print(json.dumps({"wall": median(wall), "client": median(own), "daemon": daemon, "module": median(alone),
                      "fields": len(found[-1][1])}))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--libraries")
    parser.add_argument("--guests", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--uri", default="qemu:///system")
    parser.add_argument("--client", nargs=2, metavar=("URI", "PID"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.client:
        return client(options.client[0], options.client[1], options.guests, options.rounds)
    folder = tempfile.mkdtemp(prefix="statistics-")
    os.chmod(folder, 0o755)
    pair = [sides.reference(f"{folder}/reference"), sides.ours(f"{folder}/ours", os.path.abspath(options.daemon))]
    if pair[0] is None:
        print("skipped: the reference is not installed")
        return 0
    scheme, _, path = options.uri.partition(":///")
    walls = {}
    try:
        for side in pair:
            side.start()
        for libraries in [None] + ([os.path.abspath(options.libraries)] if options.libraries else []):
            for side in pair:
                uri = f"{scheme}+unix:///{path}?socket={side.socket}"
                environment = dict(os.environ, **({"LD_LIBRARY_PATH": libraries} if libraries else {}))
                command = [sys.executable, __file__, "--daemon", options.daemon, "--guests", str(options.guests),
                           "--rounds", str(options.rounds), "--client", uri, str(side.pid())]
                found = json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)
                library = "our library" if libraries else "Debian's library"
                walls[side.name, library] = found["wall"]
                print(f"{side.name:9} {library}: {found['wall']:6.1f} ms for {found['fields']} fields of each guest; CPU time: "
                      f"client {found['client']:.1f} (libvirt.py alone {found['module']:.1f}), daemon {found['daemon']:.1f}")
    finally:
        for side in pair:
            side.stop()
        os.rmdir(folder)
    reference = walls["reference", "Debian's library"]
    for (side, library), wall in walls.items():
        if side == "ours":
            print(f"ours through {library}: {wall / reference:.3f} of the reference's time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
