"""Lists, moves and removes files of HDFS, as the user whom the service names; Spark itself reads and writes them."""

from __future__ import annotations

import contextlib
import re

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession

#: A namenode that is not there is told within seconds: Hadoop's own patience is for clusters that start.
PATIENCE = {
    "ipc.client.connect.max.retries": "2",
    "ipc.client.connect.max.retries.on.timeouts": "1",
    "ipc.client.connect.timeout": "5000",
}
#: The exceptions of Java that say that nobody answers.
SILENT = ("ConnectException", "ConnectTimeoutException", "SocketTimeoutException", "NoRouteToHostException",
          "UnknownHostException", "StandbyException")


class Failed(Exception):
    """What HDFS refuses, or that it does not answer, in words for users."""

    def __init__(self, message: str, is_unreachable: bool = False):
        super().__init__(message)
        self.told = {"message": message} | ({"isUnreachable": True} if is_unreachable else {})


def files(session: SparkSession, request: dict) -> list:
    """The files whose paths begin with one of the prefixes, without those that Spark hides."""
    found: dict = {}
    with opened(session, request["url"], request["user"]) as system:
        for prefix in request["list"]:
            folder, _, start = prefix.rpartition("/")
            folder = folder.strip("/")
            for status in children(session, system, folder):
                name = status.getPath().getName()
                if name.startswith(start) and not is_hidden(name):
                    found |= below(system, status, folder)
    return [{"path": path, "bytes": found[path]} for path in sorted(found)]


def below(system, status, top: str) -> dict:
    """The sizes of the files in a folder, or of one file, by their paths."""
    if not status.isDirectory():
        return {path_of(status): status.getLen()}
    found = {}
    entries = system.listFiles(status.getPath(), True)
    while entries.hasNext():
        each = entries.next()
        path = path_of(each)
        inner = path[len(top) + 1 if top else 0 :]
        if not any(is_hidden(name) for name in inner.split("/")):
            found[path] = each.getLen()
    return found


def children(session: SparkSession, system, folder: str) -> list:
    """What is in a folder; nothing where there is none."""
    where = absolute(session, folder)
    if not system.exists(where) or not system.getFileStatus(where).isDirectory():
        return []
    return list(system.listStatus(where))


def is_hidden(name: str) -> bool:
    return name.startswith(".") or (name.startswith("_") and "=" not in name)


def path_of(status) -> str:
    return status.getPath().toUri().getPath().lstrip("/")


def absolute(session: SparkSession, path: str):
    return session.sparkContext._jvm.org.apache.hadoop.fs.Path("/" + path)


# --- Changes


def make(session: SparkSession, request: dict) -> None:
    """Makes changes in their order, up to the first that fails."""
    with opened(session, request["url"], request["user"]) as system:
        for each in request["changes"]:
            path = absolute(session, each["path"])
            target = absolute(session, each["target"]) if "target" in each else None
            if each["kind"] == "move":
                move(system, path, target)
            elif each["kind"] == "moveIfPossible":
                if system.exists(path) and not is_taken(system, target):
                    move(system, path, target)
            elif each["kind"] == "remove":
                system.delete(path, True)
            else:
                prune(system, path, target)


def move(system, path, target) -> None:
    if not system.exists(path):
        raise Failed(f"'{path}' is not there any more: run it again")
    if is_taken(system, target):
        raise Failed(f"'{target}' is there already: remove it, or choose another path")
    # An empty folder would take the file in.
    if system.exists(target):
        system.delete(target, False)
    system.mkdirs(target.getParent())
    if not system.rename(path, target):
        raise Failed(f"'{path}' cannot be renamed to '{target}': look whether a file is above it")


def is_taken(system, path) -> bool:
    """Whether a file is there, or a folder with something in it."""
    if not system.exists(path):
        return False
    status = system.getFileStatus(path)
    return not status.isDirectory() or len(system.listStatus(path)) > 0


def prune(system, path, top) -> None:
    while path is not None and not path.equals(top) and not path.isRoot():
        if system.exists(path):
            if len(system.listStatus(path)) > 0:
                return
            system.delete(path, False)
        path = path.getParent()


def written(session: SparkSession, url: str) -> list:
    """The paths of the files below a URL, relative to it, as Spark has written them."""
    with opened(session, url) as system:
        top = session.sparkContext._jvm.org.apache.hadoop.fs.Path(url)
        entries, found = system.listFiles(top, True), []
        start = len(top.toUri().getPath()) + 1
        while entries.hasNext():
            found.append(entries.next().getPath().toUri().getPath()[start:])
        return found


def place_all(session: SparkSession, source: str, directory: str, pairs) -> None:
    """Renames files of a directory into another, which takes its place."""
    path = session.sparkContext._jvm.org.apache.hadoop.fs.Path
    with opened(session, directory) as system:
        for old, new in pairs:
            move(system, path(f"{source}/{old}"), path(f"{directory}/{new}"))
        system.delete(path(source), True)


# --- The server


@contextlib.contextmanager
def opened(session: SparkSession, url: str, user: str | None = None):
    """The file system of a URL; what fails in the body is told in words for users."""
    jvm = session.sparkContext._jvm
    settings = jvm.org.apache.hadoop.conf.Configuration(session.sparkContext._jsc.hadoopConfiguration())
    for name, value in PATIENCE.items():
        settings.set(name, value)
    address = jvm.java.net.URI(re.match(r"\w+://[^/]+", url)[0])
    create = jvm.org.apache.hadoop.fs.FileSystem.newInstance
    try:
        system = create(address, settings, user) if user else create(address, settings)
        try:
            yield system
        finally:
            system.close()
    except Py4JJavaError as error:
        raise failure(error) or Failed(said(error)) from error


def failure(error: Exception) -> Failed | None:
    """What is wrong with HDFS, where it is HDFS that an error comes from."""
    words = trace(error)
    where = re.search(r"hdfs://[^/\s\"',;)]+", words) or re.search(r"Call From \S+ to (\S+?) failed", words)
    if not where:
        return None
    place = where[1] if where.re.groups else where[0]
    if any(re.search(rf"\b{each}\b", words) for each in SILENT):
        return Failed(
            f"'{place}' does not answer: start the namenode, or correct hdfs.url in stores.yaml", is_unreachable=True)
    denied = re.search(r"AccessControlException: (Permission denied: [^\n]*?)(?:\n|$|\s+at )", words)
    if denied:
        return Failed(
            f"{shortened(denied[1])}: give the user the right there, make /user/NAME its own, or correct hdfs.user in "
            "stores.yaml")
    if "SafeModeException" in words:
        return Failed(f"'{place}' is in safe mode and changes nothing: wait until it has left it")
    return None


def trace(error: Exception) -> str:
    """All that is known of an error: of one of Java's its causes, one a line."""
    if isinstance(error, Py4JJavaError):
        lines, cause = [], error.java_exception
        while cause is not None:
            lines.append(cause.toString())
            cause = cause.getCause()
        return "\n".join(lines)
    parts = [str(error)]
    while error is not None:
        parts += [str(getattr(error, "_desc", "") or ""), str(getattr(error, "_stackTrace", "") or "")]
        error = getattr(error, "_cause", None)
    return "\n".join(parts)


def said(error: Py4JJavaError) -> str:
    return shortened(str(error.java_exception.getMessage() or error.java_exception.getClass().getSimpleName()))


def shortened(words: str) -> str:
    return words.strip().split("\n")[0][:300]
