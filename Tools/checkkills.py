"""Recomputes what a service must hold from what it acknowledged, reading its files and not asking it."""
import json
import os
import sqlite3
import subprocess
import time
from collections import Counter
from glob import glob

from localservice import ROOT

DUCKDB = os.path.join(ROOT, ".tools", "duckdb")


class Checker:
    """The faults that were found, and the figures of a table."""

    def __init__(self, load, directory, lines):
        self.load, self.told, self.directory, self.lines = load, load.told, directory, lines
        self.faults, self.rows = [], []

    def check(self):
        self.wait()
        self.faults += [f"refused: {text}" for text in self.load.refused]
        stored = self.check_points()
        self.check_exports(stored)
        self.check_definitions()
        self.check_runs()
        self.check_results()

    def query(self, sql, *values):
        with sqlite3.connect(self.directory + "/pipeline.sqlite") as database:
            return database.execute(sql, values).fetchall()

    def wait(self):
        """Until every task but the endless one has read everything, and no run is unfinished."""
        behind = """SELECT kind, stream_task.repo, name, last_error FROM stream_task WHERE name <> 'endless' AND
            EXISTS (SELECT 1 FROM point_batch WHERE repo = stream_task.repo AND id > position)"""
        unfinished = "SELECT job, run_id, status FROM run WHERE status NOT IN ('Successful', 'Failed', 'Canceled')"
        end = time.time() + 600
        while time.time() < end:
            left = self.query(behind) + self.query(unfinished)
            if not left:
                return
            time.sleep(0.5)
        self.faults.append(f"not done after 10 minutes: {left[:5]}")

    def points(self, repo):
        rows = self.query("SELECT json FROM point_batch WHERE repo = ? ORDER BY id", repo)
        return [point for (text,) in rows for point in json.loads(text)]

    def expect(self, condition, fault):
        if not condition:
            self.faults.append(fault)

    def check_points(self):
        stored = [(point["n"], point["v"]) for point in self.points("source")]
        held, told, maybe = dict(stored), self.told.points, self.told.maybe_points
        self.expect(len(held) == len(stored), f"source: {len(stored) - len(held)} points doubled")
        lost = [number for number, value in told.items() if held.get(number) != value]
        self.expect(not lost, f"source: {len(lost)} acknowledged points lost, such as {lost[:5]}")
        alien = [number for number, value in held.items() if told.get(number, maybe.get(number)) != value]
        self.expect(not alien, f"source: {len(alien)} points that were never posted")
        self.rows.append(("points acknowledged; held; their sum",
                          f"{len(told):,}; {len(held):,}; {sum(held.values()):,}"))
        for repo, factor in [("doubled", 2), ("twice", 4)]:
            made = Counter((point["n"], point["v"]) for point in self.points(repo))
            wanted = Counter((number, factor * value) for number, value in held.items())
            self.expect(made == wanted, f"{repo}: {sum((wanted - made).values())} missing, "
                                        f"{sum((made - wanted).values())} too many")
            self.rows.append((f"points of '{repo}', each once; their sum over that of the source",
                              f"{sum(made.values()):,}; {sum(n[1] * c for n, c in made.items()) / (sum(held.values()) or 1):g}"))
        return held

    def check_exports(self, stored):
        files = glob(self.directory + "/buckets/delivered/files/*")
        lines = [json.loads(line) for path in files for line in open(path)]
        self.check_delivery("files", Counter((line["n"], line["v"]) for line in lines),
                            Counter(stored.items()), f"{len(files)} files")
        with sqlite3.connect(self.directory + "/destinations/logdb/rows.sqlite") as database:
            names = [row[1] for row in database.execute("PRAGMA table_info(log)")]
            rows = [dict(zip(names, row)) for row in database.execute("SELECT * FROM log")]
        rows = [json.loads(row["doc"]) if "doc" in row else row for row in rows]
        self.check_delivery("rows", Counter((row["n"], row["v"]) for row in rows),
                            Counter((number, 4 * value) for number, value in stored.items()), "database")
        received = Counter(self.told.received)
        self.check_delivery("posts", received, Counter(stored.keys()), "http", may_double=True)

    def check_delivery(self, name, found, wanted, where, may_double=False):
        missing, more = sum((wanted - found).values()), sum((found - wanted).values())
        self.expect(not missing, f"export '{name}': {missing} missing")
        self.expect(may_double or not more, f"export '{name}': {more} too many")
        self.rows.append((f"export '{name}' ({where}): delivered; missing; more than once",
                          f"{sum(found.values()):,}; {missing}; {more:,}"))

    def check_definitions(self):
        held = {"/v2/repos/" + name for (name,) in self.query("SELECT name FROM repo")}
        held |= {"/v2/jobs/" + name for (name,) in self.query("SELECT name FROM job")}
        held |= {f"/v2/repos/{repo}/exports/{name}"
                 for repo, name in self.query("SELECT repo, name FROM stream_task WHERE kind = 'export'")}
        names = set().union(*self.told.names.values())
        self.expect(names <= held, f"definitions lost: {sorted(names - held)[:5]}")
        self.rows.append(("definitions acknowledged; lost", f"{len(names)}; {len(names - held)}"))

    def check_runs(self):
        counts, results = Counter(), 0
        for name, number, status, text in self.query("SELECT job, run_id, status, json FROM run"):
            counts[status] += 1
            if status == "Successful":
                results += 1
                wanted = {"c": self.lines + (name == "second"), "s": sum(range(self.lines))}
                found = self.result(name, number)
                self.expect(found == [wanted], f"run {number} of '{name}': its result is {found}")
            elif status == "Failed":
                message = json.loads(text)["message"]
                known = ("service restarted" in message, name == "second" and "no result" in message)
                self.expect(any(known), f"run {number} of '{name}' failed: {message}")
        for name in sorted(set(self.told.starts) | set(self.told.maybe_starts)):
            held = self.query("SELECT count(*) FROM run WHERE job = ?", name)[0][0]
            least = self.told.starts.get(name, 0)
            most = least + self.told.maybe_starts.get(name, 0)
            self.expect(least <= held <= most, f"'{name}' was started {least} to {most} times, has {held} runs")
        followed = self.query("""SELECT count(*) FROM run AS up WHERE job = 'first' AND status = 'Successful'
            AND (SELECT count(*) FROM run WHERE job = 'second' AND batch_time = up.batch_time) <> 1""")[0][0]
        self.expect(not followed, f"{followed} successes of 'first' without one run of 'second'")
        self.rows.append(("starts acknowledged; runs", f"{sum(self.told.starts.values())}; {sum(counts.values())}"))
        self.rows.append(("runs that ended Successful; Failed (service restarted)",
                          f"{counts['Successful']}; {counts['Failed']}"))

    def check_results(self):
        for name in ("first", "second"):
            paths = glob(f"{self.directory}/buckets/results/{name}/**", recursive=True)
            lines = [json.loads(line) for path in paths if os.path.isfile(path) for line in open(path)]
            runs = self.query("SELECT count(*) FROM run WHERE job = ? AND status = 'Successful'", name)[0][0]
            line = {"c": self.lines + (name == "second"), "s": sum(range(self.lines))}
            self.expect(lines == [line] * runs, f"'{name}' delivered {len(lines)} results of {runs} runs")
            self.rows.append((f"results that '{name}' delivered; its Successful runs", f"{len(lines)}; {runs}"))

    def result(self, name, number):
        path = f"{self.directory}/runs/{name}/{number}/result.parquet"
        answer = subprocess.run([DUCKDB, "-json", "-c", f"SELECT c::BIGINT AS c, s::BIGINT AS s FROM '{path}'"],
                                capture_output=True, text=True)
        return json.loads(answer.stdout) if answer.returncode == 0 else answer.stderr[:200]

    def check_leftovers(self, children):
        left = glob(self.directory + "/runs/*/*/exports") + glob(self.directory + "/runs/*/*/result.unfinished")
        left += glob(self.directory + "/scratch/*")
        self.expect(not left, f"left on the disk: {left[:5]}")
        self.expect(not children, f"left running: {children}")
        self.rows.append(("temporary files and processes left", f"{len(left)}; {len(children)}"))
