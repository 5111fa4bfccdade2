#!/usr/bin/env python3
"""Ends the console in every way a terminal program can end, and looks at the terminal it leaves.

Signals that end it and signals of a crash come while it starts, at rest, in a filter, and in a storm of keys and window
sizes; it is stopped and continued from a shell; terminals without an alternate screen are among them. It fails where
the settings differ from those before in any byte, where a mode stays on, where the cursor stays hidden, where the
normal screen was changed, or where the exit status does not say what ended it.
"""
import argparse
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

from ptydriver import DriverFailure, Program
from terminal import Stray, Terminal

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CRASHES = [signal.SIGQUIT, signal.SIGSEGV, signal.SIGILL, signal.SIGTRAP, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE]
ENDS = [signal.SIGTERM, signal.SIGHUP]
MOMENTS = ["start", "rest", "filter", "storm"]
# What is left without ncurses where a terminal has no alternate screen: bytes, since its sequences are not xterm's.
PLAIN_TYPES = ["vt100", "linux", "ansi", "vt220"]
OFF = [b"\x1b[?2004l", b"\x1b[?1004l", b"\x1b[?25h"]
STOPPED = "Stopped"


class Failure(Exception):
    pass


class Console(Program):
    """The console of a service that nobody can reach, on a strict terminal or on one that keeps bytes."""

    def __init__(self, program, directory, kind="xterm-256color", strict=True, command=None):
        self.terminal = Terminal(100, 30) if strict else None
        environment = {
            "PATH": "/usr/bin:/bin", "HOME": directory, "LANG": "C.UTF-8", "TERM": kind, "PS1": "shell> ",
            "PROGRAM": program, "TERMINFO": os.path.join(directory, "terminfo"), "SWIFT_BACKTRACE": "enable=no",
            "PANDORA_ENDPOINT": "http://127.0.0.1:1", "PANDORA_ACCESS_KEY": "a", "PANDORA_SECRET_KEY": "s",
        }
        command = command or ["/bin/sh", "-c", 'echo "typed before"; exec "$PROGRAM"']
        super().__init__(command, environment, 100, 30, directory)

    def receive(self, data):
        super().receive(data)
        if self.terminal:
            self.terminal.feed(data)

    def resize(self, columns, rows):
        super().resize(columns, rows)
        if self.terminal:
            self.terminal.resize(lines=rows, columns=columns)

    def wait_for_bytes(self, text, since):
        self.wait_for(repr(text), lambda: text in self.output[since:])

    def wait_for_end(self):
        limit = time.monotonic() + 20
        while self.find_end(os.WNOHANG) is None:
            if time.monotonic() > limit:
                raise Failure("the console does not end")
            self.read(0.02, 0.5)
        self.read(0.05, 2)
        return self.ended

    def check_settings(self):
        if (now := termios.tcgetattr(self.fd)) != self.settings:
            raise Failure(f"the terminal's settings were {self.settings} and are {now}")

    def check_left(self):
        """The terminal is as it was found."""
        self.check_settings()
        if self.terminal:
            if left := self.terminal.leftovers():
                raise Failure(f"the terminal is left with {left}")
            if self.terminal.in_alternate:
                raise Failure("the alternate screen is left on")
            first = self.terminal.text().strip()
            if first != "typed before":
                raise Failure(f"the normal screen was changed:\n{first}")
        elif b"\x1b[?2004h" in self.output:
            rest = self.output[self.output.rindex(b"\x1b[?2004h"):]
            if missing := [mode for mode in OFF[:2] if mode not in rest]:
                raise Failure(f"{missing} were not written")

    def close(self):
        if self.find_end(os.WNOHANG) is None:
            os.kill(self.pid, signal.SIGKILL)
            self.find_end()
        os.close(self.fd)


