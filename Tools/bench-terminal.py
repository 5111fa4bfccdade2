#!/usr/bin/env python3
"""Measures the built console on a pseudo-terminal against a service with many jobs, and prints a table.

Bytes and time to the last byte of keys, a line of 2,400 bytes a second, idle cost, memory, the first frame
with and without a cache. less, tig, mc and htop are measured beside it where they are installed.
Needs bin/pandora and bin/pandorad; everything else is made in a temporary directory.
"""
import json
import os
import select
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

import localservice
from procfs import memory, seconds_of_cpu, wake_ups, wake_ups_between
from ptydriver import DriverFailure, Program

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PANDORA = os.path.join(ROOT, "bin", "pandora")
RUNS = 100_000


class Screen(Program):
    """A program to be measured."""

    def wait(self, text, limit=120):
        return self.wait_for(f"'{text}'", lambda: text.encode() in self.output, limit)

    def held(self, key, count, rate):
        """Seconds until a line of `rate` bytes a second has brought all that `count` held keys write."""
        began = time.perf_counter()
        budget, sent, quiet = 0.0, 0, began
        last = began
        while True:
            now = time.perf_counter()
            if sent < count:
                os.write(self.fd, key)
                sent += 1
            budget = min(budget + (now - last) * rate, rate * 0.1)
            last = now
            if budget >= 1 and select.select([self.fd], [], [], 0)[0]:
                data = os.read(self.fd, max(1, int(budget)))
                budget -= len(data)
                quiet = now
            elif sent == count and now - quiet > 0.4:
                return quiet - began
            time.sleep(0.001)


def percentile(values, percent):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * percent / 100))] if values else float("nan")


def row(what, value, goal=""):
    print(f"| {what:<58} | {value:>22} | {goal:<14} |", flush=True)


def make_service(directory, jobs):
    """A pandorad with so many jobs of a finished run each, and 100,000 runs of the first."""
    service = localservice.with_files(directory)
    names = [f"job_{number:05d}" for number in range(jobs)]
    service.call("POST", f"/v2/jobs/{names[0]}", localservice.job("manual"))
    service.call("POST", f"/v2/jobs/{names[0]}/actions/start")
    while "Successful" not in service.call("GET", f"/v2/jobs/{names[0]}/history"):
        time.sleep(0.05)
    service.stop()
    with sqlite3.connect(directory + "/pipeline.sqlite") as database:
        record = json.loads(database.execute("SELECT json FROM run").fetchone()[0])
        first, scheduled = database.execute("SELECT json, is_scheduled FROM job").fetchone()
        database.executemany("INSERT OR IGNORE INTO job (name, json, is_scheduled) VALUES (?, ?, ?)", (
            (name, first.replace(names[0], name), scheduled) for name in names))

        def runs():
            for name in names:
                for number in range(2 if name == names[0] else 1, RUNS + 1 if name == names[0] else 8):
                    start = record["batchTime"] - 60 * (RUNS - number)
                    status = "Failed" if number % 9 == 0 else "Successful"
                    text = json.dumps(record | {"jobName": name, "job": name, "runId": number,
                                                "batchTime": start, "startTime": start,
                                                "endTime": start + number % 97, "status": status})
                    absolute = start + 978307200
                    yield name, number, absolute, status, absolute, absolute + number % 97, text
        database.executemany("INSERT OR REPLACE INTO run (" + localservice.RUN_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)", runs())
    return localservice.Service(directory)


def environment_of(service, home):
    return dict(os.environ, HOME=home, XDG_STATE_HOME=home + "/state", XDG_CACHE_HOME=home + "/cache",
                XDG_CONFIG_HOME=home + "/config", TERM="xterm-256color", LANG="C.UTF-8",
                PANDORA_ENDPOINT=service.url, PANDORA_ACCESS_KEY=service.access,
                PANDORA_SECRET_KEY=service.secret)


def moves(screen, keys, quiet=0.05):
    taken = [screen.press(key, quiet) for key in keys]
    taken = [one for one in taken if one[0] > 0]
    return [count for count, _ in taken], [time for _, time in taken]


