#!/usr/bin/env python3
"""Tries bin/pandora where nothing else is: in a root that holds the file, /proc, /etc/resolv.conf, certificates and a
terminal description.

Names, search domains, IPv6, TLS, locales and the screen must work there. It needs root, and makes a network of its own, so
that a name server on port 53 disturbs nobody.
"""
import contextlib
import fcntl
import os
import shutil
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time

from localservice import ROOT, Service
from ptydriver import DriverFailure, Program

NAMES = {"service.example.test": ("127.0.0.1", None), "six.example.test": (None, "::1")}
TERMINAL = "/usr/share/terminfo/x/xterm-256color", "/lib/terminfo/x/xterm-256color"


def raise_loopback():
    with socket.socket() as probe:
        fcntl.ioctl(probe, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))


class NameServer(socketserver.BaseRequestHandler):
    """Answers A and AAAA of `NAMES`, and that there is no other name."""

    def handle(self):
        query, channel = self.request
        end = query.index(b"\0", 12)
        labels, place = [], 12
        while place < end:
            length = query[place]
            labels.append(query[place + 1:place + 1 + length].decode())
            place += 1 + length
        kind = struct.unpack("!H", query[end + 1:end + 3])[0]
        found = NAMES.get(".".join(labels).lower())
        address = found and {1: found[0], 28: found[1]}.get(kind)
        answer = b""
        if address:
            data = socket.inet_pton(socket.AF_INET if kind == 1 else socket.AF_INET6, address)
            answer = struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(data)) + data
        flags = 0x8180 | (0 if found else 3)
        head = query[:2] + struct.pack("!HHHHH", flags, 1, 1 if answer else 0, 0, 0)
        channel.sendto(head + query[12:end + 5] + answer, self.client_address)


class Relay(socketserver.BaseRequestHandler):
    """Passes a connection on to the service."""

    def handle(self):
        with socket.create_connection(("127.0.0.1", self.server.target)) as far:
            threading.Thread(target=self.pump, args=(far, self.request), daemon=True).start()
            self.pump(self.request, far)

    @staticmethod
    def pump(source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


class RelayServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, address, target, context=None):
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.target, self.context = target, context
        super().__init__((address, 0), Relay)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def get_request(self):
        connection, peer = super().get_request()
        return (self.context.wrap_socket(connection, server_side=True) if self.context else connection), peer

    def handle_error(self, request, client_address):
        pass

    @property
    def port(self):
        return self.server_address[1]


