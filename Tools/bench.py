#!/usr/bin/env python3
"""Measures the built programs as a user feels them, on a pseudo-terminal, and prints a table.

Start to first frame, bytes and time of a cursor move, bytes while idle, memory of both programs.
Needs bin/pandora and bin/pandorad; makes a demo of its own in a temporary directory.
"""
import fcntl, json, os, pty, select, shutil, signal, statistics, struct, subprocess
import sys, tempfile, termios, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PANDORA = os.path.join(ROOT, "bin", "pandora")


class Console:
    def __init__(self, arguments, environment, width, height):
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(PANDORA, [PANDORA] + arguments, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.output = b""

    def read(self, quiet, limit=20):
        """Reads until nothing has come for `quiet` seconds; answers bytes and the time of the last."""
        start, last, count = time.perf_counter(), None, 0
        while time.perf_counter() - start < limit:
            ready, _, _ = select.select([self.fd], [], [], quiet)
            if not ready:
                return count, last
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return count, last
            last = time.perf_counter()
            count += len(data)
            self.output += data
        return count, last

    def wait_for(self, text, limit=60):
        start = time.perf_counter()
        while text.encode() not in self.output:
            if time.perf_counter() - start > limit:
                sys.exit(f"the console never shows '{text}'")
            ready, _, _ = select.select([self.fd], [], [], 0.2)
            if ready:
                self.output += os.read(self.fd, 65536)
        return time.perf_counter() - self.began

    def press(self, key):
        """Presses a key; answers bytes written at once and milliseconds to the last of them."""
        began = time.perf_counter()
        os.write(self.fd, key)
        # Shorter than the pause after which the main pane follows the selection.
        count, last = self.read(quiet=0.06)
        return count, (last - began) * 1000 if last else 0.0

    def end(self):
        os.write(self.fd, b"q")
        self.read(quiet=1.0)
        os.waitpid(self.pid, 0)


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024


def main():
    if not os.path.exists(PANDORA):
        sys.exit("bin/pandora is missing: run 'make build' first")
    state = tempfile.mkdtemp(prefix="pandora-bench-")
    environment = dict(os.environ, XDG_STATE_HOME=state, TERM="xterm-256color", LANG="C.UTF-8")
    rows = []
    try:
        began = time.perf_counter()
        subprocess.run([PANDORA, "demo", "--no-console", "--keep"], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        rows.append(("demo made and started, 200,000 records", f"{time.perf_counter() - began:.2f} s"))
        directory = os.path.join(state, "pandora", "demo")
        service = json.load(open(os.path.join(directory, "pandorad.lock")))["pid"]
        time.sleep(15)  # the backfilled runs end
        measure(environment, rows)
        rows.append(("memory of pandorad", f"{memory(service):.0f} MiB"))
        os.kill(service, signal.SIGTERM)
    finally:
        shutil.rmtree(state, ignore_errors=True)
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def measure(environment, rows):
    starts = []
    for _ in range(5):
        console = Console(["demo", "--keep"], environment, 100, 30)
        starts.append(console.wait_for("Batch jobs") * 1000)
        console.wait_for("✔")
        listed = (time.perf_counter() - console.began) * 1000
        console.end()
    rows.append(("second start to first frame (median of 5)", f"{statistics.median(starts):.0f} ms"))
    rows.append(("second start to the jobs with their statuses", f"{listed:.0f} ms"))
    for width, height in [(80, 24), (100, 30), (200, 50)]:
        console = Console(["demo", "--keep"], environment, width, height)
        console.wait_for("✔")
        console.read(quiet=1.0)
        moves = [console.press(b"j" if index % 2 else b"k") for index in range(60)]
        moves = [move for move in moves if 0 < move[0] < 200]
        sizes = [count for count, _ in moves]
        times = sorted(milliseconds for _, milliseconds in moves)
        rows.append((f"bytes a cursor move, {width}x{height} (median)", f"{statistics.median(sizes):.0f}"))
        rows.append((f"key to last byte, {width}x{height} (median, worst)",
                     f"{statistics.median(times):.2f} ms, {times[-1]:.2f} ms"))
        if (width, height) == (100, 30):
            os.write(console.fd, b"p")
            console.read(quiet=1.0)
            idle, _ = console.read(quiet=3.0, limit=3.0)
            rows.append(("bytes in 3 s while paused", str(idle)))
            rows.append(("memory of pandora", f"{memory(console.pid):.0f} MiB"))
        console.end()


main()
