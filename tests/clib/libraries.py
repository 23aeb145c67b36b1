"""Which library a program runs on: the distribution's or ours, proved by its own map of memory at its end.

A small library that is loaded into every process writes down which libvirt is mapped when the process ends, so the
proof is the same for programs in all languages.
"""
import os
import re
import subprocess

WITNESS = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((destructor)) static void testify(void)
{
    const char *to = getenv("MAPPED_LIBRARIES");
    FILE *maps = to ? fopen("/proc/self/maps", "r") : NULL;
    FILE *out = maps ? fopen(to, "a") : NULL;
    char line[4096];
    while (out && fgets(line, sizeof(line), maps))
        if (strstr(line, "/libvirt"))
            fputs(line, out);
    if (out)
        fclose(out);
    if (maps)
        fclose(maps);
}
"""
LIBRARY = re.compile(r"(/\S*/libvirt(?:-qemu|-lxc|-admin)?\.so\S*)")


class Libraries:
    """The distribution's libraries, and ours in `folder`; `work` takes what is made on the way."""

    def __init__(self, folder, work):
        self.folder, self.work = os.path.realpath(folder), work
        self.witness = os.path.join(work, "witness.so")
        source = os.path.join(work, "witness.c")
        with open(source, "w") as file:
            file.write(WITNESS)
        subprocess.run(["cc", "-shared", "-fPIC", "-O", "-o", self.witness, source], check=True)

    def environment(self, ours):
        environment = dict(os.environ, LC_ALL="C", LD_PRELOAD=self.witness,
                           MAPPED_LIBRARIES=os.path.join(self.work, "mapped"))
        environment.pop("LD_LIBRARY_PATH", None)
        if ours:
            environment["LD_LIBRARY_PATH"] = self.folder
        return environment

    def run(self, command, ours, timeout=120, folder=None):
        """What the command prints in a folder, and how it ends; an error unless it ran on that library and on no other."""
        environment = self.environment(ours)
        mapped = environment["MAPPED_LIBRARIES"]
        open(mapped, "w").close()
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=timeout,
                              stdin=subprocess.DEVNULL, env=environment, cwd=folder)
        with open(mapped) as file:
            self.check(file.read(), ours, f"{command}: {done.stdout}{done.stderr}")
        return f"{done.stdout}{done.stderr}exit {done.returncode}\n"

    def check(self, maps, ours, what):
        """Whether a map of memory shows the right library and no other."""
        files = {os.path.realpath(path) for path in LIBRARY.findall(maps)}
        right = {path for path in files if path.startswith(self.folder + "/") == ours}
        if not right or right != files:
            raise SystemExit(f"mapped are {sorted(files)}, ours in {self.folder} {'only' if ours else 'not'}: {what}")
