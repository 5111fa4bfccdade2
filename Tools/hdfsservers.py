"""HDFS on the loopback, for tests: a namenode and a datanode, with the jars of Tools/install-hadoop.sh."""
import os
import signal
import subprocess

from storeservers import ROOT, Server

JARS = ROOT + "/.tools/hadoop/pyspark/jars"
#: What Hadoop of that age does with Java's own classes, which Java 17 must be told to allow.
OPENED = ["--add-opens", "java.base/java.lang=ALL-UNNAMED", "--add-opens", "java.base/java.nio=ALL-UNNAMED",
          "--add-exports", "java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-exports", "java.security.jgss/sun.security.krb5=ALL-UNNAMED"]
LOG = """log4j.rootLogger=INFO,console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.target=System.err
log4j.appender.console.layout=org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern=%d %p %c{1}: %m%n
"""


class HadoopServer(Server):
    """A server of Hadoop's, whose configuration names the namenode."""

    main = ready = None
    ending = signal.SIGKILL

    def __init__(self, directory, namenode_port=None):
        self.namenode_port = namenode_port
        super().__init__(directory)

    def prepare(self):
        self.namenode_port = self.namenode_port or self.port
        # Its pages, which nobody asks for, must have folders.
        for page in ("hdfs", "datanode"):
            os.makedirs(f"{self.directory}/classes/webapps/{page}")
        local = "127.0.0.1:0"
        self.configure("core-site", {
            "fs.defaultFS": f"hdfs://127.0.0.1:{self.namenode_port}", "hadoop.tmp.dir": self.directory + "/data"})
        self.configure("hdfs-site", {
            "dfs.replication": "1", "dfs.webhdfs.enabled": "false", "dfs.namenode.http-address": local,
            "dfs.datanode.address": local, "dfs.datanode.ipc.address": local, "dfs.datanode.http.address": local,
            "dfs.namenode.datanode.registration.ip-hostname-check": "false", "dfs.datanode.du.reserved": "0",
            "dfs.client.block.write.replace-datanode-on-failure.policy": "NEVER"})
        with open(self.directory + "/classes/log4j.properties", "w") as file:
            file.write(LOG)

    def configure(self, name, values):
        with open(f"{self.directory}/classes/{name}.xml", "w") as file:
            properties = "".join(
                f"<property><name>{key}</name><value>{value}</value></property>" for key, value in values.items())
            file.write(f"<configuration>{properties}</configuration>")

    def java(self, main, *arguments):
        java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"
        return [java, *OPENED, "-Xmx256m", "-cp", f"{self.directory}/classes:{JARS}/*", main, *arguments]

    def command(self):
        return self.java(self.main)

    def ask(self):
        with open(self.directory + "/log", errors="replace") as file:
            text = file.read()
        # The log of an earlier start is before the mark.
        if self.ready not in text.rpartition("STARTUP_MSG: Starting")[2]:
            raise OSError("it has not said that it is ready")


class NameNode(HadoopServer):
    main = "org.apache.hadoop.hdfs.server.namenode.NameNode"
    ready = "NameNode RPC up at"

    def prepare(self):
        super().prepare()
        subprocess.run(self.java(self.main, "-format", "-force"), check=True, capture_output=True)

    @property
    def url(self):
        return f"hdfs://127.0.0.1:{self.port}"

    def shell(self, *arguments):
        """What a command of Hadoop's own shell prints, as the user who may do everything."""
        done = subprocess.run(
            self.java("org.apache.hadoop.fs.FsShell", *arguments), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)}: {done.stderr[-500:]}")
        return done.stdout

    def files(self, folder):
        """The files below a folder, by their paths relative to it, with their sizes."""
        found = {}
        for line in self.shell("-ls", "-R", folder).splitlines():
            words = line.split()
            if line.startswith("-"):
                found[words[7][len(folder) + 1:]] = int(words[4])
        return found

    def text(self, pattern):
        return self.shell("-text", pattern)


class DataNode(HadoopServer):
    main = "org.apache.hadoop.hdfs.server.datanode.DataNode"
    ready = "successfully registered with NN"


class HDFS:
    """Both, and a home for a user."""

    def __init__(self, directory, user):
        self.namenode = NameNode(directory)
        self.datanode = DataNode(directory, self.namenode.port)
        self.url = self.namenode.url
        for folder in (f"/user/{user}", "/data", "/out"):
            self.namenode.shell("-mkdir", "-p", folder)
            self.namenode.shell("-chown", user, folder)

    def stop(self):
        self.datanode.stop()
        self.namenode.stop()