class Trial:
    def __init__(self, program, directory, seed):
        self.program, self.directory, self.random = program, directory, random.Random(seed)
        self.count = 0

    def run(self, name, body, **options):
        console = Console(self.program, self.directory, **options)
        try:
            body(console)
            self.count += 1
        except (Failure, DriverFailure, Stray, OSError) as failure:
            raise Failure(f"{name}: {failure}\nthe last bytes: {console.output[-300:]!r}") from None
        finally:
            console.close()

    def is_open(self, console):
        console.wait_for_bytes(b"\x1b[?1004h", 0)
        console.read(0.1, 2)

    def come_to(self, moment, console):
        if moment == "start":
            wait = self.random.uniform(0, 0.25)
            end = time.monotonic() + wait
            while (left := end - time.monotonic()) > 0:
                console.read_once(left)
            return
        self.is_open(console)
        if moment == "filter":
            console.press(b"/", 0.2)
        elif moment == "storm":
            for _ in range(self.random.randrange(3, 25)):
                console.write(self.random.choice([b"j", b"k", b"\t", b"]", b"\x1b[B", b"\x0c", b"?", b"\x1b"]))
                if self.random.random() < 0.3:
                    console.resize(self.random.randrange(20, 200), self.random.randrange(5, 60))

    def signalled(self, number, moment):
        def body(console):
            self.come_to(moment, console)
            is_open = console.output.count(b"\x1b[?1049h") > 0
            os.kill(console.pid, number)
            code = console.wait_for_end()
            expected = {-number} if number in CRASHES else {128 + number} | (set() if is_open else {-number})
            if code not in expected:
                raise Failure(f"the exit status is {code}")
            if moment == "start" and b"typed before" not in console.output:
                return console.check_settings()
            if moment == "storm":
                # A narrower window cuts the normal screen's lines off, on this terminal.
                console.terminal.normal = None if not console.terminal.in_alternate else console.terminal.normal
                if left := console.terminal.leftovers():
                    raise Failure(f"the terminal is left with {left}")
                return console.check_settings()
            console.check_left()

        self.run(f"{signal.Signals(number).name} at {moment}", body)

    def quit_plain(self, kind, end):
        def body(console):
            console.wait_for_bytes(b"\x1b[?1004h", 0)
            console.read(0.2, 2)
            if end is None:
                console.write(b"q")
            else:
                os.kill(console.pid, end)
            code = console.wait_for_end()
            if code != (0 if end is None else -end if end in CRASHES else 128 + end):
                raise Failure(f"the exit status is {code}")
            console.check_left()
            if not any(shown in console.output[-400:] for shown in shows_cursor(kind)):
                raise Failure("the cursor stays hidden")

        self.run(f"{kind} ended by {end or 'q'}", body, kind=kind, strict=False)

    def stopped(self, times):
        """Ctrl-Z and fg in a shell, so often; then the stopped console is killed as shells do it."""
        def body(console):
            console.wait_for_bytes(b"shell> ", 0)
            console.read(0.1, 1)
            before = settings_of_shell(console)
            console.write(b'"$PROGRAM"\n')
            self.is_open(console)
            for number in range(times):
                since = len(console.output)
                console.write(b"\x1a")
                console.wait_for_bytes(STOPPED.encode(), since)
                console.wait_for_bytes(b"shell> ", since)
                if left := console.terminal.leftovers():
                    raise Failure(f"stop {number + 1}: the shell's terminal is left with {left}")
                if (now := settings_of_shell(console)) != before:
                    raise Failure(f"stop {number + 1}: the settings were {before} and are {now}")
                since = len(console.output)
                console.write(b"fg\n")
                console.wait_for_bytes(b"\x1b[?1004h", since)
                console.read(0.03, 2)
            since = len(console.output)
            console.write(b"\x1a")
            console.wait_for_bytes(STOPPED.encode(), since)
            console.wait_for_bytes(b"shell> ", since)
            since = len(console.output)
            # A shell does not wait for a job that it holds for stopped.
            waiting = b"while wait %1; code=$?; test $code -eq 148; do sleep 0.02; done"
            console.write(b"kill %1; " + waiting + b"; echo ended $code\n")
            try:
                console.wait_for("the end of a stopped console", lambda: b"\nended 143" in console.output[since:], 10)
            except DriverFailure as failure:
                raise Failure(f"{failure}: {console.output[since:]!r}") from None
            if b"\x1b[?1049h" in console.output[since:]:
                raise Failure("a stopped console that was killed paints over the shell")
            if (now := settings_of_shell(console)) != before:
                raise Failure(f"after kill: the settings were {before} and are {now}")

        shell = ["/bin/bash", "--norc", "--noprofile", "--noediting", "-i"]
        self.run("stopped and continued", body, command=shell)


def settings_of_shell(console):
    since = len(console.output)
    console.write(b"stty -g; echo; echo do''ne\n")
    console.wait_for_bytes(b"\ndone", since)
    # The prompt may stand before them, where it came after what was typed.
    return re.findall(rb"[0-9a-f]+(?::[0-9a-f]+){20,}", console.output[since:])[-1]


def shows_cursor(kind):
    """What shows the cursor by the terminal's description, and what a crash writes."""
    try:
        text = subprocess.run(["tput", "-T", kind, "cnorm"], capture_output=True).stdout
    except OSError:
        text = b""
    return [text, b"\x1b[?25h"] if text else [b""]


def without_alternate_screen(directory):
    """Describes a terminal that is xterm without its alternate screen."""
    text = subprocess.run(["infocmp", "-x", "-1", "xterm-256color"], check=True, capture_output=True, text=True).stdout
    lines = [line for line in text.splitlines() if not line.strip().startswith(("smcup", "rmcup"))]
    lines[next(i for i, line in enumerate(lines) if not line.startswith("#"))] = "xterm-plain|no alternate screen,"
    source = os.path.join(directory, "plain.ti")
    with open(source, "w") as file:
        file.write("\n".join(lines) + "\n")
    subprocess.run(["tic", "-x", "-o", os.path.join(directory, "terminfo"), source], check=True, capture_output=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=10, help="of every signal at every moment")
    parser.add_argument("--stops", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--program", default=os.path.join(ROOT, "bin", "pandora"), type=os.path.abspath)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(1 << 32)
    directory = tempfile.mkdtemp(prefix="pandora-endings-")
    trial = Trial(arguments.program, directory, seed)
    failures, began = [], time.monotonic()

    def attempt(act, *words):
        try:
            act(*words)
        except Failure as failure:
            failures.append(str(failure))

    try:
        without_alternate_screen(directory)
        for _ in range(arguments.rounds):
            for number in CRASHES + ENDS:
                for moment in MOMENTS:
                    attempt(trial.signalled, number, moment)
        for kind in ["xterm-plain", *PLAIN_TYPES]:
            for end in [None, signal.SIGTERM, signal.SIGSEGV, signal.SIGQUIT]:
                attempt(trial.quit_plain, kind, end)
        attempt(trial.stopped, arguments.stops)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    print(f"seed {seed}: {trial.count} endings left the terminal as it was, {len(failures)} did not; "
          f"{arguments.stops} stops; {time.monotonic() - began:.0f} s")
    for failure in failures:
        print(failure)
    sys.exit(1 if failures else 0)


main()
