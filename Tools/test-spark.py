#!/usr/bin/env python3
"""Computes a job over generated JSON on a cluster of this machine's own, kills parts of it in the middle, and compares.

test-spark.py [MEGABYTES]: so much JSON (default: 1024). A standalone master and two workers run on the loopback. The
same job is computed by DuckDB and on the cluster; there a worker, the run's driver and the
service are killed once each while it computes, and a run that failed of it is rerun. Fails where a result differs.
"""
import glob
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from localservice import ROOT, Service

SPARK = os.environ.get("SPARK_HOME") or os.path.join(ROOT, ".tools/spark/pyspark")
#: MiB of each worker; an executor of the smallest container takes two thousand.
WORKER_MEMORY = 2048
FILES = 16
SQL = """
SELECT host, status, count(*) AS n, sum(bytes) AS bytes, count(DISTINCT path) AS paths, max(at) AS newest
FROM t GROUP BY host, status
"""
FIELDS = [("host", "string"), ("status", "long"), ("bytes", "long"), ("path", "string"), ("at", "date")]


def generate(directory, megabytes):
    """Writes files of log lines, the same for a size; returns the number of lines."""
    os.makedirs(directory)
    chosen, lines = random.Random(1), 0
    for number in range(FILES):
        size = 0
        with open(f"{directory}/{number:02}.json", "w") as file:
            while size < megabytes * (1 << 20) // FILES:
                block = "".join(line(chosen) for _ in range(1000))
                # The clock goes on from block to block, the rest is repeated.
                for minute in range(20):
                    size += file.write(block.replace("T00:00", f"T{minute:02}:{number:02}"))
                    lines += 1000
    return lines


def line(chosen):
    return (
        f'{{"host":"web-{chosen.randint(1, 200):03}","status":{chosen.choice([200, 200, 200, 304, 404, 500])},'
        f'"bytes":{chosen.randint(100, 100_000)},"path":"/page/{chosen.randint(1, 5000)}",'
        f'"at":"2026-11-26T00:00:{chosen.randint(0, 59):02}+08:00"}}\n'
    )


class Cluster:
    """A standalone master and two workers, as children of this program."""

    def __init__(self, directory):
        self.directory = directory
        self.port = free_port()
        self.master_url = f"spark://127.0.0.1:{self.port}"
        self.master = self.start("master.Master", "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", "0")
        self.workers = [self.worker() for _ in range(2)]
        self.wait(2)

    def start(self, kind, *arguments):
        log = open(f"{self.directory}/cluster.log", "ab")
        environment = os.environ | {
            "SPARK_HOME": SPARK, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_LOCAL_DIRS": self.directory + "/local", "TZ": "UTC"}
        return subprocess.Popen(
            [SPARK + "/bin/spark-class", "org.apache.spark.deploy." + kind, *arguments],
            stdout=log, stderr=log, env=environment, start_new_session=True)

    def worker(self):
        return self.start(
            "worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", f"{WORKER_MEMORY}m",
            "--webui-port", "0", "--work-dir", self.directory + "/work", self.master_url)

    def wait(self, count):
        limit = time.time() + 120
        while self.registered() < count:
            if time.time() > limit:
                sys.exit("the workers do not come: look at cluster.log")
            time.sleep(0.5)

    def registered(self):
        with open(f"{self.directory}/cluster.log", errors="replace") as file:
            return file.read().count("Registering worker")

    def kill_worker(self):
        """Kills a worker with its executor, and starts another."""
        killed = self.workers.pop()
        before = self.registered()
        children = [int(each) for each in subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(killed.pid)], capture_output=True, text=True).stdout.split()]
        for process in [killed.pid, *children]:
            os.kill(process, signal.SIGKILL)
        killed.wait()
        self.workers.append(self.worker())
        self.wait(before + 1)

    def stop(self):
        for process in [*self.workers, self.master]:
            process.terminate()
        for process in [*self.workers, self.master]:
            process.wait()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Job:
    """The job in a service of its own, whose engine the options name."""

    def __init__(self, directory, lines, options):
        self.directory, self.lines, self.options = directory, lines, options
        os.makedirs(directory + "/buckets")
        os.symlink(lines, directory + "/buckets/logs")
        with open(directory + "/spark.conf", "w") as file:
            file.write("spark.ui.enabled false\n")
        self.service = Service(directory, options)
        self.service.call("POST", "/v2/datasources/logs", {
            "region": "nb", "type": "kodo", "noVerifySchema": True,
            "spec": {"bucket": "logs", "fileType": "json"},
            "schema": [{"key": key, "valtype": kind} for key, kind in FIELDS]})
        self.service.call("POST", "/v2/jobs/counted", {
            "srcs": [{"name": "logs", "type": "DataSource", "tableName": "t"}],
            "computation": {"code": SQL, "type": "SQL"},
            "container": {"type": "1U2G", "count": 2}, "scheduler": {"type": "manual"}})

    def start(self):
        self.service.call("POST", "/v2/jobs/counted/actions/start")

    def rerun(self):
        self.service.call("POST", "/v2/batch/actions/rerun", {"jobName": "counted", "runId": self.run()["runId"]})

    def run(self):
        return json.loads(self.service.call("GET", "/v2/jobs/counted/history?runId=-1"))["history"][0]

    def wait(self, wanted, seconds=1800):
        """Waits until what is said of the run is as wanted; returns the run."""
        limit = time.time() + seconds
        while time.time() < limit:
            run = self.run()
            if wanted(run):
                return run
            time.sleep(0.2)
        sys.exit(f"the run does not come so far: {run}")

    def ended(self):
        return self.wait(lambda run: run["status"] in ("Successful", "Failed", "Canceled"))

    def computes(self):
        """Waits until Spark has begun with a stage."""
        return self.wait(lambda run: "stage" in (run.get("message") or "") or run["status"] == "Failed")

    def driver(self):
        """The process that was started for the run."""
        found = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True).stdout
        wanted = f"{self.directory}/runs/counted/"
        return [int(each.split()[0]) for each in found.splitlines() if wanted in each and "SparkSubmit" in each]

    def restart(self):
        self.service.kill()
        self.service = Service(self.directory, self.options)

    def rows(self):
        path = glob.glob(self.directory + "/runs/counted/*/result.parquet")[0]
        return subprocess.run(
            [ROOT + "/.tools/duckdb", "-csv", "-c", f"SELECT * FROM read_parquet('{path}') ORDER BY ALL"],
            capture_output=True, text=True, check=True).stdout

    def timed(self):
        began = time.time()
        self.start()
        run = self.ended()
        if run["status"] != "Successful":
            sys.exit(f"the run failed: {run}")
        return time.time() - began


