#!/usr/bin/env python3
"""Pastes random texts into the console over ssh and tmux, where they were never meant to go.

Ordinary texts and hostile ones, in the marks of bracketed paste, without them, and cut in the middle of a mark or of a
character; into lists, plans, filters and the palette; in several sessions at the same time. It fails where anything was
sent to the service, where the audit file has a line, or where the console no longer answers keys. Without marks nothing
tells the first letter of a text from a key, when the line delivers it alone: a q may quit, but then nothing of the text
may reach the shell.
"""
import argparse
import collections
import json
import os
import random
import shutil
import sys
import tempfile
import threading
import time

from remoteconsole import Failure, RemoteConsole
from localservice import ROOT

WORDS = ["try", "again", "yes", "y", "S", "X", "D", "r", "quick", "delete", "exactly", "Summary", "quit", "q", "n", "e",
         "retry", "Server", "日志", "任务", "é", "SELECT", "from", "where", "status=500", "10.0.0.7", "ERROR", "!", ":", "/",
         "~", "#", "--", "|", "kill -9", "{", "}", "\"n\"", "1", "4", "0", "9", "*", " ", "A", "B", "U", "E", "apply", "Yes, all"]
ENDS = ["\n", "\r\n", "\r", " ", "\t", "\n\n", "; ", ", "]
HOSTILE = [b"\x1b[201~", b"\x1b[200~", b"\x1b[201~y\r", b"\x1b", b"\x1b[A", b"\x1b[B", b"\x1bOM", b"\x1b[13u", b"\x1b]52;c;eQ==\x07",
           b"\x1b]11;rgb:1e/1e/2e\x07", b"\x1bP1$r0m\x1b\\", b"\x1b[<0;40;20M", b"\x1b[<0;40;20m", b"\x00", b"\x07", b"\x08", b"\x7f",
           b"\x0d", b"\x0d\x0d", b"y\ry\ry\r", b"\xff\xfe", b"\xc3", b"\xe6\x97", b"\xf0\x9f\x98", b"\xc2\x9b201~", b"\x9b201~", b"\x05",
           b"\x16", b"\x18", b"\x1a", b"\x1c", b"\x0e", b"\x0f", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\x1b[?2004l", b"\x1bc", b"\x1b[6n"]
# The seconds after which what comes is no more of the same text.
GAP = 0.03
# What opens the place that a text falls into; Esc leaves each of them.
PLACES = [(), (), (), ("S",), ("D",), ("/",), (":",), ("?",), ("Enter",), ("C-g",), ("4",), ("1",), ("e",)]


def ordinary(pick):
    words = [pick.choice(WORDS) + pick.choice(ENDS) for _ in range(pick.choice([2, 3, 5, 8, 20, 200]))]
    return "".join(words).encode()


def hostile(pick):
    parts = [pick.choice([pick.choice(HOSTILE), ordinary(pick)[:40], bytes(pick.randrange(256) for _ in range(6))])
             for _ in range(pick.choice([2, 4, 9, 30]))]
    return b"".join(parts)


def is_text(data):
    """Whether it cannot be taken for a key that is held down; Ctrl-C ends whatever reads it, by design."""
    keys = {byte for byte in data if byte not in b"\x1b\x0c"}
    return len(keys) > 2 and b"\x03" not in data


def made(pick):
    """A kind, the pieces that arrive one after the other, and whether tmux adds the marks."""
    while True:
        data = (hostile if pick.random() < 0.4 else ordinary)(pick).replace(b"\x03", b"")
        if is_text(data):
            break
    kind = pick.choice(["bracketed", "bare", "bare", "cut mark", "cut character", "no end mark", "cut text"])
    if kind in ("bracketed", "bare"):
        return kind, [data], kind == "bracketed"
    marked = b"\x1b[200~" + data + b"\x1b[201~"
    if kind == "cut mark":
        place = pick.choice([pick.randrange(1, 6), len(marked) - pick.randrange(1, 6)])
        return kind, [marked[:place], marked[place:]], False
    if kind == "no end mark":
        return kind, [marked[:-6]], False
    if kind == "cut character":
        sign = pick.choice(["日", "é", "😀"]).encode()
        place = pick.randrange(1, len(sign))
        return kind, [data + sign[:place], sign[place:] + data], False
    place = pick.randrange(1, len(marked))
    return kind, [marked[:place], marked[place:]], False


class Session:
    """One console that is pasted into, with a service, an sshd and a tmux of its own, and texts that only its seed decides."""

    def __init__(self, number, seed):
        self.number, self.seed, self.pick = number, seed, random.Random(seed)
        self.recent, self.kinds, self.count, self.quits = [], collections.Counter(), 0, 0

    def run(self, program, directory, count, is_over):
        """Pastes so many texts, or until it is over, and looks at all that may have changed."""
        self.console = RemoteConsole(program, directory)
        try:
            while self.count < count and not is_over():
                self.paste()
                if self.count % 5 == 0:
                    self.check_answers()
            self.check_answers()
            check_service(self.console.service)
            self.console.check_left(self.console.quit())
            self.console.check_settings()
            self.console.check_modes()
            self.check_audit()
        finally:
            self.console.stop()

    def paste(self):
        kind, pieces, brackets = made(self.pick)
        place = self.pick.choice(PLACES)
        self.recent = [*self.recent, (kind, place, pieces)][-6:]
        for key in place:
            self.console.press(key)
            time.sleep(0.06)
        seconds = self.console.paste(*pieces, brackets=brackets)
        self.count += 1
        self.kinds[kind] += 1
        time.sleep(0.05)
        for _ in range(2):
            self.console.press("Escape")
            time.sleep(0.05)
        self.check_audit()
        if "exit code" in (screen := self.console.screen()):
            self.check_quit(screen.replace("^[", "").strip(), pieces, seconds)

    def check_quit(self, screen, pieces, seconds):
        """It was quit by the first letter of a text, none of whose others is on the shell's screen."""
        # On a busy machine the second piece comes as a text of its own, which is the shell's then.
        is_clean = screen.endswith("exit code 0") or seconds > GAP and "exit code 0" in screen
        if not is_clean or len(pieces) == 1 and pieces[0][:1] != b"q":
            raise Failure(f"the console has ended:\n{screen}")
        self.quits += 1
        self.console.check_settings()
        self.console.check_modes()
        self.console.restart()

    def check_audit(self):
        if audit := self.console.audit():
            raise Failure(f"something was sent: {audit}")

    def check_answers(self):
        """The help opens and goes away again, however deep the text has led."""
        for _ in range(40):
            self.console.press("Escape")
            time.sleep(0.08)
            self.console.press("?")
            if self.shows("Esc closes", True):
                self.console.press("Escape")
                if self.shows("Esc closes", False):
                    return
        raise Failure(f"the console no longer answers keys:\n{self.console.screen()}")

    def shows(self, text, wanted):
        # Longer than the second after which the console takes the end mark of a paste for lost.
        end = time.monotonic() + 3
        while time.monotonic() < end:
            if (text in self.console.screen()) == wanted:
                return True
            time.sleep(0.02)
        return False


def check_service(service):
    """What there was is there, and nothing of it has run."""
    def answer(path):
        # On a connection of its own: the service has closed the first one after minutes without a request.
        status, text = service.ask("GET", path)
        if status != 200:
            raise Failure(f"{path}: {status} {text}")
        return json.loads(text)

    names = sorted(job["name"] for job in answer("/v2/jobs")["jobs"])
    if names != ["other", "quick"]:
        raise Failure(f"the jobs are {names}")
    for name in names:
        if runs := answer(f"/v2/jobs/{name}/history")["history"]:
            raise Failure(f"job {name} has run: {runs}")


class Run:
    """Sessions that paste at the same time; where one fails, the others end early."""

    def __init__(self, arguments, seed, directory):
        self.arguments, self.directory = arguments, directory
        # The first has the seed that was given: a session that failed is run again alone, by --sessions 1 and its seed.
        count = arguments.sessions or (16 if arguments.count >= 200 else 1)
        self.sessions = [Session(number, seed + number) for number in range(count)]
        self.failures, self.end = {}, time.monotonic() + arguments.seconds

    def is_over(self):
        return bool(self.failures) or time.monotonic() > self.end

    def paste(self, session):
        share, rest = divmod(self.arguments.count, len(self.sessions))
        try:
            session.run(self.arguments.program, f"{self.directory}/{session.number}", share + (session.number < rest),
                        self.is_over)
        # Whatever ends a thread is a failure of the run: nobody else would hear of it.
        except (Exception, SystemExit) as failure:
            self.failures[session] = failure

    def run(self):
        threads = [threading.Thread(target=self.paste, args=[session]) for session in self.sessions]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        finally:
            self.end = 0
            for thread in threads:
                thread.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=10_000, help="of texts, in all sessions together")
    parser.add_argument("--sessions", type=int, default=None, help="16, or 1 for less than 200 texts")
    parser.add_argument("--seconds", type=float, default=600, help="the most time it may take")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--program", default=os.path.join(ROOT, "bin", "pandora"), type=os.path.abspath)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(1 << 32)
    directory, began = tempfile.mkdtemp(prefix="pandora-pastes-"), time.monotonic()
    try:
        run = Run(arguments, seed, directory)
        run.run()
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    for session, failure in run.failures.items():
        print(f"session {session.number}, seed {session.seed}, after {session.count} texts: {failure}")
        for kind, place, pieces in session.recent:
            print(kind, place, [piece if len(piece) < 400 else piece[:400] + b"..." for piece in pieces])
    kinds = sum((session.kinds for session in run.sessions), collections.Counter())
    if run.failures:
        sys.exit(f"seed {seed}: {kinds.total()} texts in {len(run.sessions)} sessions, {len(run.failures)} of which failed")
    names = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    quits = sum(session.quits for session in run.sessions)
    print(f"seed {seed}: {kinds.total()} texts in {len(run.sessions)} sessions in {time.monotonic() - began:.0f} s ({names}): "
          f"nothing was sent, keys are answered; {quits} quit by their first letter")


main()
