#!/usr/bin/env python3
"""A monkey at the keyboard of the demo: seeded random keys, text, pastes, clicks and window sizes.

It never quits, interrupts or suspends. It fails where the console ends, hangs, writes something a
terminal does not understand, has another picture than a repaint gives, grows, does not come to
rest, leaves the terminal changed, or writes an audit line that is no JSON.
"""
import argparse
import collections
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time

import procfs
from ptydriver import DriverFailure, Program
from terminal import Stray, Terminal

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Ctrl-\\ kills by design; Ctrl-S and Ctrl-Q belong to the terminal's driver.
FORBIDDEN = {b"q", b"\x03", b"\x1a", b"\x1c", b"\x13", b"\x11"}
NAMED = {
    "Tab": b"\t", "Shift-Tab": b"\x1b[Z", "Up": b"\x1b[A", "Down": b"\x1b[B", "Right": b"\x1b[C",
    "Left": b"\x1b[D", "PgUp": b"\x1b[5~", "PgDn": b"\x1b[6~", "Home": b"\x1b[H", "End": b"\x1b[F",
    "Enter": b"\r", "Esc": b"\x1b", "Backspace": b"\x7f", "Space": b" ",
}
WORDS = ["access", "日志", "!ok", "~[a-", "~^.*$", "12", "-1", "status:failed", "%$#@", "e\u0301",
         "invoice", "x" * 90, "../..", "a b  c", "\u200b", "🚚", "0", "99999999999999999999"]
PASTES = ["one line", "two\r\nlines\r\n", "日志\t表", "\x1b[31mred\x1b[m", "y\r", "\x07\x00\x01", "",
          "long " * 400, "\u202etrojan"]
SIZES = [(80, 24), (100, 30), (120, 36), (200, 60), (99, 24), (60, 20), (59, 19), (40, 10), (39, 9),
         (20, 5), (1, 1), (300, 80)]
ODD_INPUT = [b"\x1b[1;5A", b"\x1bOP", b"\x1b[15~", b"\x1b[31~", b"\x1b[?1;2c", b"\x1bOx", b"\xff\xfe",
             b"\xc3\x28", b"\x00", b"\x1b[", b"\x1b\x1b", b"\x1bx", b"\x1d", b"\x1e", b"\x1f"]


class Failure(Exception):
    pass


