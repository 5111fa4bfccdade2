#!/usr/bin/env python3
"""Kills the built service at random moments under load, then recomputes everything from what it acknowledged.

test-kills.py [KILLS] [SEED]: so many `kill -9` (default: 100), with a seed that is printed. Points, transforms,
exports, jobs and runs go on all the while. Prints a table; fails where something acknowledged is missing or doubled.
"""
import http.server
import json
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from glob import glob

from checkkills import Checker
from localservice import Service, job, with_files

OPTIONS = ["--parallel-runs", "4", "--parallel-steps", "4"]
SOURCE_LINES = 200


class Acknowledged:
    """What the service said 200 to, and what was under way when it was killed, which may be there or not."""

    def __init__(self):
        self.lock = threading.Lock()
        self.points, self.maybe_points = {}, {}
        self.names = {"repo": set(), "job": set(), "export": set()}
        self.starts, self.maybe_starts = {}, {}
        self.received = {}

    def add(self, table, key, value=None):
        with self.lock:
            if isinstance(table, set):
                table.add(key)
            elif value is None:
                table[key] = table.get(key, 0) + 1
            else:
                table[key] = value


class Receiver(http.server.ThreadingHTTPServer):
    """The server that an export posts to; what it answers 200 to counts as received."""

    daemon_threads = True

    def __init__(self, told):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                for line in body.decode().splitlines():
                    told.add(told.received, json.loads(line)["n"])
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Load:
    """The clients: each asks until its service is killed, and remembers what was acknowledged."""

    def __init__(self, told, seed):
        self.told, self.random = told, random.Random(seed)
        self.service, self.is_over = None, threading.Event()
        self.next_point = self.next_name = 0
        self.refused = []

    def ask(self, method, path, body=None, kind="application/json"):
        """Whether it was acknowledged; `None` where the service was killed before it answered."""
        try:
            status, text = self.service.ask(method, path, body, kind)
        except OSError:
            return None
        except Exception as error:  # http.client has a dozen for a connection that ends
            return None if type(error).__module__ == "http.client" else self.refused.append(repr(error))
        if status != 200:
            self.refused.append(f"{method} {path}: {status} {text[:300]}")
        return status == 200

    def post_points(self):
        count = self.random.randint(1, 60)
        points = {self.next_point + index: self.random.randint(-1000, 1000) for index in range(count)}
        self.next_point += count
        text = "\n".join(f"n={number}\tv={value}" for number, value in points.items())
        answer = self.ask("POST", "/v2/repos/source/data", text, "text/plain")
        table = self.told.points if answer else self.told.maybe_points
        if answer is not False:
            for number, value in points.items():
                self.told.add(table, number, value)

    def define(self):
        self.next_name += 1
        number, what = self.next_name, self.random.choice(["repo", "job", "export", "transform"])
        if what == "repo":
            body = {"region": "nb", "schema": [{"key": "n", "valtype": "long"}]}
            path = name = f"/v2/repos/made_{number}"
        elif what == "job":
            body, path = job("manual"), f"/v2/jobs/made_{number}"
            body["computation"]["code"] = "SELECT count(*) AS c, sum(n) AS s FROM t"
            name = path
        elif what == "export":
            body = file_export(f"extra_{number}") | {"whence": "newest"}
            path = name = f"/v2/repos/source/exports/extra_{number}"
        else:
            # A transform is there if its destination is: both are made at once.
            what = "repo"
            body = {"mode": "sql", "code": "SELECT n FROM stream WHERE n < 0", "interval": "5s"}
            path = f"/v2/repos/source/transforms/t_{number}/to/of_transform_{number}"
            name = f"/v2/repos/of_transform_{number}"
        if self.next_name <= 40 and self.ask("POST", path, body):
            self.told.add(self.told.names[what], name)

    def start_run(self):
        with self.told.lock:
            made = sorted(self.told.names["job"])
        if made:
            name = self.random.choice(made).rsplit("/", 1)[1]
            answer = self.ask("POST", f"/v2/jobs/{name}/actions/start")
            if answer is not False:
                self.told.add(self.told.starts if answer else self.told.maybe_starts, name)

    def run(self, acts, pause):
        while not self.is_over.is_set():
            self.random.choice(acts)()
            time.sleep(pause)


def file_export(prefix):
    return {"type": "kodo", "whence": "oldest", "spec": {
        "bucket": "delivered", "keyPrefix": prefix + "/$(hour)$(min)$(sec)", "email": "a@b.cd", "accessKey": "k",
        "fields": {"n": "#n", "v": "#v"}, "format": "json", "rotateInterval": 30}}


