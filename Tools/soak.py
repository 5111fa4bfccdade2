#!/usr/bin/env python3
"""Runs the service and consoles under a steady load, and says what grows.

One service with many jobs; points are posted and jobs started all the time; consoles in pseudo-terminals get keys; idle
connections stay open. Memory, descriptors and processor time are taken every second. It fails where the last part of
the time costs clearly more than the first, where the service refuses work, where a console ends, or where the store does
not hold exactly the points that were acknowledged.
"""
import argparse
import http.client
import os
import random
import resource
import shutil
import signal
import socket
import sqlite3
import sys
import tempfile
import threading
import time

import localservice
import procfs
from localservice import ROOT
from ptydriver import DriverFailure, Program

KEYS = [b"j", b"k", b"]", b"\t", b"4", b"1", b"8", b"0", b"G", b"g", b"\x1b[6~", b"\x1b[5~", b"?", b"\x1b", b"T"]


class Failure(Exception):
    pass


class Console(Program):
    """A console whose picture nobody looks at; only the last of its bytes are kept."""

    def receive(self, data):
        self.output = (self.output + data)[-4000:]


class Series:
    """One quantity over time, and what counts as growth of it."""

    def __init__(self, name, unit, factor, slack):
        self.name, self.unit, self.factor, self.slack = name, unit, factor, slack
        self.samples = []

    def add(self, moment, value):
        self.samples.append((moment, value))

    def row(self, part):
        """The means of the first and the last part, the slope an hour, and whether it has grown."""
        start, end = self.samples[0][0], self.samples[-1][0]
        first = mean(value for moment, value in self.samples if moment <= start + part)
        last = mean(value for moment, value in self.samples if moment >= end - part)
        return first, last, slope(self.samples) * 3600, last > first * self.factor + self.slack


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def slope(samples):
    times, values = mean(moment for moment, _ in samples), mean(value for _, value in samples)
    spread = sum((moment - times) ** 2 for moment, _ in samples)
    return sum((moment - times) * (value - values) for moment, value in samples) / spread if spread else 0.0


class IdleConnections:
    """Connections that send nothing; one that the service closes is opened again."""

    def __init__(self, url, count):
        host, port = url.split("//")[1].rsplit(":", 1)
        self.address, self.count, self.sockets, self.reopened = (host, int(port)), count, [], 0

    def fill(self):
        alive = []
        for one in self.sockets:
            try:
                if one.recv(1, socket.MSG_PEEK) == b"":
                    one.close()
                    self.reopened += 1
                    continue
            except BlockingIOError:
                pass
            except OSError:
                one.close()
                self.reopened += 1
                continue
            alive.append(one)
        self.sockets = alive
        while len(self.sockets) < self.count:
            one = socket.create_connection(self.address, timeout=60)
            one.setblocking(False)
            self.sockets.append(one)

    def close(self):
        for one in self.sockets:
            one.close()


class Worker(threading.Thread):
    """Does one thing at a steady pace; what it is late for is left out, so that no pause is followed by a burst."""

    def __init__(self, pace):
        super().__init__(daemon=True)
        self.pace, self.stopping, self.error = pace, threading.Event(), None

    def run(self):
        next_step = time.monotonic()
        try:
            while not self.stopping.wait(max(0, next_step - time.monotonic())):
                next_step = max(next_step, time.monotonic() - self.pace) + self.pace
                self.step()
        except (Failure, OSError, http.client.HTTPException) as failure:
            self.error = failure

    def stop(self):
        self.stopping.set()
        self.join()


class Posting(Worker):
    """Posts ten times a second, over a connection that is kept; the first point of a post tells it from all others."""

    def __init__(self, service, first, size):
        super().__init__(0.1)
        self.service, self.number, self.size, self.acknowledged = service, first, size, []
        self.connection = http.client.HTTPConnection(service.url.split("//")[1], timeout=60)
        self.rest = "".join(f"n={number}\tword=w{number}\n" for number in range(1, size))

    def step(self):
        self.number += 1
        text = f"n={self.number}\tword=first\n{self.rest}"
        status, answer = self.service.answer(self.connection, "POST", "/v2/repos/taps/data", text, "text/plain")
        if status != 200:
            raise Failure(f"points: {status} {answer}")
        self.acknowledged.append(self.number)


