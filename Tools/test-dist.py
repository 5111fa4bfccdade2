#!/usr/bin/env python3
"""Installs the packages of dist/ in a Debian 12 of their own, uses them, removes and purges them, and looks for a trace.

The Debian is booted, with a network of its own, so that its systemd starts the service. Prints a table of what held; fails
where something did not. It needs root; the Debian is kept in .tools for the next time.
"""
import glob
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time

from bootedroot import BootedRoot, enter_own_network
from localservice import ROOT, Service, job

SUITE = "bookworm"
KEPT = f"{ROOT}/.tools/debian-{SUITE}.tar"
STATE = "/var/lib/pandorad"
UNIT = "pandorad.service"
#: What dpkg, adduser and the machine's own caches write of any package.
OF_THE_SYSTEM = re.compile(
    r"/(proc|sys|dev|tmp|run)(/|$)|/var/(lib/dpkg|log|cache)(/|$)|/etc/((passwd|group|shadow|gshadow|subuid|subgid)-"
    r"|ld\.so\.cache$)|/root/\.|/usr/lib/python3[^ ]*/__pycache__|/usr/share/python3/__pycache__|/etc/\.pwd\.lock$")
FUNCTIONS = """
SELECT date_format(day, 'yyyy/MM') AS month, sum(n) AS total, array_join(sort_array(collect_list(n)), '+') AS parts
FROM t GROUP BY date_format(day, 'yyyy/MM') ORDER BY month
"""


def run(*words, **options):
    return subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)


class Table:
    """What held and what did not, a line each as soon as it is known."""

    def __init__(self):
        self.failed = []

    def row(self, name, holds, told=""):
        if not holds:
            self.failed.append(name)
        print(f"{'held  ' if holds else 'FAILED'}  {name:50}  {told}".rstrip(), flush=True)


class Debian(BootedRoot):
    """A booted Debian with what both packages need, man, and systemd."""

    def __init__(self, directory, packages):
        root = directory + "/root"
        fields = ",".join(run("dpkg-deb", "-f", each, "Depends").stdout.strip() for each in packages)
        needed = {re.split(r"[ (|]", each.strip())[0] for each in fields.split(",") if each.strip()}
        names = ",".join(sorted(needed | {"man-db", "ca-certificates", "systemd", "tzdata"}))
        mark = KEPT + ".packages"
        if not os.path.exists(mark) or open(mark).read() != names:
            print("fetching Debian (a first time takes two minutes)", flush=True)
            made = run("debootstrap", "--variant=minbase", "--include=" + names, SUITE, root)
            if made.returncode:
                sys.exit(f"no Debian can be made: {made.stdout[-600:]}{made.stderr[-600:]}")
            os.makedirs(os.path.dirname(KEPT), exist_ok=True)
            subprocess.run(["tar", "-C", root, "-cf", KEPT, "."], check=True)
            with open(mark, "w") as file:
                file.write(names)
            shutil.rmtree(root)
        os.makedirs(root)
        subprocess.run(["tar", "-C", root, "-xf", KEPT], check=True)
        enter_own_network()
        super().__init__(root)

    def journal(self, *options):
        return self.inside("journalctl", "--no-pager", "--output=cat", f"--unit={UNIT}", *options).stdout

    def files(self):
        """Every file with what it is: kind and mode, owner, and the link or the bytes."""
        found = {}
        for folder, folders, names in os.walk(self.root):
            for name in folders + names:
                path = os.path.join(folder, name)
                shown = path[len(self.root):]
                if OF_THE_SYSTEM.match(shown):
                    continue
                state = os.lstat(path)
                content = ""
                if stat.S_ISLNK(state.st_mode):
                    content = os.readlink(path)
                elif stat.S_ISREG(state.st_mode):
                    with open(path, "rb") as file:
                        content = hashlib.sha256(file.read()).hexdigest()
                found[shown] = (oct(state.st_mode), state.st_uid, state.st_gid, content)
        return found