def prepare(directory, receiver):
    service = with_files(directory, OPTIONS)
    with open(directory + "/buckets/logs/a.json", "w") as file:
        file.writelines(f'{{"n":{number}}}\n' for number in range(SOURCE_LINES))
    fields = [{"key": key, "valtype": "long"} for key in ("n", "v")]
    service.call("POST", "/v2/repos/source", {"region": "nb", "schema": fields})
    for origin, name, to in [("source", "double", "doubled"), ("doubled", "again", "twice")]:
        service.call("POST", f"/v2/repos/{origin}/transforms/{name}/to/{to}", {
            "mode": "sql", "code": "SELECT n, 2 * v AS v FROM stream", "interval": "5s", "whence": "oldest"})
    # It never ends, and sleeps: a child is killed with the service whenever that is.
    service.call("POST", "/v2/repos/source/transforms/endless/to/never", {
        "mode": "sql", "interval": "5s", "whence": "oldest", "container": {"type": "1U2G", "count": 1},
        "code": "-- dialect: duckdb\nSELECT max(sleep_ms(86400000 + n)) AS n FROM stream"})
    service.call("POST", "/v2/repos/source/exports/files", file_export("files"))
    service.call("POST", "/v2/repos/twice/exports/rows", {"type": "logdb", "whence": "oldest", "spec": {
        "destRepoName": "rows", "doc": {"n": "#n", "v": "#v"}}})
    host = "http://127.0.0.1:%d" % receiver.server_address[1]
    service.call("POST", "/v2/repos/source/exports/posts", {"type": "http", "whence": "oldest", "spec": {
        "host": host, "uri": "/", "format": "json"}})
    for name in ["first", "second"]:
        body = job("manual") if name == "first" else job("depend") | {
            "srcs": [{"name": "first", "type": "Job", "tableName": "up"}], "container": None}
        body["computation"]["code"] = ("SELECT count(*) AS c, sum(n) AS s FROM t" if name == "first"
                                       else "SELECT c + 1 AS c, s FROM up")
        service.call("POST", f"/v2/jobs/{name}", {key: value for key, value in body.items() if value is not None})
        service.call("POST", f"/v2/jobs/{name}/exports/out", {"type": "kodo", "spec": {
            "bucket": "results", "keyPrefix": name + "/", "format": "json", "fileCount": 1, "saveMode": "append"}})
    return service


def children(directory):
    """The processes that were started for the service, by what they have in their environment."""
    mark = b"PANDORA_CHILD_OF=" + os.path.realpath(directory).encode()
    found = []
    for path in glob("/proc/[0-9]*/environ"):
        try:
            with open(path, "rb") as file:
                if mark in file.read().split(b"\0"):
                    found.append(int(path.split("/")[2]))
        except OSError:
            pass
    return found


def kill(service, directory):
    """Answers how many children there were, and how long the last of them took to end, in milliseconds."""
    before = len(children(directory))
    service.kill()
    began = time.perf_counter()
    while children(directory):
        if time.perf_counter() - began > 10:
            sys.exit(f"children outlive the service: {children(directory)}")
    return before, (time.perf_counter() - began) * 1000


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
    print(f"{kills} kills, seed {seed}", flush=True)
    choice, told = random.Random(seed), Acknowledged()
    directory = tempfile.mkdtemp(prefix="pandora-kills-")
    receiver, load = Receiver(told), Load(told, seed)
    counts, waits, starts = [], [], []
    try:
        told.names["job"].add("/v2/jobs/first")
        load.service = prepare(directory, receiver)
        for _ in range(kills):
            load.is_over.clear()
            clients = [threading.Thread(target=load.run, args=arguments) for arguments in [
                ([load.post_points], 0.01), ([load.start_run], 0.2), ([load.define], 0.1)]]
            for client in clients:
                client.start()
            time.sleep(choice.choice([0.05, 0.3, 1, 3, 8]) * choice.random() * 2)
            count, wait = kill(load.service, directory)
            load.is_over.set()
            for client in clients:
                client.join()
            load.service = Service(directory, OPTIONS)
            counts.append(count)
            waits.append(wait)
            starts.append(load.service.start_milliseconds)
        checker = Checker(load, directory, SOURCE_LINES)
        checker.check()
        load.service.stop()
        checker.check_leftovers(children(directory))
        print_table(checker, counts, waits, starts)
        sys.exit(1 if checker.faults else 0)
    finally:
        if load.service and load.service.process.poll() is None:
            load.service.kill()
        shutil.rmtree(directory, ignore_errors=True)


def print_table(checker, counts, waits, starts):
    def row(name, value):
        print(f"| {name:<72} | {value:>26} |")
    row("what", "measured")
    row("-" * 20, "-" * 8 + ":")
    row("kills; children there at a kill, in all and at most", f"{len(counts)}; {sum(counts)}, {max(counts)}")
    row("until the last child was gone, mean and most", f"{sum(waits) / len(waits):.0f} / {max(waits):.0f} ms")
    row("start to ready after a kill, mean and most", f"{sum(starts) / len(starts):.0f} / {max(starts):.0f} ms")
    for name, value in checker.rows:
        row(name, value)
    row("faults", str(len(checker.faults)))
    for fault in checker.faults[:20]:
        print(fault)


if __name__ == "__main__":
    main()
