#!/usr/bin/env python3
"""Measures the built service under load, with wrk beside it on the same machine, and prints a table.

Durable points a second, answers of a repo a second, a history page of a job with 100,000 runs, start to
ready, memory, CPU while nothing happens, also with 1,000 scheduled jobs. Needs bin/pandorad and wrk.
"""
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from localservice import RUN_COLUMNS, Service, job, with_files


def load(service, method, target, kind="", body=None, seconds=5, connections=8):
    """Runs wrk; answers requests a second and the latency's 50th and 99th percentile in milliseconds."""
    headers = service.headers(method, target.split("?")[0], kind)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f'wrk.method = "{method}"\n')
        for name, value in headers.items():
            script.write(f'wrk.headers["{name}"] = "{value}"\n')
        if body is not None:
            script.write(f"wrk.body = [==[{body}]==]\n")
        script.write('function done(s, l, r)\n'
                     '  io.write(string.format("RESULT %f %f %f %d\\n", s.requests / s.duration * 1e6,\n'
                     '    l:percentile(50) / 1000, l:percentile(99) / 1000,\n'
                     '    s.errors.status + s.errors.connect + s.errors.read + s.errors.timeout))\nend\n')
        script.flush()
        text = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script.name, service.url + target],
            capture_output=True, text=True).stdout
    rate, middle, late, errors = map(float, re.search(r"RESULT (\S+) (\S+) (\S+) (\S+)", text).groups())
    if errors:
        sys.exit(f"{method} {target}: {errors:.0f} requests failed")
    return rate, middle, late


def row(name, value, goal=""):
    print(f"| {name:<64} | {value:>22} | {goal:>14} |")


def points(service):
    fields = [("host", "string"), ("path", "string"), ("status", "long"), ("latency", "float")]
    service.call("POST", "/v2/repos/load", {
        "region": "nb", "schema": [{"key": key, "valtype": kind} for key, kind in fields]})
    line = "host=web-1\tpath=/api/v1/price\tstatus=200\tlatency=12.5"
    began = time.perf_counter()
    _, _, late = load(service, "POST", "/v2/repos/load/data", "text/plain", "\n".join([line] * 1000))
    seconds = time.perf_counter() - began
    with sqlite3.connect(service.directory + "/pipeline.sqlite") as database:
        kept = database.execute("SELECT sum(count) FROM point_batch").fetchone()[0]
    row("points a second, 1,000 a post, each post synced", f"{kept / seconds:,.0f}", ">= 100,000")
    row("a post of 1,000 points, p99 of 8 at a time", f"{late:.1f} ms")


def answers(service):
    rate, middle, late = load(service, "GET", "/v2/repos/load")
    row("GET of a repo, a second", f"{rate:,.0f}", ">= 20,000")
    row("GET of a repo, p50 and p99 of 8 at a time", f"{middle:.2f} / {late:.2f} ms")


def schedules(directory, count=1000):
    """Creates so many scheduled jobs, lets the loops have their first run, and looks at the service idle."""
    service = with_files(directory)
    # No crontab may come due while this is measured.
    far = time.localtime(time.time() + 12 * 3600)
    rates = []
    for number in range(count):
        if number % 100 == 0:
            rates.append(time.perf_counter())
        is_loop = number % 10 == 0
        service.call("POST", f"/v2/jobs/job_{number}",
                     job("loop", loop="24h") if is_loop
                     else job("crontab", crontab=f"{far.tm_min} {far.tm_hour} * * *"))
    rates.append(time.perf_counter())
    first, last = (100 / (end - begin) for begin, end in (rates[:2], rates[-2:]))
    row(f"jobs created a second, the first and the last 100 of {count:,}", f"{first:.0f} / {last:.0f}")
    with sqlite3.connect(directory + "/pipeline.sqlite") as database:
        query = "SELECT count(*) FROM run WHERE status = 'Successful'"
        while database.execute(query).fetchone()[0] < count // 10:
            time.sleep(0.1)
    row(f"CPU with {count:,} scheduled jobs of which none is due", f"{service.busy(20):.2f} %", "<= 1 %")
    row(f"memory with {count:,} scheduled jobs", f"{service.memory():.0f} MiB")
    service.stop()


def history(directory):
    """Fills in 100,000 runs past the service, as the days would; then asks one page at a time."""
    service = with_files(directory)
    service.call("POST", "/v2/jobs/busy", job("manual"))
    service.call("POST", "/v2/jobs/busy/actions/start")
    while "Successful" not in service.call("GET", "/v2/jobs/busy/history"):
        time.sleep(0.05)
    service.stop()
    with sqlite3.connect(directory + "/pipeline.sqlite") as database:
        record = json.loads(database.execute("SELECT json FROM run").fetchone()[0])
        statuses = ["Successful"] * 17 + ["Failed", "Canceled", "Failed"]

        def runs():
            for number in range(2, 100_001):
                start = record["batchTime"] - 60 * (100_001 - number)
                end = start + number % 97
                status = statuses[number % 20]
                text = json.dumps(record | {"runId": number, "batchTime": start, "startTime": start,
                                            "endTime": end, "status": status})
                yield "busy", number, start + 978307200, status, start + 978307200, end + 978307200, text
        database.executemany("INSERT INTO run (" + RUN_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)", runs())
    service = Service(directory)
    for name, query in [("newest end first", ""), ("page 2,500", "?page=2500"),
                        ("the failed", "?status=Failed"), ("longest first", "?sortBy=-duration"),
                        ("longest first, page 2,500", "?sortBy=-duration&page=2500"),
                        ("by status", "?sortBy=-status"),
                        ("the Running, longest first", "?sortBy=-duration&status=Running")]:
        _, middle, late = load(service, "GET", "/v2/jobs/busy/history" + query, seconds=3, connections=1)
        row(f"history of 100,000 runs, {name}, p50 and p99", f"{middle:.2f} / {late:.2f} ms", "p99 <= 5 ms")
    service.stop()


def main():
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: install the package wrk")
    directory = tempfile.mkdtemp(prefix="pandora-bench-")
    try:
        row("what", "measured", "goal")
        row("-" * 20, "-" * 8 + ":", "-" * 6 + ":")
        service = Service(directory + "/a")
        row("start of pandorad to ready, first time", f"{service.start_milliseconds:.0f} ms")
        row("memory of pandorad, new", f"{service.memory():.0f} MiB")
        points(service)
        answers(service)
        row("memory of pandorad after the load", f"{service.memory():.0f} MiB")
        service.stop()
        service = Service(directory + "/a")
        row("start of pandorad to ready, with what was posted", f"{service.start_milliseconds:.0f} ms")
        row("CPU of pandorad while nothing happens", f"{service.busy(5):.1f} %")
        service.stop()
        history(directory + "/b")
        schedules(directory + "/c")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