def killed(job, cluster, what):
    """Kills a part while the job computes; returns what became of the run, and the seconds until it had its result."""
    began = time.time()
    (job.start if what == "worker" else job.rerun)()
    job.computes()
    if what == "worker":
        cluster.kill_worker()
    elif what == "driver":
        for process in job.driver():
            os.kill(process, signal.SIGKILL)
    else:
        job.restart()
    run = job.ended()
    told = f"{run['status']}: {(run.get('message') or '')[:100]}"
    if run["status"] != "Successful":
        job.rerun()
        run = job.ended()
        told += f"; rerun: {run['status']}"
        if run["status"] != "Successful":
            told += f": {run.get('message')}"
    return told, time.time() - began


def main():
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    directory = os.path.realpath(tempfile.mkdtemp(prefix="pandora-spark-"))
    jobs, cluster, failed = [], None, []
    # The processes of this program are ended with it, whatever ends it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))
    try:
        lines = generate(directory + "/lines", megabytes)
        print(f"{megabytes} MiB of JSON in {FILES} files, {lines} lines", flush=True)
        job = Job(directory + "/duckdb", directory + "/lines", ["--engine", "duckdb"])
        jobs.append(job)
        seconds, wanted = job.timed(), job.rows()
        print(f"{'duckdb':24} {seconds:7.1f} s, {wanted.count(chr(10)) - 1} rows", flush=True)
        jobs.pop().service.stop()
        cluster = Cluster(directory)
        options = ["--engine", "spark", "--spark-home", SPARK, "--spark-master", cluster.master_url]
        job = Job(directory + "/cluster", directory + "/lines", options)
        jobs.append(job)
        for what in ("worker", "driver", "service"):
            told, seconds = killed(job, cluster, what)
            is_equal = job.rows() == wanted
            failed += [] if is_equal else [what]
            print(f"{what + ' killed':24} {seconds:7.1f} s, {'equal' if is_equal else 'NOT EQUAL'}; {told}", flush=True)
        began = time.time()
        job.rerun()
        job.ended()
        failed += [] if job.rows() == wanted else ["cluster"]
        print(f"{'cluster, none killed':24} {time.time() - began:7.1f} s", flush=True)
    finally:
        for job in jobs:
            job.service.stop()
        if cluster:
            cluster.stop()
        shutil.rmtree(directory, ignore_errors=True)
    if failed:
        sys.exit(f"the result differs: {', '.join(failed)}")
    print("every result is equal")


if __name__ == "__main__":
    main()
