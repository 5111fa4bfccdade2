#!/usr/bin/env python3
"""Gives the service and the console disks that are full or read-only, stores that are damaged, files that cannot be used.

A service that cannot start must say why in one line of plain words, with its exit code, and leave the store as it is
to the last byte. One whose disk fills up while it runs must refuse in plain words, have all that it acknowledged and
nothing else, and go on once there is room; so must one whose disk or directory becomes read-only, which needs root. The
console must work without a place for its files.
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
import owndisk
from localservice import PANDORAD, ROOT
from ptydriver import DriverFailure, Program

# What nobody who runs a service should have to read.
RAW = re.compile(r"SQLite|SQLITE|E9000|Error:|DatabaseError|Optional\(|errno|NSCocoa|Domain=|\bE\d{4,5}\b")
# An answer has the code of its error, in the API's form.
RAW_ANSWER = re.compile(r"SQLite|SQLITE|Error:|DatabaseError|Optional\(|errno|NSCocoa|Domain=|service's log")
# A limit of the size of files stands for a full disk: writes fail from a place on, without a file system of its own.
LIMITED = 'trap "" XFSZ; ulimit -f {blocks}; exec "$@"'


class Failure(Exception):
    pass


def check(is_so, what):
    if not is_so:
        raise Failure(what)


def everything(directory):
    """The directory, and all that is in it."""
    return [directory] + [os.path.join(folder, name) for folder, folders, files in os.walk(directory) for name in folders + files]


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
        except (Failure, DriverFailure, OSError, sqlite3.Error, subprocess.SubprocessError) as failure:
            self.failures.append(f"{name}: {failure}")

    def copy(self, directory=None):
        directory = directory or tempfile.mkdtemp(dir=self.directory)
        shutil.rmtree(directory, ignore_errors=True)
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

    # A disk that fills up, or becomes read-only.

    def post(self, service, number, word="w"):
        """Whether a point is acknowledged; where it is not, that is told in plain words."""
        status, answer = service.ask("POST", "/v2/repos/taps/data", f"n={number}\tword={word}\n", "text/plain")
        check(status == 200 or status >= 500 and not RAW_ANSWER.search(answer), f"not in plain words: {status} {answer}")
        return status == 200

    def check_plain(self, service, method, path, body=None):
        status, answer = service.ask(method, path, body)
        check(status == 200 or not RAW_ANSWER.search(answer), f"{path}: {status} {answer}")
        return status

    def check_kept(self, directory, accepted):
        """The store has the points of the first days and those that were acknowledged, and no others."""
        store = sqlite3.connect(directory + "/pipeline.sqlite")
        batches = store.execute("SELECT json FROM point_batch WHERE repo = 'taps' ORDER BY id")
        kept = [point["n"] for (data,) in batches for point in json.loads(data)]
        check(store.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the store is damaged")
        store.close()
        expected = list(range(40)) + accepted
        check(kept == expected, f"acknowledged were {expected[-5:]}, kept are {kept[-5:]}")

    def check_goes_on(self, directory, accepted):
        """A service that starts there takes points again; all that was ever acknowledged is there."""
        service = localservice.Service(directory)
        try:
            check(self.post(service, 9999), "it does not go on once it can be written")
        finally:
            service.stop()
        self.check_kept(directory, [*accepted, 9999])

    def fills_up(self, extra):
        """The write fails that first needs more than so many blocks; what was acknowledged is there, and no more."""
        directory = self.copy()
        size = os.path.getsize(directory + "/pipeline.sqlite") // 512
        service = LimitedService(directory, size + extra)
        accepted, refused = [], 0
        try:
            for number in range(1000, 1400):
                if self.post(service, number, "w" * 3000):
                    accepted.append(number)
                elif (refused := refused + 1) > 3:
                    break
            check(refused, "no write fails")
            for path, body in [("repos/more", {"region": "nb", "schema": []}), ("jobs/more", localservice.job("manual"))]:
                self.check_plain(service, "POST", "/v2/" + path, body)
            check(self.check_plain(service, "GET", "/v2/repos") == 200, "it does not read any more")
        finally:
            service.kill()
        self.check_goes_on(directory, accepted)

    def check_read_only(self, service):
        """It takes nothing, says so in plain words, and goes on reading."""
        for number in range(2000, 2003):
            check(not self.post(service, number), "a point is acknowledged that cannot be kept")
        for method, path, body in [
            ("POST", "/v2/repos/more", {"region": "nb", "schema": [{"key": "n", "valtype": "long"}]}),
            ("POST", "/v2/jobs/more", localservice.job("manual")), ("POST", "/v2/jobs/quick/actions/start", None),
            ("DELETE", "/v2/jobs/quick", None), ("DELETE", "/v2/repos/taps", None),
        ]:
            check(self.check_plain(service, method, path, body) >= 500, f"{method} {path} is acknowledged")
        for path in ("repos", "repos/taps", "repos/taps/data", "jobs", "jobs/quick/history"):
            check(self.check_plain(service, "GET", "/v2/" + path) == 200, f"{path} is not read any more")

    def disk(self):
        return owndisk.OwnDisk(tempfile.mkdtemp(dir=self.directory) + "/disk")

    def read_only_start(self):
        """On a disk that is read-only it does not start, with a directory there or without, and starts afterwards."""
        with self.disk() as disk:
            directory = self.copy(disk.path + "/data")
            disk.set_writable(False)
            self.refuses(directory, "cannot be written")
            self.refuses(disk.path + "/other", "cannot be made")
            disk.set_writable(True)
            owndisk.set_immutable([directory + "/pipeline.sqlite"], True)
            self.refuses(directory, "cannot be opened")
            owndisk.set_immutable([directory + "/pipeline.sqlite"], False)
            self.check_goes_on(directory, [])

    def disk_fails(self):
        """The disk becomes read-only by an error, as a server's does; it is repaired, and the service started again."""
        with self.disk() as disk:
            directory = self.copy(disk.path + "/data")
            disk.sync()
            service = localservice.Service(directory)
            try:
                accepted = [number for number in range(1000, 1010) if self.post(service, number)]
                disk.fail()
                self.check_read_only(service)
            finally:
                service.kill()
            disk.repair()
            self.check_goes_on(directory, accepted)

    def read_only_for_a_while(self):
        """Its files cannot be changed for a while; then it goes on without a restart."""
        with self.disk() as disk:
            directory = self.copy(disk.path + "/data")
            service = localservice.Service(directory)
            try:
                accepted = [number for number in range(1000, 1010) if self.post(service, number)]
                # But for the file that SQLite's connections share as memory: a system that refuses that ends the process.
                files = [path for path in everything(directory) if not path.endswith("-shm")]
                owndisk.set_immutable(files, True)
                self.check_read_only(service)
                owndisk.set_immutable(files, False)
                accepted += [number for number in range(3000, 3010) if self.post(service, number)]
                check(len(accepted) == 20, f"acknowledged are only {accepted}")
                check(self.run_of_quick(service)["status"] == "Successful", "a job does not run afterwards")
            finally:
                service.stop()
            self.check_goes_on(directory, accepted)

    def folders_for_a_while(self):
        """Nothing can be made in its folders for a while: points are kept, what computes says so in plain words, and goes on."""
        with self.disk() as disk:
            directory = self.copy(disk.path + "/data")
            service = localservice.Service(directory)
            try:
                service.call("POST", "/v2/repos/taps/transforms/copy/to/copied", {
                    "mode": "sql", "code": "SELECT n FROM stream", "interval": "5s"})
                folders = [path for path in everything(directory) if os.path.isdir(path)]
                owndisk.set_immutable(folders, True)
                accepted = [number for number in range(1000, 1010) if self.post(service, number)]
                status = self.check_plain(service, "POST", "/v2/jobs/more", localservice.job("manual"))
                check(status >= 500, f"a job is acknowledged that cannot be described: {status}")
                run = self.run_of_quick(service)
                check(run["status"] == "Failed", f"it cannot have run: {run}")
                problem = self.wait_for(directory, "SELECT last_error FROM stream_task WHERE last_error IS NOT NULL")
                for text in (run["message"], problem):
                    check("data directory" in text and not RAW.search(text), f"not in plain words: {text}")
                owndisk.set_immutable(folders, False)
                check(self.run_of_quick(service)["status"] == "Successful", "a job does not run afterwards")
                self.wait_for(directory, f"SELECT 1 FROM stream_task WHERE processed = {len(accepted)}")
            finally:
                service.stop()
            self.check_goes_on(directory, accepted)

    def wait_for(self, directory, query):
        """What a query of the store finds, once it does."""
        store = sqlite3.connect(directory + "/pipeline.sqlite")
        end = time.monotonic() + 60
        while not (row := store.execute(query).fetchone()):
            check(time.monotonic() < end, f"it never happens: {query}")
            time.sleep(0.1)
        store.close()
        return row[0]

    def run_of_quick(self, service):
        """The job's newest run, once it has ended."""
        status, answer = service.ask("POST", "/v2/jobs/quick/actions/start")
        check(status == 200, f"a start is refused: {status} {answer}")
        end = time.monotonic() + 30
        while time.monotonic() < end:
            run = json.loads(service.ask("GET", "/v2/jobs/quick/history")[1])["history"][0]
            if run["status"] in ("Successful", "Failed"):
                return run
            time.sleep(0.05)
        raise Failure(f"a run does not end: {run}")

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

    def read_only_home(self):
        with self.disk() as disk:
            disk.set_writable(False)
            self.console("read-only home", "", {"HOME": disk.path})
            self.console("read-only home", "", {"HOME": disk.path}, True)


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
        if refusal := owndisk.refusal(directory):
            print(f"not tried: what is read-only, since {refusal}")
        else:
            faults.attempt("a start on a read-only disk", faults.read_only_start)
            faults.attempt("a disk that fails", faults.disk_fails)
            faults.attempt("a store that is read-only for a while", faults.read_only_for_a_while)
            faults.attempt("folders that are read-only for a while", faults.folders_for_a_while)
            faults.attempt("a console whose home is read-only", faults.read_only_home)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    print(f"seed {seed}: {faults.count} faults were met as promised, {len(faults.failures)} were not; {time.monotonic() - began:.0f} s")
    for failure in faults.failures:
        print(failure)
    sys.exit(1 if faults.failures else 0)


main()
