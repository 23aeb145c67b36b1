#!/usr/bin/env python3
"""Calls every public function with one argument after the other bent, and says what comes back.

    arguments_calls.py URI API.xml...

The URI is that of the host in memory, or of a daemon that has what the former lacks, or of a daemon for its own
administration: then only functions of that are called.

Runs on whichever library the loader finds. A line is: function, kind of connection, what was bent, what was returned,
the last error. Calls are made in children, so that a crash is only a line; a child ends after a call that has changed
something, so that each call finds the world as it was.
"""
import ctypes
import os
import re
import signal
import struct
import sys
import xml.etree.ElementTree

import arguments_values as values

LIBRARIES = ("libvirt.so.0", "libvirt-qemu.so.0", "libvirt-lxc.so.0", "libvirt-admin.so.0")
# These wait, or change the process that calls them.
LEFT_OUT = {"virEventRunDefaultImpl", "virDomainLxcEnterNamespace", "virDomainLxcEnterCGroup",
            "virDomainLxcEnterSecurityLabel", "virEventRegisterImpl", "virEventRegisterDefaultImpl",
            "virDefaultErrorFunc", "virSetErrorFunc", "virConnSetErrorFunc"}
# These end the daemon, or the connection that is tried.
ENDS = {"virAdmConnectDaemonShutdown", "virAdmConnectSetDaemonTimeout", "virAdmClientClose", "virAdmConnectClose"}
# These change nothing.
READS = re.compile(r"Get|List|LookupBy|NumOf|Is[A-Z]|Has[A-Z]")
# A call that takes longer is given up, in seconds.
PATIENCE = 5


class Error(ctypes.Structure):
    """`virError`"""
    _fields_ = [("code", ctypes.c_int), ("domain", ctypes.c_int), ("message", ctypes.c_char_p),
                ("level", ctypes.c_int), ("conn", ctypes.c_void_p), ("dom", ctypes.c_void_p),
                ("str1", ctypes.c_char_p), ("str2", ctypes.c_char_p), ("str3", ctypes.c_char_p),
                ("int1", ctypes.c_int), ("int2", ctypes.c_int), ("net", ctypes.c_void_p)]


class Function:
    """A public function as the description of the interface has it."""

    def __init__(self, node, libraries):
        self.name = node.get("name")
        self.returns = node.find("return").get("type")
        self.args = [(arg.get("name"), arg.get("type")) for arg in node.findall("arg")]
        self.call = next((getattr(lib, self.name) for lib in libraries if hasattr(lib, self.name)), None)
        if self.call:
            self.call.restype = values.c_type(self.returns)
            self.call.argtypes = [values.c_type(ty) for _, ty in self.args]

    def succeeded(self, answer):
        if self.returns == "void":
            return True
        if self.returns in ("int", "long long"):
            return answer >= 0
        return bool(answer)

    def shown(self, answer):
        if self.returns in ("int", "long long"):
            return str(answer) if answer <= 0 else "more"
        return "void" if self.returns == "void" else "something" if answer else "nothing"


def error(library):
    last = library.virGetLastError()
    if not last:
        return "no error"
    e = last.contents
    texts = "".join("-+"[bool(text)] for text in (e.message, e.str1, e.str2, e.str3))
    place = ""
    if e.int1 == e.int2 == 0 and e.str2:
        # An argument was refused: which one, by whom.
        place = f" {e.str2.decode()} of {e.str1.decode()}"
    return f"code {e.code} domain {e.domain} level {e.level} texts {texts} numbers {e.int1} {e.int2}{place}"


def run(function, world, bends, first, out):
    """Makes calls from the first one on until one changes something; what each says goes to `out`."""
    memory = values.Memory(world)
    for number in range(first, len(bends)):
        what, change = bends[number]
        os.write(out, struct.pack("I", number))
        signal.alarm(PATIENCE)
        arguments = values.arguments(function, memory, change)
        world.library.virResetLastError()
        answer = function.call(*arguments)
        line = f"{function.shown(answer)}, {error(world.library)}\n".encode()
        os.write(out, struct.pack("I", len(line)) + line)
        if function.succeeded(answer) and not READS.search(function.name):
            break


def child(function, world, bends, first):
    """The lines of a child and how it ended: pairs of a call's number and its line."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reader)
            run(function, world, bends, first, writer)
            status = 0
        except BaseException as failure:
            os.write(2, f"{function.name} {bends[first][0]}: {failure!r}\n".encode())
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        said = file.read()
    _, status = os.waitpid(pid, 0)
    return said, status


def lines(function, world, bends):
    """What each call says, in order."""
    said, number = {}, 0
    while number < len(bends):
        if number and not world.in_memory:
            # What a child does to the host in memory, it does to its own copy.
            world.restore()
        told, status = child(function, world, bends, number)
        place = 0
        while place < len(told):
            number, = struct.unpack_from("I", told, place)
            place += 4
            if place == len(told):
                ended = os.waitstatus_to_exitcode(status)
                said[number] = "hangs" if ended == -signal.SIGALRM else "cannot be called" if ended == 1 else "crash"
                break
            length, = struct.unpack_from("I", told, place)
            said[number] = told[place + 4:place + 4 + length].decode().strip()
            place += 4 + length
        number += 1
    return said


def main():
    libraries = [ctypes.CDLL(name) for name in LIBRARIES]
    # A second view of it: how a function is called belongs to the view.
    own = ctypes.CDLL(LIBRARIES[0])
    own.virGetLastError.restype = ctypes.POINTER(Error)
    functions = []
    for path in sys.argv[2:]:
        for node in xml.etree.ElementTree.parse(path).iter("function"):
            if node.find("return") is not None:
                functions.append(Function(node, libraries))
    only = os.environ.get("ONLY")
    errors = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    libraries[3].virAdmInitialize()
    world = values.World(own, sys.argv[1])
    for function in sorted(functions, key=lambda f: f.name):
        if not world.in_memory and function.name in ENDS:
            continue
        if function.name in LEFT_OUT or only and function.name not in only.split() or not world.has(function):
            continue
        if function.call is None:
            print(f"{function.name}: is not there")
            continue
        for mode in values.MODES:
            world.mode = mode
            bends = values.bends(function, world)
            said = lines(function, world, bends)
            for number, (what, _) in enumerate(bends):
                print(f"{function.name}|{mode}|{what}|{said.get(number, 'not called')}")
            if not world.takes_connection(function):
                break
    os.dup2(errors, 2)


if __name__ == "__main__":
    main()
