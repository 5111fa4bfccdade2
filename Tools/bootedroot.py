"""A Debian root that is booted: systemd is the first process of name spaces of its own, as in a container."""
import ctypes
import fcntl
import os
import signal
import socket
import struct
import subprocess
import time

CLONE_NEWNET = 0x40000000
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "TERM": "dumb",
               "DEBIAN_FRONTEND": "noninteractive", "MANWIDTH": "100"}
#: Runs in a mount name space of its own; what it mounts is gone with the machine.
BOOT = """
set -e
root=$1
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
# Groups of processes without a controller are to be had wherever systemd is, and where it is not.
mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
mkdir "$root/sys/fs/cgroup/systemd"
mount -t cgroup -o none,name=systemd systemd "$root/sys/fs/cgroup/systemd"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/dev"
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for name in null zero full random urandom tty; do cp -a "/dev/$name" "$root/dev/$name"; done
: >"$root/dev/console"
cd "$root"
mkdir run/outside
pivot_root . run/outside
umount -l /run/outside
exec env -i container=other PATH=/usr/sbin:/usr/bin \
    /lib/systemd/systemd --system --log-target=journal --show-status=0 --unit=sysinit.target
"""


def enter_own_network():
    """From here on this process and its children have a loopback that nobody else has."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "no network of its own can be had")
    with socket.socket() as probe:
        fcntl.ioctl(probe, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))


class BootedRoot:
    """A machine that is booted when it is made; its files are those of the root."""

    def __init__(self, root):
        self.root = root
        self.process = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--ipc", "--uts", "--cgroup", "sh", "-c", BOOT, "boot",
             root], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.first = self.child()
        self.wait("it does not boot", lambda: self.inside("systemctl", "is-system-running").stdout.strip()
                  in ("running", "degraded"))

    def child(self):
        path = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        limit = time.time() + 10
        while time.time() < limit:
            with open(path) as file:
                children = file.read().split()
            if children:
                return children[0]
            time.sleep(0.05)
        raise SystemExit("the Debian does not boot: no process is started")

    def inside(self, *words):
        return subprocess.run(
            ["nsenter", "--target", self.first, "--mount", "--pid", "--ipc", "--uts", "--cgroup", "--root", "--wd=/", *words],
            capture_output=True, text=True, stdin=subprocess.DEVNULL, env=ENVIRONMENT)

    def wait(self, otherwise, holds, seconds=60):
        limit = time.time() + seconds
        while not holds():
            if self.process.poll() is not None:
                raise SystemExit(f"the Debian has ended: {self.process.stderr.read().decode()[-300:]}")
            if time.time() > limit:
                raise SystemExit(f"the Debian is of no use: {otherwise}")
            time.sleep(0.1)

    def unit(self, name, *properties):
        said = self.inside("systemctl", "show", name, *[f"--property={each}" for each in properties]).stdout
        return dict(line.split("=", 1) for line in said.splitlines() if "=" in line)

    def end(self):
        """The first process takes all others with it."""
        if self.process.poll() is None:
            os.kill(int(self.first), signal.SIGKILL)
            self.process.wait()
