"""A pandorad of its own for measuring, and requests signed with its keys."""
import base64
import email.utils
import hashlib
import hmac
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time

import procfs

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RUN_COLUMNS = "job, run_id, batch_time, status, start_time, end_time, json"
PANDORAD = os.environ.get("PANDORAD") or os.path.join(ROOT, "bin", "pandorad")


class Service:
    """A pandorad of its own, and requests signed with its keys."""

    def __init__(self, directory, options=()):
        self.directory = directory
        began = time.perf_counter()
        self.process = self.start(options)
        first = self.process.stdout.readline().decode()
        if not first.startswith("ready "):
            raise OSError(f"pandorad does not start in '{directory}': it ends with {self.process.wait()}")
        self.attach(first.split()[1])
        self.start_milliseconds = (time.perf_counter() - began) * 1000

    def attach(self, url):
        """Signs with the keys of the service that answers there."""
        self.url = url
        self.read_keys()

    def read_keys(self):
        text = open(os.path.join(self.directory, "credentials.yaml")).read()
        self.access, self.secret = (
            re.search(name + r": *['\"]?([^'\"\s]+)", text).group(1) for name in ("accessKey", "secretKey"))
        self.connection = http.client.HTTPConnection(self.url.split("//")[1])

    def start(self, options):
        return subprocess.Popen(
            [PANDORAD, "--data-dir", self.directory, "--listen", "127.0.0.1:0", "--log-level", "error",
             "--duckdb", os.path.join(ROOT, ".tools", "duckdb"), *options],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def headers(self, method, path, kind=""):
        date = email.utils.formatdate(usegmt=True)
        text = f"{method}\n\n{kind}\n{date}\n{path}"
        mac = hmac.new(self.secret.encode(), text.encode(), hashlib.sha1).digest()
        sign = base64.urlsafe_b64encode(mac).decode()
        fields = {"Date": date, "Authorization": f"Pandora {self.access}:{sign}"}
        if kind:
            fields["Content-Type"] = kind
        return fields

    def ask(self, method, path, body=None, kind="application/json"):
        """The status and the text of an answer, over a connection of its own."""
        connection = http.client.HTTPConnection(self.url.split("//")[1], timeout=60)
        try:
            return self.answer(connection, method, path, body, kind)
        finally:
            connection.close()

    def answer(self, connection, method, path, body, kind="application/json"):
        kind = kind if body is not None else ""
        data = body if body is None or isinstance(body, (str, bytes)) else json.dumps(body)
        headers = self.headers(method, path.split("?")[0], kind)
        connection.request(method, path, body=data, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def call(self, method, path, body=None, kind="application/json"):
        status, text = self.answer(self.connection, method, path, body, kind)
        if status != 200:
            sys.exit(f"{method} {path}: {status} {text}")
        return text

    def memory(self):
        return procfs.memory(self.process.pid)

    def seconds_of_cpu(self):
        return procfs.seconds_of_cpu(self.process.pid)

    def busy(self, seconds):
        """The share of one core that is used in so many seconds, in percent."""
        before = self.seconds_of_cpu()
        time.sleep(seconds)
        return (self.seconds_of_cpu() - before) / seconds * 100

    def kill(self):
        """Ends it as a loss of power would."""
        self.connection.close()
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.connection.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def with_files(directory, options=()):
    """A service that has one data source, with one small file."""
    service = Service(directory, options)
    os.makedirs(directory + "/buckets/logs", exist_ok=True)
    with open(directory + "/buckets/logs/a.json", "w") as file:
        file.write('{"n":1}\n')
    service.call("POST", "/v2/datasources/files", {
        "region": "nb", "type": "kodo", "noVerifySchema": True,
        "spec": {"bucket": "logs", "fileType": "json"}, "schema": [{"key": "n", "valtype": "long"}]})
    return service


def job(kind, **spec):
    return {"srcs": [{"name": "files", "type": "DataSource", "tableName": "t"}],
            "computation": {"code": "SELECT n FROM t", "type": "SQL"},
            "container": {"type": "1U2G", "count": 1}, "scheduler": {"type": kind, "spec": spec}}