def keys_of_console(environment, jobs, width, height):
    screen = Screen([PANDORA], environment, width, height)
    screen.wait("job_00003")
    screen.read(quiet=1.0, limit=8)
    os.write(screen.fd, b"p")
    screen.read(quiet=0.6, limit=5)
    label = f"{jobs:,} jobs, {width}x{height}"
    sizes, times = moves(screen, [b"j", b"k"] * 30, quiet=0.03)
    row(f"{label}: a move, bytes", f"{statistics.median(sizes):.0f}", "<= 25")
    row(f"{label}: a move, key to last byte p50, p99",
        f"{percentile(times, 50):.2f} / {percentile(times, 99):.2f} ms", "<= 0.5 / 4 ms")
    ours = statistics.median(sizes), percentile(times, 50)
    if jobs > 100:
        sizes, times = moves(screen, [b"j"] * 80, quiet=0.03)
        row(f"{label}: 80 moves past the edge, bytes each", f"{sum(sizes) / 80:.0f}", "<= 150")
        sizes, times = moves(screen, [b"\x1b[6~"] * 20)
        row(f"{label}: page down, bytes and p50", f"{statistics.median(sizes):.0f}, {percentile(times, 50):.2f} ms")
        os.write(screen.fd, b"/")
        screen.read(quiet=0.3)
        sizes, times = moves(screen, [b"j", b"o", b"b", b"_", b"0", b"4"])
        row(f"{label}: a key of a filter, bytes and worst", f"{statistics.median(sizes):.0f}, {max(times):.2f} ms", "<= 5 ms")
        os.write(screen.fd, b"\x1b")
        screen.read(quiet=0.5)
        os.write(screen.fd, b"g")
        screen.read(quiet=0.5)
        seconds = screen.held(b"j", 60, 2400)
        row(f"{label}: 60 held keys at 2,400 bytes/s, settled after", f"{seconds:.2f} s", "<= 1.5 s")
        count, last = screen.press(b"\r", quiet=0.4)
        row(f"{label}: opening a detail, bytes", f"{count}")
        os.write(screen.fd, b"\x1b")
        screen.read(quiet=0.5)
    screen.read(quiet=3.0, limit=10)
    wakes, work = wake_ups(screen.pid), seconds_of_cpu(screen.pid)
    count, _ = screen.read(quiet=20.0, limit=20.0)
    wakes, work = wake_ups_between(wakes, wake_ups(screen.pid)), seconds_of_cpu(screen.pid) - work
    row(f"{label}: paused, bytes, wake-ups and CPU a second",
        f"{count / 20:.1f}, {wakes / 20:.1f}, {work * 5:.1f} %", "0, <= 2")
    os.write(screen.fd, b"p")
    screen.read(quiet=0.5, limit=3)
    work = seconds_of_cpu(screen.pid)
    count, _ = screen.read(quiet=10.0, limit=10.0)
    work, resident = seconds_of_cpu(screen.pid) - work, memory(screen.pid)
    row(f"{label}: polling, nothing changes: bytes and CPU a second", f"{count / 10:.1f}, {work * 10:.1f} %", "0")
    sizes, times = moves(screen, [b"j", b"k"] * 150, quiet=0.03)
    row(f"{label}: a move while answers come in, key to last byte p50, p99",
        f"{percentile(times, 50):.2f} / {percentile(times, 99):.2f} ms", "<= 0.5 / 4 ms")
    row(f"{label}: memory", f"{resident:.0f} MiB", "<= 40 MiB")
    screen.end()
    return ours


def long_history(environment, jobs):
    screen = Screen([PANDORA], environment, 80, 24)
    screen.wait("job_00003")
    screen.read(quiet=1.0, limit=8)
    os.write(screen.fd, b"\r")
    screen.wait(" runs ")
    screen.read(quiet=1.0, limit=5)
    before = memory(screen.pid)
    sizes, times = moves(screen, [b"\x1b[6~"] * 200, quiet=0.03)
    row(f"{RUNS:,} runs: 200 pages down, p50 and p99 a page",
        f"{percentile(times, 50):.2f} / {percentile(times, 99):.2f} ms")
    _, milliseconds = screen.press(b"G", quiet=0.5)
    row(f"{RUNS:,} runs: to the last row", f"{milliseconds:.0f} ms")
    row(f"{RUNS:,} runs: memory grown by", f"{memory(screen.pid) - before:.1f} MiB")
    screen.end()


