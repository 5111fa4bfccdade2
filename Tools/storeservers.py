"""Real stores on the loopback, for tests: moto's S3, InfluxDB, MariaDB and PostgreSQL, each in a directory of its own.

They are the Debian packages influxdb, mariadb-server and postgresql, and moto from the Python packages. A server that is
stopped and started again has its data, but for moto, which keeps them in memory: it is put out of reach instead.
"""
import glob
import json
import os
import pwd
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PASSWORD = "p@ss\"'x"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def identity(name):
    """What runs a server as its own user, where this is root's process: some refuse to run as root."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(name)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


class Server:
    """A process that is ready once `ask` succeeds."""

    user = None

    def __init__(self, directory):
        self.directory = os.path.join(directory, type(self).__name__)
        os.makedirs(self.directory)
        self.options = identity(self.user) if self.user else {}
        if self.options:
            os.chmod(directory, 0o755)
            os.chown(self.directory, self.options["user"], self.options["group"])
        self.port = free_port()
        self.process = None
        self.prepare()
        self.start()
        self.begin()

    def prepare(self):
        """What is needed once, before the first start."""

    def begin(self):
        """What is needed once, after the first start."""

    def start(self):
        with open(self.directory + "/log", "ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, cwd=self.directory, env=self.environment(), **self.options)
        for _ in range(600):
            try:
                return self.ask()
            except (OSError, subprocess.SubprocessError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise SystemExit(f"{type(self).__name__} did not start:\n{open(self.directory + '/log').read()[-2000:]}")

    def environment(self):
        return dict(os.environ)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(self.ending)
            self.process.wait(60)

    ending = signal.SIGTERM


class Gate:
    """Passes connections on to a port, until it is closed: whoever comes then finds nobody."""

    def __init__(self, port, target):
        self.port, self.target = port, target
        self.listener, self.connections = None, []
        self.open()

    def open(self):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen(64)
        threading.Thread(target=self.accept, args=[self.listener], daemon=True).start()

    def close(self):
        for connection in [self.listener, *self.connections]:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            connection.close()
        self.connections = []

    def accept(self, listener):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            self.connections += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self.carry, args=[source, sink], daemon=True).start()

    @staticmethod
    def carry(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


class Objects(Server):
    bucket = "pandora"

    def prepare(self):
        self.inner = free_port()
        self.gate = Gate(self.port, self.inner)

    def command(self):
        return ["python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.inner)]

    def environment(self):
        return dict(os.environ, PYTHONPATH=os.path.join(ROOT, ".tools", "moto"))

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def ask(self):
        request = urllib.request.Request(f"{self.url}/{self.bucket}", method="PUT")
        urllib.request.urlopen(request, timeout=5).read()

    def leave(self):
        """Its data are in memory: it is not stopped, but cannot be reached."""
        self.gate.close()

    def come_back(self):
        self.gate.open()

    def client(self):
        """The client that comes with moto."""
        sys.path.insert(0, os.path.join(ROOT, ".tools", "moto"))
        import boto3
        return boto3.client("s3", endpoint_url=self.url, region_name="us-east-1", aws_access_key_id="key",
                            aws_secret_access_key="secret")

    def objects(self, prefix=""):
        """The texts of all objects with a prefix."""
        client = self.client()
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        keys = [item["Key"] for page in pages for item in page.get("Contents", [])]
        return [client.get_object(Bucket=self.bucket, Key=key)["Body"].read().decode() for key in keys]


class Series(Server):
    """InfluxDB 1.x, with users: admin may do everything, reader only read."""

    def prepare(self):
        self.backup = free_port()
        with open(self.directory + "/influx.conf", "w") as file:
            file.write(
                f'reporting-disabled = true\nbind-address = "127.0.0.1:{self.backup}"\n'
                f'[meta]\n dir = "{self.directory}/meta"\n'
                f'[data]\n dir = "{self.directory}/data"\n wal-dir = "{self.directory}/wal"\n'
                f'[http]\n bind-address = "127.0.0.1:{self.port}"\n auth-enabled = true\n log-enabled = false\n')

    def command(self):
        return ["influxd", "run", "-config", self.directory + "/influx.conf"]

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def ask(self):
        urllib.request.urlopen(self.url + "/ping", timeout=5).read()

    def begin(self):
        self.query("CREATE USER admin WITH PASSWORD 'admin' WITH ALL PRIVILEGES")
        self.query("CREATE USER reader WITH PASSWORD 'reader'")

    def query(self, text, database=""):
        keys = urllib.parse.urlencode({"u": "admin", "p": "admin", "db": database})
        data = urllib.parse.urlencode({"q": text}).encode()
        answer = json.load(urllib.request.urlopen(f"{self.url}/query?{keys}", data))
        return answer["results"][0].get("series", [])


class MariaDB(Server):
    user = "mysql"

    def prepare(self):
        subprocess.run(
            ["mariadb-install-db", "--no-defaults", "--datadir=" + self.directory + "/data", "--skip-test-db",
             "--auth-root-authentication-method=normal"] + (["--user=mysql"] if self.options else []),
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def command(self):
        return ["/usr/sbin/mariadbd", "--no-defaults", "--datadir=" + self.directory + "/data",
                "--socket=" + self.socket, f"--port={self.port}", "--bind-address=127.0.0.1"]

    @property
    def socket(self):
        return self.directory + "/s"

    @property
    def url(self):
        return f"mysql://u:{urllib.parse.quote(PASSWORD, safe='')}@127.0.0.1:{self.port}"

    def ask(self):
        self.query("SELECT 1")

    def begin(self):
        password = PASSWORD.replace("'", "''")
        self.query(f"CREATE USER u@'127.0.0.1' IDENTIFIED BY '{password}'; GRANT ALL ON *.* TO u@'127.0.0.1';"
                   "CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'reader'; GRANT SELECT ON *.* TO reader@'127.0.0.1';"
                   "CREATE DATABASE reports")

    def query(self, text, database="mysql"):
        """The rows of an answer, each a list of texts."""
        done = subprocess.run(
            ["mariadb", "--no-defaults", "-S", self.socket, "-u", "root", "-N", "-B", database, "-e", text],
            check=True, capture_output=True, timeout=60)
        return [line.split("\t") for line in done.stdout.decode().splitlines()]


class PostgreSQL(Server):
    user = "postgres"
    ending = signal.SIGINT

    @property
    def programs(self):
        return sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]

    def prepare(self):
        password = self.directory + "/password"
        with open(password, "w") as file:
            file.write(PASSWORD)
        os.chmod(password, 0o644)
        subprocess.run(
            [self.programs + "/initdb", "-D", self.directory + "/data", "-U", "u", "--pwfile=" + password,
             "-A", "scram-sha-256", "-E", "UTF8", "--locale", "C.UTF-8"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.directory, **self.options)

    def command(self):
        return [self.programs + "/postgres", "-D", self.directory + "/data", "-p", str(self.port),
                "-k", self.directory, "-c", "listen_addresses=127.0.0.1"]

    @property
    def url(self):
        return f"postgres://u:{urllib.parse.quote(PASSWORD, safe='')}@127.0.0.1:{self.port}"

    def ask(self):
        self.query("SELECT 1")

    def begin(self):
        self.query("CREATE USER reader PASSWORD 'reader'")
        self.query("CREATE DATABASE reports")

    def query(self, text, database="postgres"):
        done = subprocess.run(
            [self.programs + "/psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "u", "-A", "-t", "-F", "\t",
             database, "-c", text],
            check=True, capture_output=True, timeout=60, env=dict(os.environ, PGPASSWORD=PASSWORD))
        return [line.split("\t") for line in done.stdout.decode().splitlines()]
