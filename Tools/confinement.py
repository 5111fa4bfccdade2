"""What a unit of systemd confines its program with, applied without systemd: for a root that has none running.

Of the unit are taken User, ProtectSystem, PrivateTmp, StateDirectory, UMask, NoNewPrivileges, the bounding set, the system
calls and the address families.
"""
import ctypes
import ctypes.util
import os
import shlex
import socket
import subprocess

MS_RDONLY, MS_NOSUID, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 32, 4096, 16384, 1 << 18
CLONE_NEWNS = 0x20000
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38
ALLOW, REFUSE_WITH_EPERM, EQUAL = 0x7FFF0000, 0x00050001, 4


class Comparison(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


class Unit:
    """The settings of a unit's [Service]; what is given more than once is a list in order."""

    def __init__(self, path):
        self.values = {}
        with open(path) as file:
            for line in file:
                name, sign, value = line.strip().partition("=")
                if sign and not line.startswith("#"):
                    self.values.setdefault(name, []).append(value)

    def one(self, name):
        return self.values.get(name, [""])[-1]

    def environment(self, root):
        """The variables of the unit and of its environment file."""
        found = dict(word.split("=", 1) for line in self.values["Environment"] for word in shlex.split(line))
        for path in self.values["EnvironmentFile"]:
            with open(root + path.lstrip("-")) as file:
                lines = [line.strip() for line in file if "=" in line and not line.startswith("#")]
            found |= dict(line.split("=", 1) for line in lines)
        return found

    def command(self, root):
        """The words of ExecStart: `${NAME}` is one word, `$NAME` as many as it has."""
        variables, words = self.environment(root), []
        for word in shlex.split(self.one("ExecStart")):
            if word.startswith("${"):
                words.append(variables[word[2:-1]])
            elif word.startswith("$"):
                words += variables[word[1:]].split()
            else:
                words.append(word)
        return words

    def system_calls(self):
        allowed = set()
        for line in self.values["SystemCallFilter"]:
            names = {name for word in line.lstrip("~").split() for name in expanded(word)}
            allowed = allowed - names if line.startswith("~") else allowed | names
        return sorted(allowed)

    def families(self):
        return [getattr(socket, name) for name in self.one("RestrictAddressFamilies").split()]


def expanded(word):
    """The system calls of a name, or of a set and the sets within it."""
    if not word.startswith("@"):
        return [word]
    lines = subprocess.run(["systemd-analyze", "syscall-filter", word], capture_output=True, text=True, check=True).stdout
    names = [line.strip() for line in lines.splitlines()[1:] if line.strip() and not line.strip().startswith("#")]
    return [name for each in names for name in expanded(each)]


class Confinement:
    """Confines the process that calls it, which then runs the unit's command."""

    def __init__(self, unit, root):
        self.root, self.unit = root, unit
        self.calls, self.families = unit.system_calls(), unit.families()
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.seccomp = ctypes.CDLL(ctypes.util.find_library("seccomp"))
        self.seccomp.seccomp_init.restype = ctypes.c_void_p
        with open(root + "/etc/passwd") as file:
            entries = [line.split(":") for line in file]
        self.user, self.group = next((int(e[2]), int(e[3])) for e in entries if e[0] == unit.one("User"))

    def __call__(self):
        self.mount_root()
        os.chroot(self.root)
        os.chdir("/")
        os.umask(int(self.unit.one("UMask"), 8))
        for capability in range(64):
            self.libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
        os.setgroups([])
        os.setresgid(self.group, self.group, self.group)
        os.setresuid(self.user, self.user, self.user)
        self.check(self.libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        self.filter_calls()

    def mount_root(self):
        """The root is read only but for /proc, /dev, a /tmp of its own and the state directory."""
        state = f"{self.root}/var/lib/{self.unit.one('StateDirectory')}"
        self.check(self.libc.unshare(CLONE_NEWNS))
        self.mount(None, "/", MS_REC | MS_PRIVATE)
        self.mount(self.root, self.root, MS_BIND | MS_REC)
        self.mount(state, state, MS_BIND)
        self.mount("/dev", self.root + "/dev", MS_BIND)
        self.mount("tmpfs", self.root + "/tmp", MS_NOSUID, kind="tmpfs")
        self.mount("proc", self.root + "/proc", MS_NOSUID, kind="proc")
        self.mount(None, self.root, MS_REMOUNT | MS_BIND | MS_RDONLY)

    def filter_calls(self):
        context = ctypes.c_void_p(self.seccomp.seccomp_init(ctypes.c_uint32(REFUSE_WITH_EPERM)))
        for name in self.calls:
            number = self.seccomp.seccomp_syscall_resolve_name(name.encode())
            if number >= 0 and name != "socket":
                self.check(self.seccomp.seccomp_rule_add(context, ctypes.c_uint32(ALLOW), number, 0))
        number = self.seccomp.seccomp_syscall_resolve_name(b"socket")
        for family in self.families:
            rule = (Comparison * 1)(Comparison(0, EQUAL, family, 0))
            self.check(self.seccomp.seccomp_rule_add_array(context, ctypes.c_uint32(ALLOW), number, 1, rule))
        self.check(self.seccomp.seccomp_load(context))

    def mount(self, source, target, flags, kind=None):
        encoded = [each and each.encode() for each in (source, target, kind)]
        self.check(self.libc.mount(*encoded, ctypes.c_ulong(flags), None))

    def check(self, result):
        if result != 0:
            raise OSError(ctypes.get_errno(), "the unit's confinement cannot be had")