def starts(service, home, jobs):
    environment = environment_of(service, home)
    shutil.rmtree(home + "/cache", ignore_errors=True)

    def first(text, times=5):
        taken = []
        for _ in range(times):
            screen = Screen([PANDORA], environment, 80, 24)
            taken.append(screen.wait(text))
            screen.read(quiet=0.3, limit=3)
            screen.end()
        return statistics.median(taken)
    shutil.rmtree(home + "/cache", ignore_errors=True)
    screen = Screen([PANDORA], environment, 80, 24)
    cold = screen.wait("Batch jobs")
    rows = screen.wait("job_00003")
    screen.read(quiet=0.5, limit=3)
    screen.end()
    row(f"{jobs:,} jobs: first frame without a cache", f"{cold:.0f} ms", "<= 30 ms")
    row(f"{jobs:,} jobs: jobs on the screen without a cache", f"{rows:.0f} ms")
    row(f"{jobs:,} jobs: first frame, with the last known jobs", f"{first('job_00003'):.0f} ms", "<= 30 ms")
    environment["PANDORA_ENDPOINT"] = service.url
    service.stop()
    row(f"{jobs:,} jobs: the same while the service is down", f"{first('job_00003', 3):.0f} ms", "<= 30 ms")


def make_commits(directory, count):
    """A repository with so many commits, for a list to move in."""
    subprocess.run(["git", "init", "-q", directory], check=True)
    stream = "".join(
        f"commit refs/heads/main\ncommitter bench <bench@example.com> {1700000000 + 60 * number} +0000\n"
        f"data <<END\njob_{number:05d} Successful\nEND\n" for number in range(count))
    subprocess.run(["git", "-C", directory, "fast-import", "--quiet"], input=stream.encode(), check=True)
    subprocess.run(["git", "-C", directory, "symbolic-ref", "HEAD", "refs/heads/main"], check=True)


def peers(directory, ours):
    """The same keys in programs that people know, on the same terminal; ratios are to the console's move."""
    text = directory + "/lines.txt"
    with open(text, "w") as file:
        file.writelines(f"job_{number:05d} Successful 12:00:00 duckdb: 4 rows\n" for number in range(10_000))
    os.makedirs(directory + "/files")
    for number in range(1000):
        open(f"{directory}/files/job_{number:05d}", "w").close()
    make_commits(directory + "/repository", 1000)
    environment = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8", HOME=directory)
    commands = {"less": (["less", text], b"q"), "tig": (["tig", "-C", directory + "/repository"], b"Q"),
                "mc": (["mc", "-x", directory + "/files"], b"\x1b0\r"),
                "htop": (["htop"], b"q")}
    for name, (command, leave) in commands.items():
        if not shutil.which(name):
            row(f"{name}: not installed", "")
            continue
        screen = Screen(command, environment, 80, 24)
        screen.read(quiet=1.0, limit=5)
        keys = [b"\x1bOB", b"\x1bOA"] * 20 if name != "less" else [b"j", b"k"] * 20
        sizes, times = moves(screen, keys, quiet=0.1)
        if sizes:
            size, middle = statistics.median(sizes), percentile(times, 50)
            row(f"{name}: a move, bytes and p50", f"{size:.0f}, {middle:.2f} ms",
                f"x{size / ours[0]:.1f}, x{middle / ours[1]:.1f}")
        row(f"{name}: memory", f"{memory(screen.pid):.0f} MiB")
        screen.end(leave)


def main():
    for program in ("pandora", "pandorad"):
        if not os.path.exists(os.path.join(ROOT, "bin", program)):
            sys.exit(f"bin/{program} is missing: run 'make build' first")
    counts = [int(word) for word in sys.argv[1:]] or [10, 1000, 10000]
    directory = tempfile.mkdtemp(prefix="pandora-bench-")
    try:
        row("what", "measured", "goal")
        row("-" * 58, "-" * 22, "-" * 14)
        for jobs in counts:
            home = f"{directory}/home{jobs}"
            os.makedirs(home)
            service = make_service(f"{directory}/data{jobs}", jobs)
            environment = environment_of(service, home)
            ours = [keys_of_console(environment, jobs, width, height) for width, height in [(80, 24), (200, 50)]]
            if jobs == max(counts):
                long_history(environment, jobs)
            starts(service, home, jobs)
        peers(directory, ours[0])
    except DriverFailure as failure:
        sys.exit(str(failure))
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