class Console(Program):
    """The program on a pseudo-terminal, with its errors in a file of their own."""

    def __init__(self, program, records, directory, columns=100, rows=30):
        self.terminal = Terminal(columns, rows)
        self.errors = os.path.join(directory, "errors")
        environment = dict(
            os.environ, XDG_STATE_HOME=directory, XDG_CACHE_HOME=directory, HOME=directory,
            TERM="xterm-256color", LANG="C.UTF-8", EDITOR="true", VISUAL="true", PROGRAM=program,
            XDG_CONFIG_HOME=directory,
        )
        for name in ("TMUX", "STY", "NO_COLOR", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION"):
            environment.pop(name, None)
        script = f'echo "typed before"; exec "$PROGRAM" demo --records {records} 2>errors'
        # With an echo, what is typed while an editor has the terminal would be on the normal screen.
        super().__init__(["/bin/sh", "-c", script], environment, columns, rows, directory, echo=False)

    def receive(self, data):
        self.terminal.feed(data)

    def resize(self, columns, rows):
        super().resize(columns, rows)
        self.terminal.resize(lines=rows, columns=columns)

    def wait_for_text(self, what, is_met):
        self.wait_for(what, lambda: is_met(self.terminal.text()))

    def memory(self):
        return procfs.memory(self.pid)

    def seconds_of_work(self):
        return procfs.seconds_of_cpu(self.pid)


class Monkey:
    def __init__(self, console, keys, seed, seconds):
        self.console, self.keys, self.seconds = console, keys, seconds
        self.random = random.Random(seed)
        self.trace = collections.deque(maxlen=60)
        self.kinds = collections.Counter()
        self.samples = []
        self.slowest = 0.0
        self.repaints = 0

    def play(self):
        began = time.monotonic()
        next_sample = next_look = 0.0
        while (now := time.monotonic() - began) < self.seconds:
            self.step()
            if self.console.find_end(os.WNOHANG) is not None:
                raise Failure(f"the console ended: {self.console.ended}")
            if now >= next_sample:
                self.samples.append((now, self.console.memory()))
                next_sample = now + 1
            if now >= next_look:
                self.compare_with_repaint()
                next_look = now + 5
        self.samples.append((self.seconds, self.console.memory()))

    def step(self):
        kinds = ["key"] * 30 + ["move"] * 25 + ["text"] * 4 + ["enter"] * 6 + ["escape"] * 10 + \
            ["answer"] * 4 + ["paste"] * 2 + ["mouse"] * 6 + ["focus"] * 2 + ["resize"] * 2 + \
            ["odd"] * 2 + ["burst"] * 2 + ["deed"] * 3 + ["rest"]
        kind = self.random.choice(kinds)
        self.kinds[kind] += 1
        if kind == "resize":
            self.resize()
        elif kind == "rest":
            self.console.read(self.random.choice([0.1, 0.3, 1.0]), 1.0)
        elif kind == "deed":
            self.press(self.random.choice([b"r", b"s", b"S", b"X", b"e", b"D"]))
            # A plan takes no answer before it was on the screen for a moment.
            self.console.read(0.3, 0.8)
            self.press(b"y")
        else:
            self.press(self.bytes(kind))
        self.console.read(self.random.choice([0.0, 0.0, 0.001, 0.004, 0.02]), 0.2)

    def bytes(self, kind):
        pick = self.random.choice
        if kind == "key":
            return pick(self.keys)
        if kind == "move":
            return pick([b"j", b"k", b"\t", b"]", b"[", b"\x1b[A", b"\x1b[B", b"\x1b[6~", b"G", b"g"])
        if kind == "text":
            return pick(WORDS).encode()
        if kind == "burst":
            return pick([b"j", b"k", b"]", b" ", b"\x1b[B"]) * self.random.randrange(2, 80)
        if kind == "paste":
            return b"\x1b[200~" + pick(PASTES).encode() + b"\x1b[201~"
        if kind == "mouse":
            return self.click()
        fixed = {"enter": [b"\r"], "escape": [b"\x1b"], "answer": [b"y", b"n"], "odd": ODD_INPUT,
                 "focus": [b"\x1b[I", b"\x1b[O"]}
        return pick(fixed[kind])

    def click(self):
        terminal, button = self.console.terminal, self.random.choice([0, 0, 0, 1, 2, 64, 65])
        x = self.random.randrange(1, terminal.columns + 3)
        y = self.random.randrange(1, terminal.rows + 3)
        press = f"\x1b[<{button};{x};{y}M"
        return (press if button >= 64 else press + f"\x1b[<{button};{x};{y}m").encode()

    def resize(self):
        columns, rows = self.random.choice(SIZES)
        self.trace.append(f"resize {columns}x{rows}")
        # What is on its way was meant for the old size, as on every terminal.
        self.console.read(0.05, 0.5)
        self.console.resize(columns, rows)

    def press(self, data):
        if b"\r" in data or b"\x1b[C" in data or data == b"l":
            self.console.read(0.06, 1.0)
            # In the palette Enter would quit or suspend, where one of these is chosen; a window too
            # small for the console does not show what is.
            terminal = self.console.terminal
            if terminal.columns < 40 or terminal.rows < 10 or re.search(r"▌ ?(quit|suspend)\b", terminal.text()):
                data = b"\x1b"
        self.trace.append(repr(data if len(data) < 60 else data[:60] + b"..."))
        self.console.write(data)

    def compare_with_repaint(self):
        """A repaint changes nothing, unless an answer came in between; then it is tried again."""
        for _ in range(8):
            self.console.read(0.25, 3.0)
            before, count = self.console.terminal.text(), self.console.count
            began = time.monotonic()
            self.console.write(b"\x0c")
            while self.console.count == count:
                self.console.read(0.02, 0.5)
                if self.console.ended is not None:
                    raise Failure(f"the console ended: {self.console.ended}")
                if time.monotonic() - began > 10:
                    raise Failure("the console does not answer Ctrl-L for 10 s")
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.console.read(0.1, 2.0)
            after = self.console.terminal.text()
            if before == after:
                self.repaints += 1
                return
        rows = zip(before.split("\n"), after.split("\n"))
        different = [f"  was {old!r}\n  now {new!r}" for old, new in rows if old != new]
        raise Failure("a repaint gives another picture:\n" + "\n".join(different))

    def check_memory(self):
        """From the fifth of the time on, at most two minutes, it must not grow any more."""
        settled = min(120, self.seconds / 5)
        base = max(size for moment, size in self.samples if moment <= settled)
        most = max(size for moment, size in self.samples if moment >= settled)
        if most > base * 1.25 + 12:
            raise Failure(f"memory grew from {base:.0f} to {most:.0f} MiB")
        return base, most


def come_to_rest(console, seconds):
    """Presses Esc until nothing is open, then measures what the console does of itself."""
    console.resize(100, 30)
    for _ in range(12):
        console.write(b"\x1b")
        console.read(0.1, 1.0)
    # What was asked for last may still be on its way, so there are some tries.
    for _ in range(6):
        work = console.seconds_of_work()
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            console.read(left, left)
        share = (console.seconds_of_work() - work) / seconds
        if share <= 0.1:
            return share
    raise Failure(f"at rest the console takes {share:.0%} of a processor")


def quit_and_check(console, directory):
    for _ in range(6):
        console.write(b"\x1b")
        console.read(0.1, 1.0)
    console.write(b"q")
    end = time.monotonic() + 15
    while console.ended is None and time.monotonic() < end:
        console.read(0.1, 1.0)
        console.find_end(os.WNOHANG)
    if console.ended != 0:
        raise Failure(f"q does not end the console: {console.ended}")
    console.read(0.1, 1.0)
    terminal = console.terminal
    if left := terminal.leftovers():
        raise Failure(f"the terminal is left with {left}")
    if terminal.text(alternate=False).strip() != "typed before":
        raise Failure(f"the normal screen was changed:\n{terminal.text(alternate=False).rstrip()}")
    if termios.tcgetattr(console.fd) != console.settings:
        raise Failure("the terminal's settings were changed")
    with open(console.errors) as errors:
        if text := errors.read():
            raise Failure(f"something was written to stderr:\n{text}")
    return check_audit(os.path.join(directory, "pandora", "audit.log"))


def check_audit(path):
    if not os.path.exists(path):
        return 0
    with open(path, encoding="utf-8") as log:
        lines = log.read().split("\n")
    if lines.pop() != "":
        raise Failure("the audit file ends within a line")
    for line in lines:
        entry = json.loads(line)
        if missing := {"time", "profile", "what", "outcome"} - set(entry):
            raise Failure(f"an audit line has no {missing}: {line}")
    return len(lines)


def key_table(program):
    """The bytes of every key the program says it has, but for those that end or stop it."""
    table = subprocess.run([program, "keys"], check=True, capture_output=True, text=True).stdout
    labels = [label for row in table.splitlines()[2:] for label in re.findall(r"`([^`]+)`", row.split(" | ")[0])]
    keys = []
    for label in labels:
        if label.startswith("Ctrl-"):
            keys.append(bytes([ord(label[5:].lower()) & 0x1F]))
        else:
            keys.append(NAMED.get(label, label.encode()))
    return [key for key in keys if key not in FORBIDDEN]


def report(monkey, memory, share, lines, seed):
    kinds = ", ".join(f"{count} {kind}" for kind, count in monkey.kinds.most_common())
    print(f"seed {seed}, {monkey.seconds:.0f} s: {sum(monkey.kinds.values())} inputs ({kinds})")
    print(f"{monkey.console.count / 1e6:.1f} MB read, all understood; {monkey.repaints} repaints gave the same picture")
    minutes = [f"{size:.0f}" for index, (_, size) in enumerate(monkey.samples) if index % 60 == 0]
    print(f"memory: {' '.join(minutes)} MiB minute by minute; at most {memory[0]:.0f} before and {memory[1]:.0f} after it settled")
    print(f"slowest answer to Ctrl-L {monkey.slowest * 1000:.0f} ms; at rest {share:.1%} of a processor; {lines} audit lines")


def end_all(console, directory):
    if console.ended is None:
        os.kill(console.pid, signal.SIGKILL)
        os.waitpid(console.pid, 0)
    lock = os.path.join(directory, "pandora", "demo", "pandorad.lock")
    try:
        with open(lock) as file:
            service = json.load(file)["pid"]
        with open(f"/proc/{service}/cmdline") as command:
            is_ours = directory in command.read()
        if is_ours:
            os.kill(service, signal.SIGTERM)
            return True
    except (OSError, ValueError, KeyError):
        pass
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--program", default=os.path.join(ROOT, "bin", "pandora"),
                        type=os.path.abspath)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(1 << 32)
    directory = tempfile.mkdtemp(prefix="pandora-monkey-")
    console = Console(arguments.program, arguments.records, directory)
    monkey = Monkey(console, key_table(arguments.program), seed, arguments.seconds)
    try:
        console.wait_for_text("the jobs", lambda text: "Batch jobs" in text and "✔" in text)
        monkey.play()
        memory = monkey.check_memory()
        share = come_to_rest(console, max(3, min(10, arguments.seconds / 5)))
        lines = quit_and_check(console, directory)
        if end_all(console, directory):
            raise Failure("the demo's service still runs after q")
        report(monkey, memory, share, lines, seed)
    except (Failure, DriverFailure, Stray, OSError, ValueError) as failure:
        print(f"seed {seed}, after {monkey.samples[-1][0] if monkey.samples else 0:.0f} s: {failure}")
        print("the last inputs:", " ".join(monkey.trace))
        print("the screen:\n" + console.terminal.text())
        if os.path.exists(console.errors):
            with open(console.errors) as errors:
                print("stderr:", errors.read()[-3000:])
        sys.exit(1)
    finally:
        end_all(console, directory)
        # The service may write its last words while its directory goes.
        shutil.rmtree(directory, ignore_errors=True)


main()
