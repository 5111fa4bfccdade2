#!/usr/bin/env python3
"""Measures how long a job's export of 200,000 rows into each real store takes, and a second run over the first.

bench-stores.py [ROWS]. The times are those from the start to Successful, less that of a run without an export.
"""
import json
import os
import shutil
import sys
import tempfile
import time

import storeservers
from localservice import Service


def spec_of(kind, objects):
    columns = {key: "#" + key for key in ("n", "v", "h", "t")}
    return {
        "kodo": {"bucket": objects.bucket, "keyPrefix": "bench", "format": "json", "fileCount": 1,
                 "saveMode": "overwrite"},
        "tsdb": {"destRepoName": "bench", "series": "s", "tags": {"h": "#h"}, "timestamp": "#t",
                 "fields": {"n": "#n", "v": "#v"}},
        "report": {"dbName": "reports", "tableName": "bench", "columns": columns, "saveMode": "overwrite"}}[kind]


def runs(service, name):
    """The newest is the first."""
    return sorted(json.loads(service.call("GET", f"/v2/jobs/{name}/history"))["history"] or [],
                  key=lambda run: -run["runId"])


def run(service, name):
    """The seconds of a new run."""
    before, began = len(runs(service, name)), time.perf_counter()
    service.call("POST", f"/v2/jobs/{name}/actions/start")
    while True:
        found = runs(service, name)
        if len(found) > before and found[0]["status"] in ("Successful", "Failed"):
            break
        time.sleep(0.05)
    if found[0]["status"] == "Failed":
        sys.exit(f"{name}: {found[0]['message']}")
    return time.perf_counter() - began


def measure(directory, stores, kind, objects, rows):
    os.makedirs(directory + "/buckets/logs")
    path = directory + "/stores.yaml"
    with open(path, "w") as file:
        os.chmod(path, 0o600)
        json.dump(stores, file)
    with open(directory + "/buckets/logs/a.json", "w") as file:
        for number in range(rows):
            time_text = f"2026-01-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"
            file.write(json.dumps({"n": number, "v": number / 7, "h": f"host{number % 10}", "t": time_text}) + "\n")
    if kind == "kodo":
        # The source is read from there too, by the run without an export as well.
        objects.client().create_bucket(Bucket="logs")
        objects.client().upload_file(directory + "/buckets/logs/a.json", "logs", "a.json")
    service = Service(directory)
    try:
        service.call("POST", "/v2/datasources/files", {
            "region": "nb", "type": "kodo", "noVerifySchema": True, "spec": {"bucket": "logs", "fileType": "json"},
            "schema": [{"key": "n", "valtype": "long"}, {"key": "v", "valtype": "float"},
                       {"key": "h", "valtype": "string"}, {"key": "t", "valtype": "date"}]})
        for name in ("plain", "export"):
            service.call("POST", f"/v2/jobs/{name}", {
                "srcs": [{"name": "files", "type": "DataSource", "tableName": "t"}],
                "computation": {"code": "SELECT n, v, h, t FROM t", "type": "SQL"},
                "container": {"type": "1U2G", "count": 1}, "scheduler": {"type": "manual", "spec": {}}})
        service.call("POST", "/v2/jobs/export/exports/out", {"type": kind, "spec": spec_of(kind, objects)})
        plain = min(run(service, "plain") for _ in range(2))
        return [run(service, "export") - plain for _ in range(2)]
    finally:
        service.stop()


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    directory = tempfile.mkdtemp(prefix="pandora-stores-")
    servers = []
    try:
        for kind in [storeservers.Objects, storeservers.Series, storeservers.MariaDB, storeservers.PostgreSQL]:
            servers.append(kind(directory))
        objects, series, mysql, postgres = servers
        series.query('CREATE DATABASE "bench"')
        print(f"{rows} rows, seconds beside a run without an export\n\n| store | first run | second run |\n|---|---|---|",
              flush=True)
        counts = {
            "S3 (moto)": lambda: len(objects.objects("bench")[0].splitlines()),
            "InfluxDB": lambda: series.query("SELECT count(n) FROM s", "bench")[0]["values"][0][1],
            "MariaDB": lambda: int(mysql.query("SELECT count(*) FROM bench", "reports")[0][0]),
            "PostgreSQL": lambda: int(postgres.query("SELECT count(*) FROM bench", "reports")[0][0])}
        for name, kind, stores in [
                ("S3 (moto)", "kodo", {"kodo": {"endpoint": objects.url, "accessKey": "key", "secretKey": "secret"}}),
                ("InfluxDB", "tsdb", {"tsdb": {"url": series.url, "database": "bench", "user": "admin",
                                               "password": "admin"}}),
                ("MariaDB", "report", {"report": {"url": mysql.url}}),
                ("PostgreSQL", "report", {"report": {"url": postgres.url}})]:
            first, second = measure(f"{directory}/data-{name}", stores, kind, objects, rows)
            if counts[name]() != rows:
                sys.exit(f"{name} has {counts[name]()} rows")
            print(f"| {name} | {first:.1f} | {second:.1f} |", flush=True)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
