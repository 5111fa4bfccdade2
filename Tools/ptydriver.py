"""Runs a program on a pseudo-terminal: keys in, bytes out, window sizes, its end."""
import fcntl
import os
import select
import signal
import struct
import termios
import time


class DriverFailure(Exception):
    """The program did not do what was waited for."""


class Program:
    """A program with a terminal of its own; `receive` is handed what it writes."""

    def __init__(self, command, environment, columns, rows, directory=None, echo=True):
        self.output = b""
        self.count = 0
        # The exit code, or minus the signal; None while it runs.
        self.ended = None
        self.fd, line = os.openpty()
        self.resize(columns, rows)
        settings = termios.tcgetattr(line)
        if not echo:
            settings[3] &= ~termios.ECHO
            termios.tcsetattr(line, termios.TCSANOW, settings)
        self.settings = termios.tcgetattr(line)
        self.began = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.fd)
            os.login_tty(line)
            # Python ignores some, and a shell's background has others ignored; a login has none.
            for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGXFSZ):
                signal.signal(number, signal.SIG_DFL)
            if directory:
                os.chdir(directory)
            os.execvpe(command[0], command, environment)
        os.close(line)

    def receive(self, data):
        self.output += data

    def resize(self, columns, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def write(self, data):
        """Writes keys, and reads where the line is full: a program that waits to write reads no keys."""
        end = time.monotonic() + 10
        while data:
            events = self.poll(select.POLLIN | select.POLLOUT, 1)
            if events & select.POLLOUT:
                data = data[os.write(self.fd, data[:256]):]
                end = time.monotonic() + 10
            elif events and self.read_once(0) is None or time.monotonic() > end:
                raise DriverFailure("the program reads no keys for 10 s")

    def poll(self, events, seconds):
        """Those of the events that come within so many seconds; `select` knows no descriptor above 1,023."""
        poller = select.poll()
        poller.register(self.fd, events)
        return next((found for _, found in poller.poll(seconds * 1000)), 0)

    def read_once(self, seconds):
        """Reads what comes within so many seconds; returns the number of bytes, None where the program ended."""
        if not self.poll(select.POLLIN, seconds):
            return 0
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            self.find_end()
            return None
        self.count += len(data)
        self.receive(data)
        return len(data)

    def read(self, quiet, limit=20):
        """Reads until nothing has come for `quiet` seconds; returns the bytes and the time of the last of them."""
        start, last, count = time.perf_counter(), None, 0
        while time.perf_counter() - start < limit and (size := self.read_once(quiet)):
            last = time.perf_counter()
            count += size
        return count, last

    def press(self, keys, quiet):
        """Returns what keys make it write, and the milliseconds to the last byte of that."""
        began = time.perf_counter()
        self.write(keys)
        count, last = self.read(quiet)
        return count, (last - began) * 1000 if last else 0.0

    def wait_for(self, what, is_met, limit=60):
        """Reads until something is so; returns the milliseconds since the program began."""
        end = time.monotonic() + limit
        while not is_met():
            if self.ended is not None or time.monotonic() > end:
                raise DriverFailure(f"the program never shows {what}")
            self.read_once(0.2)
        return (time.perf_counter() - self.began) * 1000

    def find_end(self, options=0):
        """Waits for the end, or with WNOHANG looks for it; returns the exit code, or None."""
        if self.ended is None:
            pid, status = os.waitpid(self.pid, options)
            self.ended = os.waitstatus_to_exitcode(status) if pid else None
        return self.ended

    def end(self, keys=b"q"):
        """Quits by keys, and by force where these do not help."""
        if self.ended is None:
            try:
                self.write(keys)
                self.read(quiet=0.5, limit=3)
            except OSError:
                pass
        if self.find_end(os.WNOHANG) is None:
            os.kill(self.pid, signal.SIGTERM)
            self.find_end()
        os.close(self.fd)
