"""What two daemons answer to the same calls and command lines, word by word.

A script of calls prints one line for each: its name, its answer with all words, and the events that it brought, between
tabs; `serve` is its main. Scripts that compare use the rest.
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

import compare
import sides
from test_driver_calls import Recorder, begin

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"

# What is said in other words on either side, with the same meaning.
WORDS = [
    # Our errors also say the place, and what to do.
    (re.compile(r"^(error \d+ \d+ (?:[A-Za-z ]+: )?)\d+:\d+: "), r"\1"),
    (re.compile(r"^(error .*[^ ]) \([a-z][^()]*\)$"), r"\1"),
    # A document that is none: the reference shows the line under the words.
    (re.compile(r"^(error 35) \d+ .*"), r"\1"),
    # A program that failed: the reference says its whole command and status.
    (re.compile(r"^error 1 \d+ internal error: (?:Child process \(/usr/bin/|')([\w-]+) .*?(?:unexpected exit status \d+|failed): "
                r"(.*?)(?:\\n)*$"), r"error 1 '\1' failed: \2"),
    (re.compile(r"(mount point does not exist\.).*"), r"\1"),
    # Errors without an origin of their own come from whoever found them.
    (re.compile(r"^(error \d+) (?:0|5|18|22|30) "), r"\1 "),
]


class Words(Recorder):
    """Prints what an error says, and hears of refreshes; what moves from run to run is replaced."""

    def __init__(self, libvirt, conn, uri, moving):
        super().__init__(libvirt, conn, uri)
        self.moving = moving

    def listen(self):
        super().listen()
        self.conn.storagePoolEventRegisterAny(None, 1, self.heard("storagePool 1"), None)

    def plain(self, value):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = sorted(value)
        return super().plain(value)

    def __call__(self, name, call, settle=True):
        try:
            answer = self.plain(call())
        except self.libvirt.libvirtError as error:
            answer = f"error {error.get_error_code()} {error.get_error_domain()} {error.get_error_message()}"
        except (TypeError, LookupError, AttributeError, OverflowError, OSError) as error:
            answer = f"binding {type(error).__name__}"
        answer = answer.replace("\n", "\\n")
        for pattern, replacement in self.moving:
            answer = pattern.sub(replacement, answer)
        print(name, answer, *(self.drain() if settle else ()), sep="\t", flush=True)


def serve(topics, moving=()):
    """Makes the calls of the topics that the command line names after URI and folder, or all."""
    import libvirt
    uri, folder, chosen = sys.argv[1], sys.argv[2], sys.argv[3:] or topics
    begin(libvirt)
    for topic in chosen:
        conn = libvirt.open(uri)
        record = Words(libvirt, conn, uri, moving)
        record.listen()
        topics[topic](lambda name, call, settle=True: record(f"{topic}.{name}", call, settle), conn, libvirt, folder)
        record.mark.undefine()
        conn.close()
    sys.stdout.flush()
    # The thread that waits for events would be in the way of an orderly end.
    os._exit(0)


def run(side, script, topic, **more):
    """Lines of one side, each a call, its answer and its events; `more` is said in the environment."""
    command = [PYTHON, os.path.join(HERE, script), side.uri, os.path.join(side.root, "lib"), topic]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL,
                          env=os.environ | more)
    if done.returncode:
        sys.exit(f"the calls broke off on the {side.name} daemon:\n{done.stdout[-2000:]}{done.stderr}\n{side.log()}")
    return [line.split("\t") for line in done.stdout.splitlines()]


def normal(text):
    for pattern, replacement in WORDS:
        text = pattern.sub(replacement, text)
    return text


def calls(reference, ours, explained, show):
    """Counts calls that are alike, that are explained, and that differ."""
    counts = collections.Counter()
    for number, (one, other) in enumerate(zip(reference, ours)):
        call = one[0]
        if call != other[0]:
            sys.exit(f"call {number} is {call} on one side and {other[0]} on the other")
        if [normal(part) for part in one[1:]] == [normal(part) for part in other[1:]]:
            counts["same"] += 1
        elif any(re.match(name, call) for name, _ in explained):
            counts["explained"] += 1
        else:
            counts["differ"] += 1
            print(f"DIFFERS: {call}\n  reference {' | '.join(one[1:])}\n  ours      {' | '.join(other[1:])}")
        if show:
            print(*other, sep="\t")
    if len(reference) != len(ours):
        counts["differ"] += 1
        print(f"{len(reference)} calls on one side, {len(ours)} on the other")
    return counts


def write(work, documents):
    """Puts files where command lines find them."""
    for name, text in documents.items():
        with open(os.path.join(work, name), "w") as f:
            f.write(text)


def said(side, work, line, moving=()):
    """What the distribution's virsh prints for a line, and its status."""
    words = compare.arguments(line.replace("{work}", work))
    done = subprocess.run(["/usr/bin/virsh", "-c", side.uri, *words], capture_output=True, text=True, timeout=60,
                          stdin=subprocess.DEVNULL)
    text = compare.normal(f"{done.stdout}{done.stderr}exit {done.returncode}\n").replace(side.uri, "URI")
    for pattern, replacement in moving:
        text = pattern.sub(replacement, text)
    return text, done.returncode


