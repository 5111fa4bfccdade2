#!/usr/bin/env python3
"""Kills the built service every few seconds while it delivers to real stores, and stops each store once.

test-stores-kills.py [POINTS] [SEED]: so many points (default: 100,000) go through a transform into S3, InfluxDB and
MariaDB. At the end counts and sums in each store must equal what was posted. Prints a table; fails where they do not.
"""
import json
import os
import random
import shutil
import sys
import tempfile
import time

import storeservers
from localservice import Service

OPTIONS = ["--parallel-steps", "4"]
BATCH = 1000
EXPORTS = ["objects", "series", "report"]


def prepare(directory, objects, series, database):
    path = directory + "/stores.yaml"
    os.makedirs(directory)
    with open(path, "w") as file:
        os.chmod(path, 0o600)
        json.dump({
            "kodo": {"endpoint": objects.url, "accessKey": "key", "secretKey": "secret"},
            "tsdb": {"url": series.url, "database": "$(repo)", "user": "admin", "password": "admin"},
            "report": {"url": database.url}}, file)
    series.query('CREATE DATABASE "kills"')
    service = Service(directory, OPTIONS)
    fields = [{"key": "n", "valtype": "long"}, {"key": "v", "valtype": "long"}, {"key": "h", "valtype": "string"},
              {"key": "t", "valtype": "date"}]
    service.call("POST", "/v2/repos/source", {"region": "nb", "schema": fields})
    service.call("POST", "/v2/repos/source/transforms/double/to/doubled", {
        "mode": "sql", "code": "SELECT n, 2 * v AS v, h, t FROM stream", "interval": "5s", "whence": "oldest"})
    columns = {key: "#" + key for key in ("n", "v", "h", "t")}
    specs = {
        "objects": ("kodo", {"bucket": objects.bucket, "keyPrefix": "kills/", "email": "a@b.cd", "accessKey": "k",
                             "fields": columns, "format": "json", "rotateInterval": 30}),
        "series": ("tsdb", {"destRepoName": "kills", "series": "s", "tags": {"h": "#h"}, "timestamp": "#t",
                            "fields": {"n": "#n", "v": "#v"}}),
        "report": ("report", {"dbName": "reports", "tableName": "kills", "columns": columns})}
    for name, (kind, spec) in specs.items():
        service.call("POST", f"/v2/repos/doubled/exports/{name}", {"type": kind, "whence": "oldest", "spec": spec})
    return service


def post(service, first, count, choice):
    """Answers the sum of the values. The service is up all the while: what is posted is known."""
    lines, total = [], 0
    for number in range(first, first + count):
        value = choice.randint(-1000, 1000)
        total += value
        # Many points have one time and one tag: each is a point nevertheless.
        lines.append(f"n={number}\tv={value}\th=host{number % 7}\tt=2026-01-01T00:00:{number // 5000 % 60:02}Z")
    service.call("POST", "/v2/repos/source/data", "\n".join(lines), "text/plain")
    return total


def progress(service):
    found = {}
    for name in EXPORTS:
        export = json.loads(service.call("GET", f"/v2/repos/doubled/exports/{name}"))
        found[name] = export["progress"]
    return found


def found(objects, series, database):
    rows = [json.loads(line) for text in objects.objects("kills/") for line in text.splitlines()]
    values = series.query("SELECT count(v), sum(n), sum(v) FROM s", "kills")[0]["values"][0][1:]
    row = database.query("SELECT count(*), sum(n), sum(v) FROM kills", "reports")[0]
    return {
        "objects": (len(rows), sum(row["n"] for row in rows), sum(row["v"] for row in rows)),
        "series": tuple(int(value) for value in values),
        "report": tuple(int(value) for value in row)}


class Outages:
    """Each store is away once, in the middle of the posting."""

    def __init__(self, objects, series, database, points):
        self.away, self.errors = [], {}
        self.waiting = [
            ("objects", points // 10, objects.leave, objects.come_back),
            ("series", points * 3 // 10, series.stop, series.start),
            ("report", points * 5 // 10, database.process.kill, database.start)]

    @property
    def is_over(self):
        return not self.away and not self.waiting

    def begin(self, posted):
        while self.waiting and posted >= self.waiting[0][1]:
            name, _, leave, back = self.waiting.pop(0)
            leave()
            self.away.append((name, back, time.time()))

    def end(self, service):
        """Notes what the exports say meanwhile, and lets stores come back."""
        for outage in list(self.away):
            name, back, since = outage
            error = progress(service)[name].get("lastError")
            if error:
                self.errors[name] = error
            # The object store's export has a step each 30 s only.
            if time.time() - since > (10 if error else 120):
                back()
                self.away.remove(outage)


def main():
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
    print(f"{points} points, seed {seed}", flush=True)
    choice = random.Random(seed)
    directory = tempfile.mkdtemp(prefix="pandora-stores-")
    servers, service = [], None
    try:
        for kind in [storeservers.Objects, storeservers.Series, storeservers.MariaDB]:
            servers.append(kind(directory))
        objects, series, database = servers
        service = prepare(directory + "/data", objects, series, database)
        outages, began = Outages(objects, series, database, points), time.time()
        posted = total = kills = 0
        next_kill = time.time() + choice.uniform(1, 5)
        while True:
            if posted < points:
                total += post(service, posted, BATCH, choice)
                posted += BATCH
            outages.begin(posted)
            time.sleep(choice.uniform(0.4, 1.6))
            if time.time() >= next_kill:
                service.kill()
                service = Service(directory + "/data", OPTIONS)
                kills += 1
                next_kill = time.time() + choice.uniform(1, 7)
            outages.end(service)
            if posted >= points and outages.is_over:
                state = progress(service)
                if all(entry["processed"] >= points and not entry["behind"] for entry in state.values()):
                    break
            if time.time() - began > 900:
                sys.exit(f"not delivered after 15 minutes: {progress(service)}")
        wanted = (points, points * (points - 1) // 2, 2 * total)
        stored = found(objects, series, database)
        print(f"| store | count, sum, sum | while it was away its export said |\n|---|---|---|")
        for name in EXPORTS:
            mark = "equal" if stored[name] == wanted else f"{stored[name]} instead of {wanted}"
            print(f"| {name} | {mark} | {outages.errors.get(name, 'nothing')} |")
        print(f"{kills} kills in {time.time() - began:.0f} s")
        sys.exit(0 if all(stored[name] == wanted for name in EXPORTS) else 1)
    finally:
        if service and service.process.poll() is None:
            service.kill()
        for server in servers:
            server.stop()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
