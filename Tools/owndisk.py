"""A small disk of its own, in a file, which can be read-only and can fail while it is in use."""
import ctypes
import os
import shutil
import subprocess

CLONE_NEWNS = 0x20000


def refusal(directory):
    """Why this process cannot have such disks, or None; from then on its mounts are nobody else's, and end with it."""
    if os.geteuid() != 0:
        return "only root may mount"
    for command in ("mkfs.ext4", "e2fsck", "chattr", "findmnt"):
        if not shutil.which(command):
            return f"there is no {command}"
    if ctypes.CDLL(None).unshare(CLONE_NEWNS) != 0:
        return "this machine allows no mounts of a process's own"
    try:
        subprocess.run(["mount", "--make-rprivate", "/"], check=True, capture_output=True)
        with OwnDisk(directory + "/tried") as disk:
            for is_immutable in (True, False):
                set_immutable([disk.path], is_immutable)
            disk.fail()
    except (OSError, subprocess.SubprocessError) as failure:
        return f"this machine has no disk in a file that can fail: {failure}"
    return None


class OwnDisk:
    """A disk of 64 MiB; like that of a server, it becomes read-only when it fails."""

    def __init__(self, path):
        self.path, self.image = path, path + ".image"
        os.makedirs(path)
        with open(self.image, "wb") as file:
            file.truncate(64 << 20)
        self.run("mkfs.ext4", "-q", "-F", self.image)
        self.mount()

    def run(self, *command):
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def mount(self):
        self.run("mount", "-o", "loop,errors=remount-ro", self.image, self.path)

    def sync(self):
        """Has it keep what was written without being synced, such as copies."""
        self.run("sync", "--file-system", self.path)

    def unmount(self):
        self.run("umount", self.path)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # Also where something still has a file of it open.
        self.run("umount", "--lazy", self.path)

    def set_writable(self, is_writable):
        """Only where nobody has a file of it open for writing."""
        self.run("mount", "-o", "remount," + ("rw" if is_writable else "ro"), self.path)

    def fail(self):
        device = os.path.basename(self.run("findmnt", "-no", "SOURCE", self.path).strip())
        with open(f"/sys/fs/ext4/{device}/trigger_fs_error", "w") as file:
            file.write("1")

    def repair(self):
        """As after a restart of the machine; nobody may have a file of it open."""
        self.unmount()
        # 1 is that errors were corrected.
        if subprocess.run(["e2fsck", "-p", self.image], capture_output=True).returncode > 1:
            raise OSError(f"the disk '{self.image}' cannot be repaired")
        self.mount()


def set_immutable(paths, is_immutable):
    """Has the system refuse every change of files, also to whoever has them open."""
    subprocess.run(["chattr", "+i" if is_immutable else "-i", *paths], check=True, capture_output=True)