def certificate(directory, name, signer=None):
    """The paths of a key and of a certificate, signed by itself or by `signer`."""
    key, cert = f"{directory}/{name}.key", f"{directory}/{name}.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", cert,
               "-subj", f"/CN={name}"]
    if signer:
        command += ["-CA", signer[1], "-CAkey", signer[0], "-addext", f"subjectAltName=DNS:{name}",
                    "-addext", "basicConstraints=critical,CA:FALSE"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return key, cert


class Chroot:
    def __init__(self, directory, authority):
        self.root = directory + "/root"
        for folder in ("proc", "etc/ssl/certs", "usr/share/terminfo/x"):
            os.makedirs(f"{self.root}/{folder}")
        shutil.copy(ROOT + "/bin/pandora", self.root + "/pandora")
        shutil.copy(authority, self.root + "/etc/ssl/certs/ca-certificates.crt")
        terminal = next(path for path in TERMINAL if os.path.exists(path))
        shutil.copy(terminal, self.root + "/usr/share/terminfo/x/")
        with open(self.root + "/etc/resolv.conf", "w") as file:
            file.write("nameserver 127.0.0.1\nsearch example.test\n")
        subprocess.run(["mount", "--bind", "/proc", self.root + "/proc"], check=True)

    def close(self):
        subprocess.run(["umount", self.root + "/proc"], check=True)

    def command(self, *arguments):
        return ["chroot", self.root, "/pandora", *arguments]

    def run(self, endpoint, service, *arguments):
        done = subprocess.run(
            self.command(*arguments), env=self.environment(endpoint, service), stdin=subprocess.DEVNULL,
            capture_output=True, timeout=60)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    @staticmethod
    def environment(endpoint, service, **more):
        return {"PATH": os.environ["PATH"], "HOME": "/home", "PANDORA_ENDPOINT": endpoint,
                "PANDORA_ACCESS_KEY": service.access, "PANDORA_SECRET_KEY": service.secret, **more}


def screen(chroot, endpoint, service, language, line):
    """What the console writes until its first list is there; it must end with 0 after `q`."""
    program = Program(
        chroot.command(), chroot.environment(endpoint, service, TERM="xterm-256color", LANG=language), 100, 30)
    try:
        program.wait_for("the repo", lambda: line.encode() in program.output and b"static_repo" in program.output, 20)
        # Keys that come together with others do nothing.
        program.read(quiet=0.5, limit=5)
    except DriverFailure:
        pass
    program.end()
    return program.ended, program.output.decode()


def main():
    if os.geteuid() != 0:
        sys.exit("test-static.py needs root: it changes the root directory")
    if "PANDORA_OWN_NETWORK" not in os.environ:
        os.execvpe("unshare", ["unshare", "-n", "-m", sys.executable, *sys.argv],
                   {**os.environ, "PANDORA_OWN_NETWORK": "1"})
    raise_loopback()
    directory = tempfile.mkdtemp(prefix="static-")
    names = socketserver.ThreadingUDPServer(("127.0.0.1", 53), NameServer)
    threading.Thread(target=names.serve_forever, daemon=True).start()
    authority = certificate(directory, "authority")
    chroot = Chroot(directory, authority[1])
    service = Service(directory + "/data")
    rows = []
    try:
        check_all(chroot, service, directory, authority, rows)
    finally:
        service.stop()
        chroot.close()
        shutil.rmtree(directory, ignore_errors=True)
    for name, is_right, said in rows:
        print(f"| {name} | {'as wanted' if is_right else 'WRONG: ' + said} |")
    sys.exit(0 if all(row[1] for row in rows) else 1)


def check_all(chroot, service, directory, authority, rows):
    port = int(service.url.rsplit(":", 1)[1])
    schema = [{"key": "n", "valtype": "long"}]
    service.call("POST", "/v2/repos/static_repo", {"region": "nb", "schema": schema})
    six = RelayServer("::1", port)
    right, wrong = (
        RelayServer("127.0.0.1", port, context(certificate(directory, name, authority)))
        for name in ("service.example.test", "other.example.test"))

    def asks(name, endpoint, wanted="static_repo", code=0):
        status, out, error = chroot.run(endpoint, service, "get", "repos", "-o", "csv")
        rows.append((name, status == code and wanted in out + error, f"{status} {out}{error}".strip()))

    status, out, error = chroot.run("http://127.0.0.1:1", service, "--version")
    rows.append(("--version", status == 0 and out.startswith("pandora "), out + error))
    asks("an address", f"http://127.0.0.1:{port}")
    asks("a name", f"http://service.example.test:{port}")
    asks("a name of the search domain", f"http://service:{port}")
    asks("a name with an IPv6 address only", f"http://six.example.test:{six.port}")
    asks("an IPv6 address", f"http://[::1]:{six.port}")
    asks("a name that is not there", f"http://nobody.example.test:{port}", "nobody.example.test", 69)
    asks("TLS, by the certificates of the root", f"https://service.example.test:{right.port}")
    asks("TLS of another name is refused", f"https://service.example.test:{wrong.port}", "certificate", 69)
    status, out, error = chroot.run(
        f"http://127.0.0.1:{port}", service, "delete", "repo", "static_repo", "--dry-run")
    rows.append(("a plan", status == 0 and "DELETE" in out + error, out + error))
    for language, line in (("C.UTF-8", "│"), ("zh_CN.UTF-8", "│"), ("C", "|")):
        ended, text = screen(chroot, f"http://127.0.0.1:{port}", service, language, line)
        rows.append((f"the console with LANG '{language}'", ended == 0 and line in text and "static_repo" in text, f"{ended} {text[-300:]!r}"))


def context(pair):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(pair[1], pair[0])
    return made


if __name__ == "__main__":
    main()
