#!/usr/bin/env python3
"""Our C library beside the reference's in one run: calls inside the process, loading, and size.

    speed.py --tree dist [--rounds 7] [--calls 20000]

Prints the ratio ours/reference of the medians; fails where a bar is missed.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BARS = {"dominfo": 1.0, "lookup": 1.0, "XMLDesc": 1.0, "load and open": 0.5}


def sample(program, environment, calls):
    start = time.perf_counter()
    for _ in range(10):
        subprocess.run([program], env=environment, check=True)
    found = {"load and open": (time.perf_counter() - start) / 10 * 1e9}
    text = subprocess.run([program, str(calls)], env=environment, check=True, capture_output=True, text=True).stdout
    found.update((line.split()[0], float(line.split()[1])) for line in text.splitlines())
    return found


def needed(library, environment):
    """Everything that the library loads, by file."""
    text = subprocess.run(["ldd", library], env=environment, capture_output=True, text=True, check=True).stdout
    return [line.split()[2] for line in text.splitlines() if "=> /" in line]


def sizes(title, library, work, environment):
    stripped = os.path.join(work, "stripped")
    subprocess.run(["strip", "--strip-unneeded", "-o", stripped, os.path.realpath(library)], check=True)
    files = needed(library, environment)
    whole = os.path.getsize(stripped) + sum(os.path.getsize(os.path.realpath(file)) for file in files)
    print(f"{title}: {os.path.getsize(stripped) / 2**20:.1f} MiB stripped; with the {len(files)} libraries it "
          f"needs {whole / 2**20:.1f} MiB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tree", required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--calls", type=int, default=20000)
    options = parser.parse_args()
    reference = next((f"{folder}/libvirt.so.0" for folder in ("/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib")
                      if os.path.exists(f"{folder}/libvirt.so.0")), None)
    if reference is None:
        print("skipped: no reference is installed")
        return 0
    work, failures = tempfile.mkdtemp(prefix="ferrovirt-speed-"), 0
    try:
        program = os.path.join(work, "speed")
        libraries = os.path.abspath(os.path.join(options.tree, "lib"))
        subprocess.run(["cc", "-O2", "-I", os.path.join(options.tree, "include"), "-o", program,
                        os.path.join(HERE, "programs", "speed.c"), "-L", libraries, "-lvirt"], check=True)
        plain = dict(os.environ, LC_ALL="C")
        plain.pop("LD_LIBRARY_PATH", None)
        ours = dict(plain, LD_LIBRARY_PATH=libraries)
        found = {"reference": [], "ours": []}
        for turn in range(options.rounds):
            sides = [("reference", plain), ("ours", ours)]
            for name, environment in sides if turn % 2 else reversed(sides):
                found[name].append(sample(program, environment, options.calls))
        for what, bar in BARS.items():
            theirs, own = (statistics.median(one[what] for one in found[side]) for side in ("reference", "ours"))
            failures += own / theirs > bar
            print(f"{what}: reference {theirs / 1000:.2f} us, ours {own / 1000:.2f} us, ratio {own / theirs:.3f} "
                  f"(at most {bar})")
        sizes("reference", reference, work, plain)
        sizes("ours", os.path.join(libraries, "libvirt.so.0"), work, ours)
        return 1 if failures else 0
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main())
