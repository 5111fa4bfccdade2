#!/usr/bin/env python3
"""Pastes random texts into the console over ssh and tmux, where they were never meant to go.

Ordinary texts and hostile ones, in the marks of bracketed paste, without them, and cut in the middle of a mark or of a
character; into lists, plans, filters and the palette. It fails where anything was sent to the service, where the audit
file has a line, or where the console no longer answers keys. Without marks nothing tells the first letter of a text from
a key, when the line delivers it alone: a q may quit, but then nothing of the text may reach the shell.
"""
import argparse
import json
import os
import random
import shutil
import sys
import tempfile
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


class Pasting:
    def __init__(self, console, seed):
        self.console, self.pick = console, random.Random(seed)
        self.recent, self.kinds, self.count, self.quits = [], {}, 0, 0

    def paste(self):
        kind, pieces, brackets = made(self.pick)
        place = self.pick.choice(PLACES)
        self.recent = [*self.recent, (kind, place, pieces)][-6:]
        for key in place:
            self.console.press(key)
            time.sleep(0.06)
        self.console.paste(*pieces, brackets=brackets)
        self.count += 1
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        time.sleep(0.05)
        for _ in range(2):
            self.console.press("Escape")
            time.sleep(0.05)
        self.check_audit()
        if "exit code" in (screen := self.console.screen()):
            self.check_quit(screen.replace("^[", "").strip(), pieces)

    def check_quit(self, screen, pieces):
        """It was quit by the first letter of a text, none of whose others is on the shell's screen."""
        if not screen.endswith("exit code 0") or len(pieces) == 1 and pieces[0][:1] != b"q":
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
        end = time.monotonic() + 1
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


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=600, help="the most time it may take")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--program", default=os.path.join(ROOT, "bin", "pandora"), type=os.path.abspath)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(1 << 32)
    directory = tempfile.mkdtemp(prefix="pandora-pastes-")
    console, pasting, began = None, None, time.monotonic()
    try:
        console = RemoteConsole(arguments.program, directory)
        pasting = Pasting(console, seed)
        while pasting.count < arguments.count and time.monotonic() - began < arguments.seconds:
            pasting.paste()
            if pasting.count % 5 == 0:
                pasting.check_answers()
        pasting.check_answers()
        check_service(console.service)
        last = console.quit()
        if last != "exit code 0":
            raise Failure(f"the console leaves this:\n{last}")
        console.check_settings()
        console.check_modes()
        pasting.check_audit()
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(pasting.kinds.items()))
        print(f"seed {seed}: {pasting.count} texts in {time.monotonic() - began:.0f} s ({kinds}): nothing was sent, keys are "
              f"answered; {pasting.quits} quit by their first letter")
    except (Failure, OSError) as failure:
        print(f"seed {seed}, after {pasting.count if pasting else 0} texts: {failure}")
        for kind, place, pieces in pasting.recent if pasting else []:
            print(kind, place, [piece if len(piece) < 400 else piece[:400] + b"..." for piece in pieces])
        sys.exit(1)
    finally:
        if console:
            console.stop()
        shutil.rmtree(directory, ignore_errors=True)


main()