class Installed(Service):
    """The service that the package's unit has started."""

    def __init__(self, debian):
        self.directory = debian.root + STATE
        self.url = "http://127.0.0.1:9900"
        try:
            debian.wait("pandorad does not answer", self.answers)
        except SystemExit as failure:
            raise SystemExit(f"{failure}: {debian.journal()[-600:]}") from None
        self.read_keys()

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", 9900), timeout=1):
                return os.path.exists(self.directory + "/credentials.yaml")
        except OSError:
            return False

    def place(self, path, text):
        """Writes a file of the service's user."""
        owner = os.stat(self.directory)
        full = self.directory + path
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w") as file:
            file.write(text)
        for each in (os.path.dirname(full), full):
            os.chown(each, owner.st_uid, owner.st_gid)

    def computed(self):
        """What a job over a file makes of it, in the files of its export; or how it ended."""
        self.place("/buckets/logs/a.json", "".join(
            f'{{"n":{n},"day":"2026-{month:02}-03"}}\n' for month in (10, 11) for n in (1, 2, 3)))
        self.call("POST", "/v2/datasources/files", {
            "region": "nb", "type": "kodo", "noVerifySchema": True, "spec": {"bucket": "logs", "fileType": "json"},
            "schema": [{"key": "n", "valtype": "long"}, {"key": "day", "valtype": "string"}]})
        body = job("manual")
        body["computation"]["code"] = FUNCTIONS
        self.call("POST", "/v2/jobs/months", body)
        self.call("POST", "/v2/jobs/months/exports/out", {"type": "kodo", "spec": {
            "bucket": "results", "keyPrefix": "months/", "format": "json", "fileCount": 1, "saveMode": "append"}})
        self.call("POST", "/v2/jobs/months/actions/start")
        limit, last = time.time() + 120, {}
        while time.time() < limit:
            last = (json.loads(self.call("GET", "/v2/jobs/months/history?runId=-1"))["history"] or [{}])[0]
            files = glob.glob(self.directory + "/buckets/results/months/**/*", recursive=True)
            rows = [line for path in files if os.path.isfile(path) for line in open(path).read().splitlines()]
            if last.get("status") == "Failed" or last.get("status") == "Successful" and rows:
                return [json.loads(row) for row in rows] or last
            time.sleep(0.2)
        return last


def check_files(table, packages):
    """The packages by themselves: what lintian says, and that they are built the same again."""
    for path in packages:
        said = run("lintian", "--allow-root", "--display-level", ">=warning", path)
        table.row(f"lintian, {os.path.basename(path)}", said.returncode == 0, (said.stdout + said.stderr).strip())
    before = {path: open(path, "rb").read() for path in packages}
    for part in ("console", "service"):
        subprocess.run([ROOT + "/Tools/dist.sh", part], check=True)
    for path, content in before.items():
        is_same = open(path, "rb").read() == content
        table.row(f"built twice, {os.path.basename(path)}", is_same, f"{len(content) / 1048576:.1f} MiB")


def check_unit(table, debian):
    verified = debian.inside("systemd-analyze", "verify", "/usr/lib/systemd/system/" + UNIT)
    table.row("systemd-analyze verify", verified.returncode == 0 and not verified.stderr, verified.stderr.strip()[:300])
    said = debian.inside("systemd-analyze", "security", "--threshold=20", "--no-pager", UNIT)
    table.row("systemd-analyze security, exposure below 2.0", said.returncode == 0,
              (said.stdout.strip().splitlines() or [said.stderr])[-1].encode("ascii", "ignore").decode().strip("-> "))


def check_programs(table, debian):
    for program in ("pandora", "pandorad"):
        said = debian.inside(program, "--version")
        table.row(f"{program} --version", said.stdout.startswith(program + " "), said.stdout.strip() or said.stderr)
    for section, page in (("1", "pandora"), ("5", "pandora-config"), ("8", "pandorad")):
        said = debian.inside("man", section, page)
        holds = said.returncode == 0 and f"{page.upper()}({section})" in said.stdout.upper() and not said.stderr
        table.row(f"man {section} {page}", holds, f"{len(said.stdout.splitlines())} lines {said.stderr.strip()}")
    for path in sorted(glob.glob(debian.root + "/usr/lib/pandorad/duckdb-extensions/*")):
        inside = path[len(debian.root):]
        said = debian.inside("/usr/lib/pandorad/duckdb", "-c", f"LOAD '{inside}'")
        table.row(f"duckdb loads {os.path.basename(path)}", said.returncode == 0, said.stderr.strip())


