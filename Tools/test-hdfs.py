#!/usr/bin/env python3
"""Reads from and writes to a real HDFS of this machine's own with Spark, and kills the service in the middle.

test-hdfs.py [KILLS]: so many kills of the service while it exports (default: 8). A namenode and a datanode run on the
loopback. Fails at the first thing that is not as it should be.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from hdfsservers import HDFS
from localservice import PANDORAD, ROOT, Service

SPARK = os.environ.get("SPARK_HOME") or os.path.join(ROOT, ".tools/spark/pyspark")
USER = "hadoop"
#: Definitions keep the addresses of where they were written; stores.yaml decides.
WRITTEN = "hdfs://192.168.1.1:9000"
HOSTS = 20
#: Files of the export whose delivery is broken off.
FILES = 5
SQL = "SELECT a.host, a.n, b.city, current_timestamp() AS at FROM a JOIN b ON a.host = b.host"


def check(is_so, what, found=""):
    if not is_so:
        sys.exit(f"NOT SO: {what}: {found}")
    print(f"so: {what}", flush=True)


class Pipeline:
    """A service, with its definitions and its runs."""

    def __init__(self, directory, url, options):
        self.directory, self.url, self.options = directory, url, options
        os.makedirs(directory + "/buckets/logs")
        with open(directory + "/stores.yaml", "w") as file:
            file.write(f"hdfs: {{url: '{url}', user: {USER}}}\n")
        with open(directory + "/spark.conf", "w") as file:
            file.write("spark.ui.enabled false\n")
        self.service = Service(directory, options)

    def source(self, name, path, kind, **more):
        body = {"region": "nb", "type": "hdfs", "spec": {"paths": [WRITTEN + path], "fileType": kind, **more}}
        return self.service.ask("POST", f"/v2/datasources/{name}", body)

    def schema(self, name):
        found = json.loads(self.service.call("GET", f"/v2/datasources/{name}"))["schema"]
        return {field["key"]: field["valtype"] for field in found}

    def job(self, name, sql, *sources):
        self.service.call("POST", f"/v2/jobs/{name}", {
            "srcs": [{"name": source, "type": "DataSource", "tableName": table} for source, table in sources],
            "computation": {"code": sql, "type": "SQL"},
            "container": {"type": "1U2G", "count": 1}, "scheduler": {"type": "manual"}})

    def export(self, job, name, path, mode, count=1, **more):
        self.service.call("POST", f"/v2/jobs/{job}/exports/{name}", {
            "type": "hdfs", "spec": {
                "path": WRITTEN + path, "format": "json", "compression": "none", "fileCount": count, "saveMode": mode,
                **more}})

    def run(self, job, run=-1):
        return json.loads(self.service.call("GET", f"/v2/jobs/{job}/history?runId={run}"))["history"][0]

    def start(self, job):
        self.service.call("POST", f"/v2/jobs/{job}/actions/start")

    def rerun(self, job, run):
        self.service.call("POST", "/v2/batch/actions/rerun", {"jobName": job, "runId": run})

    def ended(self, job, run=-1):
        limit = time.time() + 300
        while time.time() < limit:
            found = self.run(job, run)
            if found["status"] in ("Successful", "Failed", "Canceled"):
                return found
            time.sleep(0.2)
        sys.exit(f"the run does not end: {found}")

    def computed(self, job, run=-1):
        """Starts or reruns a job; returns its run, which must have succeeded."""
        if run == -1:
            self.start(job)
        else:
            self.rerun(job, run)
        found = self.ended(job, run)
        if found["status"] != "Successful":
            sys.exit(f"the run of {job} failed: {found.get('message')}")
        return found

    def warm(self):
        """Has the driver that is kept running answer, which begins anew with each service."""
        self.service.call("POST", "/v2/schemas", {
            "type": "hdfs", "spec": {"paths": [WRITTEN + "/data/lines"], "fileType": "json"}})

    def ended_again(self, job):
        self.rerun(job, self.run(job)["runId"])
        return self.ended(job)

    def restart(self):
        self.service.kill()
        self.service = Service(self.directory, self.options)


def put_files(hdfs, directory):
    """Lines of JSON in two files, parquet, and csv in gzip; hidden files beside them, which nobody must read."""
    os.makedirs(directory)
    for part in (0, 1):
        with open(f"{directory}/{part}.json", "w") as file:
            for number in range(part, HOSTS, 2):
                file.write(f'{{"host":"web-{number}","n":{number},"t":"2026-11-27T00:00:{number:02}Z"}}\n')
    with open(f"{directory}/_hidden.json", "w") as file:
        file.write("no JSON\n")
    query = f"SELECT 'web-' || i AS host, 'city ' || i AS city, i::DOUBLE AS x FROM range({HOSTS}) t(i)"
    for name, options in (("cities.parquet", "FORMAT parquet"), ("cities.csv.gz", "FORMAT csv, COMPRESSION gzip")):
        subprocess.run(
            [ROOT + "/.tools/duckdb", "-c", f"COPY ({query}) TO '{directory}/{name}' ({options})"], check=True,
            capture_output=True)
    shell = hdfs.namenode.shell
    shell("-mkdir", "-p", "/data/lines", "/data/cities", "/data/table")
    shell("-put", f"{directory}/0.json", f"{directory}/1.json", f"{directory}/_hidden.json", "/data/lines")
    shell("-put", f"{directory}/cities.parquet", "/data/cities")
    shell("-put", f"{directory}/cities.csv.gz", "/data/table")


def rows_of(hdfs, pattern):
    return [json.loads(line) for line in hdfs.namenode.text(pattern).splitlines()]


def try_sources(pipeline):
    for name, path, kind, more, wanted in (
        ("lines", "/data/lines", "json", {}, {"host": "string", "n": "long", "t": "date"}),
        ("cities", "/data/cities/", "parquet", {}, {"host": "string", "city": "string", "x": "float"}),
        ("table", "/data/table/cit", "csv", {"delimiter": ",", "containsHeader": True},
         {"host": "string", "city": "string", "x": "float"}),
    ):
        status, text = pipeline.source(name, path, kind, **more)
        check(status == 200, f"a source of {kind} is created", text)
        check(pipeline.schema(name) == wanted, f"its schema is inferred of {kind} in HDFS", pipeline.schema(name))
    status, text = pipeline.source("none", "/data/nothing", "json")
    check(status == 404 or "no file matches" in text, "a path without files is refused", text)
    for kind, table in (("csv", "table"), ("parquet", "cities")):
        pipeline.job(f"of_{kind}", "SELECT count(*) AS n, sum(x) AS x FROM b", (table, "b"))
        run = pipeline.computed(f"of_{kind}")
        check(run["message"].startswith("spark: "), f"a job over {kind} in HDFS is computed", run["message"])


def try_exports(pipeline, hdfs, directory):
    pipeline.job("joined", SQL, ("lines", "a"), ("cities", "b"))
    pipeline.export("joined", "latest", "/out/latest", "overwrite", 2)
    pipeline.export("joined", "all", "/out/all", "append")
    pipeline.export("joined", "parted", "/out/parted", "overwrite", partitionBy=["host"])
    foreign = directory + "/foreign"
    with open(foreign, "w") as file:
        file.write("of somebody else\n")
    hdfs.namenode.shell("-mkdir", "-p", "/out/latest")
    hdfs.namenode.shell("-put", foreign, "/out/latest/foreign")
    hdfs.namenode.shell("-chown", "-R", USER, "/out")
    first = pipeline.computed("joined")["runId"]
    found = hdfs.namenode.files("/out")
    check({name for name in found if name.startswith("latest/")}
          == {"latest/foreign", "latest/part-00000.json", "latest/part-00001.json"},
          "overwrite leaves what is not the export's", found)
    check(len(rows_of(hdfs, "/out/latest/part-*")) == HOSTS, "every row is there")
    check(len([name for name in found if name.startswith("parted/host=")]) == HOSTS, "partitions are folders", found)
    check(not [name for name in hdfs.namenode.files("/user") if ".pandora" in name], "nothing is left of the delivery")
    before = rows_of(hdfs, "/out/latest/part-*")
    second = pipeline.computed("joined")["runId"]
    after = rows_of(hdfs, "/out/latest/part-*")
    check(len(after) == HOSTS and before[0]["at"] < after[0]["at"], "overwrite replaces what the export wrote")
    wanted = {f"all/part-{run}-00000.json" for run in (first, second)}
    found = {name for name in hdfs.namenode.files("/out") if name.startswith("all/")}
    check(found == wanted, "append adds", found)
    texts = {run: hdfs.namenode.text(f"/out/all/part-{run}-00000.json") for run in (first, second)}
    pipeline.computed("joined", first)
    found = {name for name in hdfs.namenode.files("/out") if name.startswith("all/")}
    again = {run: hdfs.namenode.text(f"/out/all/part-{run}-00000.json") for run in (first, second)}
    check(found == wanted and again[second] == texts[second] and again[first] != texts[first],
          "a rerun replaces its own, and nothing else", found)
    details = json.loads(pipeline.service.call("GET", "/v2/jobs/joined/exports/latest"))
    check(details.get("place") == f"{pipeline.url}/out/latest", "the export says where it delivers to", details)


def try_kills(pipeline, hdfs, kills):
    """Kills the service at other moments of a delivery; what is there must be one run's, whole, and as its status says.

    Half of the kills come at a time after the run has its result, half when so many files have been renamed.
    """
    pipeline.job("killed", SQL, ("lines", "a"), ("cities", "b"))
    pipeline.export("killed", "out", "/out/killed", "overwrite", FILES)
    pipeline.computed("killed")
    with_result(pipeline)
    began = time.time()
    pipeline.ended("killed")
    whole = time.time() - began
    print(f"a delivery takes {whole:.1f} s", flush=True)
    counts = {"all": 0, "nothing": 0}
    for number in range(kills):
        # As it was when the delivery was measured.
        pipeline.warm()
        before = rows_of(hdfs, "/out/killed/part-*")[0]["at"]
        renamed = renames(hdfs)
        run = with_result(pipeline)
        if number % 2:
            wanted = 1 + FILES * 2 * (number // 2) // max(1, kills // 2)
            moment = f"with {wanted} of {FILES * 2} files renamed"
            limit = time.time() + 120
            while renames(hdfs) < renamed + wanted and time.time() < limit:
                time.sleep(0.001)
        else:
            pause = 2 * whole * number / max(1, kills - 2)
            moment = f"{pause:.1f} s after its result"
            time.sleep(pause)
        pipeline.restart()
        status = pipeline.ended("killed", run)["status"]
        found = delivered(hdfs)
        done = "nothing" if found == (FILES, HOSTS, {before}, []) else "all"
        is_whole = found[:2] == (FILES, HOSTS) and len(found[2]) == 1 and not found[3]
        check(is_whole and (done == "all") == (status == "Successful"),
              f"killed {moment}, a {status} run has delivered {done}", (before, status, found))
        counts[done] += 1
    print(f"{kills} kills: {counts['nothing']} times nothing, {counts['all']} times all", flush=True)


def renames(hdfs):
    """How many files of the export were renamed, old ones away from their places or new ones to them."""
    with open(hdfs.namenode.directory + "/log", errors="replace") as file:
        return sum("cmd=rename" in line and "/out/killed/part-" in line for line in file)


def delivered(hdfs):
    """The files and rows of the export, the times of their runs, and what is left beside; taken back it must be within a minute."""
    limit = time.time() + 60
    while True:
        left = [name for name in hdfs.namenode.files("/user") if ".pandora" in name]
        names = [name for name in hdfs.namenode.files("/out/killed") if name.startswith("part-")]
        rows = rows_of(hdfs, "/out/killed/part-*") if names else []
        times = {row["at"] for row in rows}
        # The service does not wait for what it takes back at its start.
        if (len(times) == 1 and len(names) == FILES and not left) or time.time() > limit:
            return len(names), len(rows), times, left


def with_result(pipeline):
    """Starts a run, and returns its number once it has its result and begins to deliver it."""
    pipeline.start("killed")
    run = pipeline.run("killed")["runId"]
    result = f"{pipeline.directory}/runs/killed/{run}/result.parquet"
    limit = time.time() + 120
    while not os.path.exists(result):
        if time.time() > limit:
            sys.exit(f"the run has no result: {pipeline.run('killed')}")
        time.sleep(0.01)
    return run


def checked_stores(directory):
    done = subprocess.run(
        [PANDORAD, "--data-dir", directory, "check-stores"], capture_output=True, text=True)
    return done.returncode, next(line for line in done.stdout.splitlines() if line.startswith("hdfs"))


def try_without_namenode(pipeline, hdfs):
    code, line = checked_stores(pipeline.directory)
    check(code == 0 and "its port answers" in line, "check-stores says that the namenode answers", line)
    hdfs.namenode.stop()
    pipeline.start("joined")
    run = pipeline.ended("joined")
    check(run["status"] == "Failed" and "start the namenode" in run["message"],
          "a run without a namenode fails with what to do", run)
    status, text = pipeline.source("late", "/data/lines", "json")
    check("E18337" in text and "start the namenode" in text, "so does a source", text)
    code, line = checked_stores(pipeline.directory)
    check(code == 69 and "correct hdfs.url in stores.yaml" in line, "check-stores says so", line)
    hdfs.namenode.start()
    wait_for_datanode(hdfs)
    pipeline.computed("joined", run["runId"])
    check(len(rows_of(hdfs, "/out/latest/part-*")) == HOSTS, "the rerun delivers once the namenode is there again")


def wait_for_datanode(hdfs):
    """A namenode that has just started changes nothing until its datanode has reported."""
    limit = time.time() + 120
    while time.time() < limit:
        done = subprocess.run(
            hdfs.namenode.java("org.apache.hadoop.hdfs.tools.DFSAdmin", "-safemode", "get"), capture_output=True, text=True)
        if "OFF" in done.stdout:
            return
        time.sleep(0.5)
    sys.exit("the namenode stays in safe mode")


def try_duckdb(directory, url, hdfs):
    pipeline = Pipeline(directory, url, ["--engine", "duckdb"])
    try:
        status, text = pipeline.source("lines", "/data/lines", "json")
        check(status != 200 and f"duckdb does not reach '{url}'" in text, "DuckDB refuses a source of HDFS by name", text)
        with open(directory + "/buckets/logs/a.json", "w") as file:
            file.write('{"n":1}\n')
        pipeline.service.call("POST", "/v2/datasources/local", {
            "region": "nb", "type": "kodo", "spec": {"bucket": "logs", "fileType": "json"}})
        pipeline.service.call("POST", "/v2/datasources/remote", {
            "region": "nb", "type": "hdfs", "noVerifySchema": True, "schema": [{"key": "n", "valtype": "long"}],
            "spec": {"paths": ["/data/lines"], "fileType": "json"}})
        pipeline.job("reads", "SELECT n FROM t", ("remote", "t"))
        pipeline.job("writes", "SELECT n FROM t", ("local", "t"))
        pipeline.export("writes", "out", "/out/duckdb", "overwrite")
        for job in ("reads", "writes"):
            pipeline.start(job)
            run = pipeline.ended(job)
            check(run["status"] == "Failed" and f"'engines: {{{job}: spark}}' in pandorad.yaml" in run["message"],
                  f"a job of DuckDB that {job} HDFS is refused with what to do", run)
        check(os.listdir(directory + "/hdfs") == [], "and nothing is written here instead")
        pipeline.service.stop()
        with open(directory + "/pandorad.yaml", "w") as file:
            file.write("engines: {reads: spark}\n")
        pipeline.service = Service(directory, ["--engine", "duckdb", "--spark-home", SPARK])
        run = pipeline.ended_again("reads")
        check(run["status"] == "Successful", "the job that the setting gives to Spark reads HDFS beside DuckDB", run)
        status, text = pipeline.source("lines", "/data/lines", "json")
        check(status == 200, "and sources are looked through by Spark then", text)
    finally:
        pipeline.service.stop()


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    directory = os.path.realpath(tempfile.mkdtemp(prefix="pandora-hdfs-"))
    # The processes of this program are ended with it, whatever ends it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))
    hdfs = pipeline = None
    began = time.time()
    try:
        hdfs = HDFS(directory, USER)
        put_files(hdfs, directory + "/files")
        options = ["--engine", "spark", "--spark-home", SPARK, "--spark-master", "local[*]"]
        pipeline = Pipeline(directory + "/spark", hdfs.url, options)
        try_sources(pipeline)
        try_exports(pipeline, hdfs, directory)
        try_kills(pipeline, hdfs, kills)
        try_without_namenode(pipeline, hdfs)
        try_duckdb(directory + "/duckdb", hdfs.url, hdfs)
    finally:
        if pipeline:
            pipeline.service.stop()
        if hdfs:
            hdfs.stop()
        shutil.rmtree(directory, ignore_errors=True)
    print(f"everything is as it should be, in {time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