def commands(reference, ours, explained, show):
    """Counts command lines that say the same, that are explained, and that do not; each side is a list of lines with
    what was said to them."""
    counts = collections.Counter()
    for (line, expected), (_, got) in zip(reference, ours):
        expected, got = normal_error(expected), normal_error(got)
        what = "same" if expected == got else "explained" if line in explained else "differ"
        counts[what] += 1
        if show or what == "differ":
            print(f"{what.upper()}: virsh {line}\n--- reference\n{expected}--- ours\n{got}")
    return counts


def normal_error(text):
    """Output with its errors in the words of both."""
    lines = (re.sub(r"^error: ", "", normal("error 1 18 " + line[7:]).replace("error 1 ", "error: "))
             if line.startswith("error: internal error: ") else line for line in text.splitlines())
    return "".join(line + "\n" for line in lines if line)


def moving(base, program, lines, looks, changes=(), moves=()):
    """Changes the daemon from the reference to ours and back, also after changes by ours; what `looks` say must stay."""
    root = os.path.join(base, "moving")
    reference, mine = sides.reference(root), sides.ours(root, os.path.abspath(program))

    def seen(side, more=()):
        try:
            side.start()
            for line in more:
                subprocess.run(["/usr/bin/virsh", "-q", "-c", side.uri, *line.split()], check=True, capture_output=True)
            return "".join(said(side, base, line, moves)[0] for line in looks)
        finally:
            side.halt(patience=3)

    try:
        before = seen(reference, lines)
        texts = [seen(mine), seen(reference), seen(mine, changes), seen(reference)]
    finally:
        subprocess.run(["rm", "-rf", root], check=False)
    counts = collections.Counter()
    for number, text in enumerate(texts):
        counts["same" if text == before else "differ"] += 1
        if text != before:
            print(f"DIFFERS: what there is after {number + 1} changes of the daemon\n{before}\n--- now\n{text}")
    return counts


def two_daemons(program, work):
    """Starts both daemons, calls `work(reference, ours, base)` for its counts, and says them; the status for the shell."""
    base = tempfile.mkdtemp(prefix="ferrovirt-oracle-")
    os.chmod(base, 0o755)
    reference = sides.reference(os.path.join(base, "reference"))
    if reference is None or subprocess.run([PYTHON, "-c", "import libvirt"], capture_output=True).returncode:
        os.rmdir(base)
        print("skipped: no reference daemon with its Python module is installed")
        return 0
    ours = sides.ours(os.path.join(base, "ours"), os.path.abspath(program))
    try:
        for side in (reference, ours):
            side.start()
        counts = work(reference, ours, base)
        print(f"{sum(counts.values())} calls and commands:",
              ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
        return 1 if counts["differ"] else 0
    finally:
        for side in (ours, reference):
            # The reference sometimes takes half a minute, for nothing that is of interest here.
            side.halt(patience=3)
        subprocess.run(["rm", "-rf", base], check=False)