def check_service(table, debian):
    service = Installed(debian)
    process = debian.unit(UNIT, "MainPID")["MainPID"]
    text = debian.inside("cat", f"/proc/{process}/status").stdout
    status = dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)
    state = os.stat(debian.root + STATE)
    holds = (status["Uid"].split()[0] == str(state.st_uid) != "0" and status["NoNewPrivs"] == "1"
             and status["Seccomp"] == "2" and int(status["CapBnd"], 16) == 0 and state.st_mode & 0o777 == 0o700)
    table.row("systemd runs pandorad as its user, confined", holds, f"user {status['Uid'].split()[0]}")
    wanted = [{"month": f"2026/{month}", "total": 6, "parts": "1+2+3"} for month in (10, 11)]
    found = service.computed()
    table.row("a job over HTTP computes Spark SQL, and exports", found == wanted, json.dumps(found)[:300])
    reloaded = debian.inside("systemctl", "reload", UNIT)
    debian.inside("systemctl", "kill", "--signal=KILL", UNIT)
    debian.wait("it is not started again", lambda: debian.unit(UNIT, "MainPID")["MainPID"] not in (process, "0"))
    again = Installed(debian)
    kept = json.loads(again.call("GET", "/v2/jobs/months/history?runId=-1"))["history"][0]["status"]
    table.row("reloaded, and killed: it is back with what it had", reloaded.returncode == 0 and kept == "Successful",
              reloaded.stderr.strip())
    foreign = [line for line in debian.journal("--identifier=pandorad").splitlines() if not re.match(r"ready http|\S+ info ", line)]
    table.row("it logs no warning", not foreign, " ".join(foreign)[:300])
    debian.inside("systemctl", "stop", UNIT)
    ended = debian.unit(UNIT, "Result", "ExecMainStatus", "ActiveState")
    table.row("systemctl stop ends it", ended == {"Result": "success", "ExecMainStatus": "0", "ActiveState": "inactive"},
              " ".join(ended.values()))
    with open(debian.root + "/etc/default/pandorad", "a") as file:
        file.write("# of its administrator\n")
    debian.inside("systemctl", "start", UNIT)
    compiled = glob.glob(debian.root + "/usr/lib/pandorad/**/*.pyc", recursive=True)
    table.row("the translator is compiled by the machine's python3", len(compiled) > 50, f"{len(compiled)} files")


def check_upgrade(table, debian, packages):
    """The same package again, which is to dpkg as a newer one."""
    process = debian.unit(UNIT, "MainPID")["MainPID"]
    said = debian.inside("dpkg", "-i", *["/var/cache/" + os.path.basename(path) for path in packages])
    debian.wait("it is not restarted", lambda: debian.unit(UNIT, "MainPID")["MainPID"] not in (process, "0"))
    kept = json.loads(Installed(debian).call("GET", "/v2/jobs/months/history?runId=-1"))["history"][0]["status"]
    with open(debian.root + "/etc/default/pandorad") as file:
        is_own = file.read().endswith("# of its administrator\n")
    table.row("installed over itself: settings and data stay", said.returncode == 0 and kept == "Successful" and is_own,
              said.stderr.strip()[:300])


def check_removal(table, debian, before):
    removed = debian.inside("dpkg", "-r", "pandora", "pandorad")
    left = sorted(set(debian.files()) - set(before))
    kept = "/etc/default/pandorad", STATE, "/etc/systemd/", "/var/lib/systemd/deb-systemd-helper"
    foreign = [path for path in left if not path.startswith(kept)]
    owners = debian.inside("sh", "-c", "stat -c %U /proc/[0-9]*").stdout.split()
    running = [owner for owner in owners if owner == "pandora"]
    table.row("removed: configuration and data are left, no process", removed.returncode == 0 and not foreign and not running,
              " ".join(foreign + running)[:300])
    purged = debian.inside("dpkg", "-P", "pandora", "pandorad")
    after = debian.files()
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    table.row("purged: the file system is as before", purged.returncode == 0 and not changed,
              f"{len(after)} files compared {' '.join(changed)[:300]}".strip())


def main():
    if os.geteuid() != 0:
        sys.exit("test-dist needs root: it makes a root of its own")
    packages = [sorted(glob.glob(f"{ROOT}/dist/{name}_*_amd64.deb"))[-1] for name in ("pandora", "pandorad")]
    table, debian, directory = Table(), None, tempfile.mkdtemp(prefix="pandora-dist-")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))
    try:
        check_files(table, packages)
        debian = Debian(directory, packages)
        before = debian.files()
        for path in packages:
            shutil.copy(path, debian.root + "/var/cache/")
        said = debian.inside("dpkg", "-i", *["/var/cache/" + os.path.basename(path) for path in packages])
        table.row("dpkg -i of both", said.returncode == 0, said.stderr.strip()[:300])
        check_unit(table, debian)
        check_programs(table, debian)
        check_service(table, debian)
        check_upgrade(table, debian, packages)
        check_removal(table, debian, before)
    finally:
        if debian:
            debian.end()
        shutil.rmtree(directory, ignore_errors=True)
    if table.failed:
        sys.exit(f"did not hold: {', '.join(table.failed)}")


if __name__ == "__main__":
    main()
