#!/usr/bin/env python3
"""Compares our C headers with the reference's: every constant, layout and signature that programs are compiled with.

    headers.py --tree dist [--reference /usr/include]

What to ask for comes from our `*-api.xml`; that it is all there is to ask for, from the reference's.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as etree

LIBRARIES = ["libvirt", "libvirt-qemu", "libvirt-lxc", "libvirt-admin"]
HEADERS = ["libvirt/libvirt.h", "libvirt/virterror.h", "libvirt/libvirt-qemu.h", "libvirt/libvirt-lxc.h",
           "libvirt/libvirt-admin.h"]


def symbols(folder):
    """Every named thing of the machine-readable interface, by kind."""
    found = {}
    for library in LIBRARIES:
        root = etree.parse(os.path.join(folder, f"{library}-api.xml")).getroot()
        for item in root.find("symbols"):
            found[(item.tag, item.get("name"))] = item
    return found


def declaration(item):
    """A pointer to a function of this signature, named `check`."""
    args = ", ".join(arg.get("type") for arg in item.iter("arg")) or "void"
    return f"{item.find('return').get('type')} (*check)({args})"


def program(found):
    """C that prints every number and size, and that compiles only when every signature fits."""
    lines = ["#define VIR_ENUM_SENTINELS", *[f"#include <{header}>" for header in HEADERS],
             "#include <stdio.h>", "#include <stddef.h>", "int main(void) {"]
    for (kind, name), item in sorted(found.items()):
        if kind == "enum":
            lines.append(f'printf("{name} %lld\\n", (long long) {name});')
        elif kind == "macro" and item.get("string") is not None:
            lines.append(f'printf("{name} %s\\n", {name});')
        elif kind == "macro" and item.get("params") is None and item.get("raw"):
            lines.append(f'printf("{name} %lld\\n", (long long) {name});')
        elif kind == "struct":
            fields = [field.get("name") for field in item.findall("field")]
            fields += [f"value.{field.get('name')}" for field in item.iterfind("field/union/field")]
            size = f"sizeof({name})" if fields else "0"
            offsets = "".join(f" %zu/%zu" for _ in fields)
            values = "".join(f", offsetof({name}, {f}), sizeof((({name} *) 0)->{f})" for f in fields)
            lines.append(f'printf("{name} %zu{offsets}\\n", (size_t) {size}{values}); {{ {name} *check = 0; (void) check; }}')
        elif kind == "typedef":
            lines.append(f'printf("{name} %zu\\n", sizeof({name}));')
        elif kind in ("function", "functype"):
            source = name if kind == "function" else f"({name}) 0"
            lines.append(f"{{ {declaration(item)} = {source}; (void) check; }}")
    return "\n".join([*lines, "return 0; }"]) + "\n"


def answers(text, include, compiler, work):
    source, binary = os.path.join(work, "check.c"), os.path.join(work, "check")
    with open(source, "w") as file:
        file.write(text)
    # Functions are only compared, never called.
    subprocess.run([compiler, "-Wall", "-Wextra", "-Werror", "-Wno-deprecated-declarations", "-O1", "-I", include, "-o", binary, source,
                    "-Wl,--unresolved-symbols=ignore-all"], check=True)
    return subprocess.run([binary], capture_output=True, text=True, check=True).stdout.splitlines()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tree", required=True)
    parser.add_argument("--reference", default="/usr")
    options = parser.parse_args()
    own = symbols(os.path.join(options.tree, "share/libvirt/api"))
    text, failures = program(own), 0
    reference_api = os.path.join(options.reference, "share/libvirt/api")
    reference = os.path.isdir(reference_api)
    work = tempfile.mkdtemp(prefix="ferrovirt-headers-")
    try:
        for compiler in [c for c in ("gcc", "clang", "g++") if shutil.which(c)]:
            if compiler == "g++":
                subprocess.run([compiler, "-x", "c++", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I",
                                os.path.join(options.tree, "include"), "-"], check=True, text=True,
                               input="".join(f"#include <{header}>\n" for header in HEADERS))
                continue
            ours = answers(text, os.path.join(options.tree, "include"), compiler, work)
            theirs = answers(text, os.path.join(options.reference, "include"), compiler, work) if reference else ours
            different = [pair for pair in zip(theirs, ours) if pair[0] != pair[1]]
            failures += len(different)
            for pair in different:
                print(f"DIFFERS ({compiler}): the reference has {pair[0]}, we have {pair[1]}")
            print(f"{compiler}: {len(ours)} constants and layouts, {len(own)} names, {len(different)} differ")
    finally:
        shutil.rmtree(work)
    if not reference:
        print("skipped: the reference's headers are not installed")
        return 1 if failures else 0
    # Macros with arguments stand in the headers only; the reference describes old names of a structure twice.
    names = [{name for kind, name in side if kind != "macro"} for side in (symbols(reference_api), own)]
    missing = sorted(names[0] ^ names[1])
    for name in missing:
        print(f"DIFFERS: {name} is on one side only")
    return 1 if failures or missing else 0


if __name__ == "__main__":
    sys.exit(main())
