#!/usr/bin/env python3
"""Gives the service and the console disks that are full, stores that are damaged, and files that cannot be used.

A service that cannot start must say why in one line of plain words, with its exit code, and leave the store as it is
to the last byte. One whose disk fills up while it runs must refuse in plain words, have all that it acknowledged and
nothing else, and go on once there is room. The console must work without a place for its files.
"""
import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import localservice
from localservice import PANDORAD, ROOT
from ptydriver import DriverFailure, Program

# What nobody who runs a service should have to read.
RAW = re.compile(r"SQLite|SQLITE|E9000|Error:|DatabaseError|Optional\(|errno|NSCocoa|Domain=|\bE\d{4,5}\b")
# A limit of the size of files stands for a full disk: writes fail from a place on, without a file system of its own.
LIMITED = 'trap "" XFSZ; ulimit -f {blocks}; exec "$@"'


class Failure(Exception):
    pass


def check(is_so, what):
    if not is_so:
        raise Failure(what)


def sum_of(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest() if os.path.isfile(path) else None


class LimitedService(localservice.Service):
    """A service none of whose files may be larger than so many blocks of 512 bytes."""

    def __init__(self, directory, blocks):
        self.directory = directory
        script = LIMITED.format(blocks=blocks)
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", script, "sh", PANDORAD, "--data-dir", directory, "--listen", "127.0.0.1:0",
             "--log-level", "error", "--duckdb", os.path.join(ROOT, ".tools", "duckdb")],
            stdout=subprocess.PIPE, stderr=open(directory + ".errors", "wb"))
        first = self.process.stdout.readline().decode()
        if not first.startswith("ready "):
            self.process.wait()
            raise Failure(f"it does not start: {open(directory + '.errors').read()}")
        self.attach(first.split()[1])