class Starting(Worker):
    """Starts a job every half second, over a connection of its own each."""

    def __init__(self, service, names, seed):
        super().__init__(0.5)
        self.service, self.names, self.random = service, names, random.Random(seed)
        self.starts = self.refused = 0

    def step(self):
        name = self.random.choice(self.names)
        status, answer = self.service.ask("POST", f"/v2/jobs/{name}/actions/start")
        # A job that still runs is not started again.
        if status >= 500:
            raise Failure(f"start of {name}: {status} {answer}")
        self.starts += status == 200
        self.refused += status != 200


def postings(service, rate):
    """So many points a second, over more connections where they are many: a post stays one that a client would send."""
    count = 1 + rate // 6_000
    return [Posting(service, number * 10_000_000, max(1, rate // 10 // count)) for number in range(count)]


def check_points(directory, postings):
    """The store holds each post that was acknowledged once, and nothing else."""
    database = sqlite3.connect(directory + "/pipeline.sqlite")
    rows = database.execute("""
        SELECT text ->> '$[0].n', json_array_length(text), count
        FROM (SELECT CAST(json AS TEXT) AS text, count FROM point_batch)""").fetchall()
    database.close()
    expected = [(number, one.size, one.size) for one in postings for number in one.acknowledged]
    if sorted(rows) != sorted(expected):
        raise Failure(f"acknowledged were {len(expected)} posts, the store holds {len(rows)}: "
                      f"{len(set(expected) - set(rows))} are missing, {len(set(rows) - set(expected))} are others")


def with_jobs(directory, names, options):
    """A service with a repo and many jobs, all but the first copied in its store: each would take it a tenth of a second."""
    service = localservice.with_files(directory, options)
    service.call("POST", "/v2/repos/taps", {"region": "nb", "schema": [
        {"key": "n", "valtype": "long", "required": True}, {"key": "word", "valtype": "string"}]})
    service.call("POST", f"/v2/jobs/{names[0]}", localservice.job("manual"))
    service.stop()
    database = sqlite3.connect(directory + "/pipeline.sqlite")
    database.executemany(
        "INSERT INTO job (name, json, is_scheduled, identity) SELECT ?1, json_set(json, '$.name', ?1), is_scheduled, "
        "identity + ?2 FROM job WHERE name = ?3", [(name, more, names[0]) for more, name in enumerate(names) if more])
    database.execute("INSERT INTO job_source (job, type, name) SELECT job.name, type, job_source.name FROM job, job_source "
                     "WHERE job.name <> job_source.job")
    database.execute("UPDATE identity_counter SET last = (SELECT max(identity) FROM job)")
    database.commit()
    database.close()
    return localservice.Service(directory, options)


class Soak:
    def __init__(self, arguments, directory, seed):
        self.arguments, self.random, self.consoles, self.workers = arguments, random.Random(seed), [], []
        most = str(arguments.idle + arguments.consoles * 10 + 100)
        names = [f"job_{number}" for number in range(arguments.jobs)]
        self.service = with_jobs(directory + "/data", names, ["--max-connections", most])
        self.idle = IdleConnections(self.service.url, arguments.idle)
        self.postings = postings(self.service, arguments.points_per_second)
        self.starting = Starting(self.service, names, seed)
        try:
            # Before the consoles, which ask for everything at first: thousands of new connections wait for their turn then.
            self.idle.fill()
            for number in range(arguments.consoles):
                self.consoles.append(self.console(f"{directory}/home{number}"))
            for console in self.consoles:
                console.wait_for("the jobs", lambda: b"quit" in console.output)
        except BaseException:
            self.end()
            raise
        self.series = {
            "service memory": Series("service, memory", "MiB", 1.2, 16),
            "service files": Series("service, descriptors", "", 1.0, 12),
            "service work": Series("service, processor", "%", 1.5, 10),
            "console memory": Series("a console, memory (mean)", "MiB", 1.2, 12),
            "console most": Series("a console, memory (largest)", "MiB", 1.25, 16),
            "console files": Series("a console, descriptors", "", 1.0, 2),
            "console work": Series("a console, processor", "%", 1.5, 5),
        }

    def console(self, home):
        os.makedirs(home)
        environment = {
            "HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color", "EDITOR": "true",
            "PANDORA_ENDPOINT": self.service.url, "PANDORA_ACCESS_KEY": self.service.access,
            "PANDORA_SECRET_KEY": self.service.secret,
        }
        return Console([self.arguments.program], environment, 100, 30, home)

    def run(self):
        self.workers = [*self.postings, self.starting]
        for worker in self.workers:
            worker.start()
        began = time.monotonic()
        # What is read and made for the first time is no growth.
        warm = began + self.arguments.seconds / 5
        next_sample, work = began, None
        while (now := time.monotonic()) < began + self.arguments.seconds:
            self.press()
            if now < next_sample:
                continue
            next_sample += 1
            self.idle.fill()
            self.check_workers()
            work = self.sample(now, work, now >= warm)
        self.stop_workers()
        self.check_workers()
        self.seconds = time.monotonic() - began

    def check_workers(self):
        for worker in self.workers:
            if worker.error:
                raise Failure(f"the service refuses work: {worker.error}")

    def stop_workers(self):
        for worker in self.workers:
            worker.stop()

    def press(self):
        for console in self.consoles:
            if self.random.random() < 0.2:
                console.write(self.random.choice(KEYS))
            while console.read_once(0):
                pass
            if console.find_end(os.WNOHANG) is not None:
                raise Failure(f"a console has ended: {console.ended}")
        time.sleep(0.1)

    def sample(self, now, before, counts):
        pids = [console.pid for console in self.consoles]
        work = (now, self.service.seconds_of_cpu(), sum(map(procfs.seconds_of_cpu, pids)))
        if not counts or before is None:
            return work
        time_between = now - before[0]
        memory = [procfs.memory(pid) for pid in pids]
        series = self.series
        series["service memory"].add(now, self.service.memory())
        series["service files"].add(now, procfs.descriptors(self.service.process.pid))
        series["service work"].add(now, (work[1] - before[1]) / time_between * 100)
        if pids:
            series["console memory"].add(now, sum(memory) / len(memory))
            series["console most"].add(now, max(memory))
            series["console files"].add(now, sum(map(procfs.descriptors, pids)) / len(pids))
            series["console work"].add(now, (work[2] - before[2]) / time_between * 100 / len(pids))
        return work

    def report(self):
        part, grown = min(60, self.arguments.seconds / 5), []
        print(f"{'':28} {'first':>9} {'last':>9} {'an hour':>10}")
        for series in self.series.values():
            if not series.samples:
                continue
            first, last, hour, has_grown = series.row(part)
            print(f"{series.name:28} {first:9.1f} {last:9.1f} {hour:+10.1f} {series.unit}{'  grows' if has_grown else ''}")
            # How much of the processor others leave changes within seconds.
            is_judged = series.unit != "%" or self.arguments.seconds >= 60
            grown += [series.name] if has_grown and is_judged else []
        points = sum(len(one.acknowledged) * one.size for one in self.postings)
        print(f"{points:,} points acknowledged, {points / self.seconds:,.0f} a second of {self.arguments.points_per_second:,}; "
              f"{self.starting.starts} runs ({self.starting.refused} refused), {len(self.idle.sockets)} idle connections "
              f"({self.idle.reopened} opened again)")
        check_points(self.service.directory, self.postings)
        if grown:
            raise Failure("it grows: " + ", ".join(grown))

    def end(self):
        self.stop_workers()
        for console in self.consoles:
            if console.find_end(os.WNOHANG) is None:
                os.kill(console.pid, signal.SIGKILL)
                console.find_end()
        self.idle.close()
        self.service.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--consoles", type=int, default=20)
    parser.add_argument("--idle", type=int, default=10_000, help="connections that send nothing")
    parser.add_argument("--points-per-second", type=int, default=500)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--program", default=os.path.join(ROOT, "bin", "pandora"), type=os.path.abspath)
    arguments = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if arguments.idle > most - 500:
        print(f"this machine allows {most} descriptors: {most - 500} idle connections instead of {arguments.idle}")
        arguments.idle = most - 500
    seed = arguments.seed if arguments.seed is not None else random.randrange(1 << 32)
    directory, soak = tempfile.mkdtemp(prefix="pandora-soak-"), None
    print(f"seed {seed}: {arguments.jobs} jobs, {arguments.consoles} consoles, {arguments.seconds:.0f} s", flush=True)
    try:
        soak = Soak(arguments, directory, seed)
        soak.run()
        soak.end()
        soak.report()
    except (Failure, DriverFailure, OSError) as failure:
        print(failure)
        sys.exit(1)
    finally:
        if soak:
            soak.end()
        shutil.rmtree(directory, ignore_errors=True)


main()