class Faults:
    def __init__(self, program, directory, seed):
        self.program, self.directory, self.random = program, directory, random.Random(seed)
        self.count, self.failures = 0, []
        self.full = directory + "/full"
        service = localservice.with_files(self.full)
        self.make(service)
        service.stop()
        # What is in the log beside the store would mend it.
        store = sqlite3.connect(self.full + "/pipeline.sqlite")
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()

    def make(self, service):
        service.call("POST", "/v2/repos/taps", {"region": "nb", "schema": [
            {"key": "n", "valtype": "long", "required": True}, {"key": "word", "valtype": "string"}]})
        service.call("POST", "/v2/jobs/quick", localservice.job("manual"))
        for number in range(40):
            service.call("POST", "/v2/repos/taps/data", f"n={number}\tword={'w' * 200}\n", "text/plain")

    def attempt(self, name, act, *words):
        try:
            act(*words)
            self.count += 1
        except (Failure, DriverFailure, OSError, sqlite3.Error) as failure:
            self.failures.append(f"{name}: {failure}")

    def copy(self):
        directory = tempfile.mkdtemp(dir=self.directory)
        shutil.rmtree(directory)
        shutil.copytree(self.full, directory)
        return directory

    # A service that cannot start.

    def start(self, directory, blocks="unlimited"):
        """The exit code and the words of a service; None as its code where it starts, and it is ended then."""
        command = ["/bin/sh", "-c", LIMITED.format(blocks=blocks), "sh", PANDORAD, "--data-dir", directory,
                   "--listen", "127.0.0.1:0", "--log-level", "error"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        first = process.stdout.readline().decode()
        if first.startswith("ready "):
            process.send_signal(signal.SIGTERM)
            process.communicate()
            return None, first
        _, errors = process.communicate()
        return process.returncode, errors.decode(errors="replace")

    def refuses(self, directory, words, code=73, blocks="unlimited"):
        store = directory + "/pipeline.sqlite"
        before = sum_of(store)
        found, text = self.start(directory, blocks)
        check(found == code, f"the exit code is {found}: {text}")
        check(text.startswith("pandorad: ") and text.count("\n") == 1, f"not one line: {text}")
        check(not RAW.search(text), f"not in plain words: {text}")
        check(words in text, f"'{words}' is not said: {text}")
        check(sum_of(store) == before, "the store was changed")

    def newer(self):
        directory = self.copy()
        store = sqlite3.connect(directory + "/pipeline.sqlite")
        store.execute("INSERT INTO grdb_migrations VALUES ('99 of a later version')")
        store.commit()
        store.close()
        self.refuses(directory, "newer pandorad")

    def truncated(self, share):
        directory = self.copy()
        path = directory + "/pipeline.sqlite"
        os.truncate(path, int(os.path.getsize(path) * share))
        self.refuses(directory, "damaged")

    def no_store(self, data):
        directory = self.copy()
        with open(directory + "/pipeline.sqlite", "wb") as file:
            file.write(data)
        self.refuses(directory, "damaged")

    def folder(self):
        directory = self.copy()
        os.remove(directory + "/pipeline.sqlite")
        os.mkdir(directory + "/pipeline.sqlite")
        self.refuses(directory, "cannot be opened")

    def no_room(self, blocks):
        """It starts, or says what is missing and starts once there is room."""
        directory = tempfile.mkdtemp(dir=self.directory)
        code, text = self.start(directory, blocks)
        if code is None:
            return
        check(code in (73, 78) and text.startswith("pandorad: ") and text.count("\n") == 1 and not RAW.search(text),
              f"{blocks} blocks: {code}: {text}")
        code, text = self.start(directory)
        check(code is None, f"it does not start once there is room again, after {blocks} blocks: {code}: {text}")

    def scrambled(self):
        """Random bytes in random places: it starts and answers in plain words, or says what is wrong."""
        directory = self.copy()
        path = directory + "/pipeline.sqlite"
        data = bytearray(open(path, "rb").read())
        for _ in range(self.random.choice([1, 10, 100, 2000])):
            place = self.random.randrange(100, len(data))
            data[place] = self.random.randrange(256)
        with open(path, "wb") as file:
            file.write(data)
        code, text = self.start(directory)
        if code is not None:
            check(code == 73 and text.startswith("pandorad: ") and not RAW.search(text), f"{code}: {text}")
            return
        service = localservice.Service(directory)
        try:
            for method, path, body, kind in [
                ("GET", "/v2/repos", None, ""), ("GET", "/v2/jobs", None, ""), ("GET", "/v2/repos/taps", None, ""),
                ("GET", "/v2/jobs/quick/history", None, ""), ("POST", "/v2/repos/taps/data", "n=1\n", "text/plain"),
                ("POST", "/v2/jobs/quick/actions/start", None, ""), ("DELETE", "/v2/repos/taps", None, ""),
            ]:
                status, answer = service.ask(method, path, body, kind or "application/json")
                check(status < 500 or "SQLite" not in answer, f"{method} {path}: {status} {answer}")
            check(service.process.poll() is None, "the service has ended")
        finally:
            service.kill()

    # A disk that fills up.

    def fills_up(self, extra):
        """The write fails that first needs more than so many blocks; what was acknowledged is there, and no more."""
        directory = self.copy()
        size = os.path.getsize(directory + "/pipeline.sqlite") // 512
        service = LimitedService(directory, size + extra)
        accepted, refused = [], 0
        try:
            for number in range(1000, 1400):
                status, answer = service.ask("POST", "/v2/repos/taps/data", f"n={number}\tword={'w' * 3000}\n", "text/plain")
                if status == 200:
                    accepted.append(number)
                    continue
                refused += 1
                check(status >= 500 and not re.search("SQLite|Error:", answer), f"not in plain words: {status} {answer}")
                if refused > 3:
                    break
            check(refused, "no write fails")
            for path, body in [("repos/more", {"region": "nb", "schema": []}), ("jobs/more", localservice.job("manual"))]:
                status, answer = service.ask("POST", "/v2/" + path, body)
                check(status == 200 or "SQLite" not in answer, f"{path}: {status} {answer}")
            status, answer = service.ask("GET", "/v2/repos")
            check(status == 200, f"it does not read any more: {status} {answer}")
        finally:
            service.kill()
        service = localservice.Service(directory)
        try:
            status, answer = service.ask("POST", "/v2/repos/taps/data", "n=9999\n", "text/plain")
            check(status == 200, f"it does not go on once there is room: {answer}")
        finally:
            service.stop()
        store = sqlite3.connect(directory + "/pipeline.sqlite")
        kept = [point["n"] for (data,) in store.execute("SELECT json FROM point_batch ORDER BY id") for point in json.loads(data)]
        check(store.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the store is damaged")
        store.close()
        expected = list(range(40)) + accepted + [9999]
        check(kept == expected, f"acknowledged were {expected[-5:]}, kept are {kept[-5:]}")

    def held(self):
        """Another program writes to the store: a change waits, is refused in plain words, and works afterwards."""
        directory = self.copy()
        service = localservice.Service(directory)
        try:
            other = sqlite3.connect(directory + "/pipeline.sqlite", isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            status, answer = service.ask("POST", "/v2/repos/taps/data", "n=1\n", "text/plain")
            check(status >= 500 and "in use by another program" in answer, f"{status} {answer}")
            other.execute("ROLLBACK")
            other.close()
            status, answer = service.ask("POST", "/v2/repos/taps/data", "n=1\n", "text/plain")
            check(status == 200, f"{status} {answer}")
        finally:
            service.stop()

    # The console.

    def console(self, name, script, settings=None, change=False):
        """It opens, does what it is asked to, says so where that cannot be written down, and quits."""
        home = tempfile.mkdtemp(dir=self.directory)
        service = localservice.Service(self.copy()) if change else None
        environment = {
            "HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color", "PROGRAM": self.program,
            "PANDORA_ENDPOINT": service.url if service else "http://127.0.0.1:1",
            "PANDORA_ACCESS_KEY": service.access if service else "a",
            "PANDORA_SECRET_KEY": service.secret if service else "s", **(settings or {}),
        }
        program = Program(["/bin/sh", "-c", script + ' exec "$PROGRAM"'], environment, 100, 30, home)
        try:
            program.wait_for("the console", lambda: b"q quit" in program.output or b"quit" in program.output)
            if change:
                program.wait_for("the job", lambda: b"quick" in program.output)
                for key in (b"4", b"S"):
                    program.press(key, 0.4)
                program.wait_for("the plan", lambda: b"actions/start" in program.output)
                program.press(b"y", 0.5)
                program.wait_for(f"that it cannot be written down ({name})", lambda: b"audit" in program.output, 15)
                program.press(b"\x1b", 0.3)
            program.press(b"q", 0.5)
            end = time.monotonic() + 15
            while program.find_end(os.WNOHANG) is None and time.monotonic() < end:
                program.read(0.05, 1)
            check(program.ended == 0, f"it ends with {program.ended}: {program.output[-500:]!r}")
        finally:
            if program.find_end(os.WNOHANG) is None:
                os.kill(program.pid, signal.SIGKILL)
                program.find_end()
            os.close(program.fd)
            if service:
                service.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=100, help="of stores with random bytes")
    parser.add_argument("--step", type=int, default=8, help="the blocks between one full disk and the next")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--program", default=os.path.join(ROOT, "bin", "pandora"), type=os.path.abspath)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(1 << 32)
    directory, began = tempfile.mkdtemp(prefix="pandora-faults-"), time.monotonic()
    try:
        faults = Faults(arguments.program, directory, seed)
        faults.attempt("a store of a newer version", faults.newer)
        for share in (0.9, 0.5, 0.1, 0.002):
            faults.attempt(f"a store cut at {share:.1%}", faults.truncated, share)
        faults.attempt("a text for a store", faults.no_store, b"this is a text and no store at all\n" * 9)
        faults.attempt("random bytes for a store", faults.no_store, faults.random.randbytes(200_000))
        faults.attempt("a folder for a store", faults.folder)
        for blocks in range(0, 400, arguments.step):
            faults.attempt(f"a first start with {blocks} blocks", faults.no_room, blocks)
        for extra in range(arguments.step, arguments.step * 12, arguments.step):
            faults.attempt(f"a disk that is full after {extra} blocks", faults.fills_up, extra)
        faults.attempt("a store that another program writes to", faults.held)
        for number in range(arguments.rounds):
            faults.attempt(f"a scrambled store, {number}", faults.scrambled)
        nowhere = {"XDG_STATE_HOME": "/dev/null", "XDG_CACHE_HOME": "/dev/null"}
        full = 'trap "" XFSZ; ulimit -f 0;'
        faults.attempt("a console without a place", faults.console, "no place", "", nowhere)
        faults.attempt("a console on a full disk", faults.console, "full", full)
        faults.attempt("a change without a place", faults.console, "no place", "", nowhere, True)
        faults.attempt("a change on a full disk", faults.console, "full", full, None, True)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    print(f"seed {seed}: {faults.count} faults were met as promised, {len(faults.failures)} were not; {time.monotonic() - began:.0f} s")
    for failure in faults.failures:
        print(failure)
    sys.exit(1 if faults.failures else 0)


main()
