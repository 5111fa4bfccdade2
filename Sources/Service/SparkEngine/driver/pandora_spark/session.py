"""Opens sessions of Spark, in which users' SQL can reach nothing but its tables and the functions of its jars."""

from __future__ import annotations

import contextlib

from pyspark.sql import SparkSession

from . import jars
from .functions import register

ZONE = "spark.sql.session.timeZone"
#: What results depend on; spark.conf cannot change it.
SETTINGS = {
    ZONE: "UTC",
    "spark.sql.legacy.timeParserPolicy": "LEGACY",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.caseSensitive": "false",
    "spark.sql.catalogImplementation": "in-memory",
    # `SELECT * FROM csv.`/etc/passwd`` would read any file.
    "spark.sql.runSQLOnFiles": "false",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "false",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # The folders `field=value` of a source's path are no columns.
    "spark.sql.parquet.mergeSchema": "false",
}
#: Functions that call any method of Java.
FORBIDDEN = ("reflect", "java_method", "try_reflect")


@contextlib.contextmanager
def on_clock(session: SparkSession, zone: str | None):
    """Reads users' SQL, or computes it, with the clock of their zone.

    What reads and writes files is made outside, since Spark keeps the zone in each expression: times of files are of UTC.
    """
    session.conf.set(ZONE, zone or SETTINGS[ZONE])
    try:
        yield
    finally:
        session.conf.set(ZONE, SETTINGS[ZONE])


class Sessions:
    """The one session of the program, which begins at its first use, and again for other jars."""

    def __init__(self):
        self.session = None
        #: The jars that the session has loaded, each with its stamp; `None` before the first.
        self.loaded = None

    def session_for(self, functions: list) -> SparkSession:
        """The session; for functions of jars, one of their own beside it."""
        if not functions:
            return self.session or self.open({})
        stamps = jars.stamp(functions)
        loaded = self.loaded or {}
        # A class is loaded once in a session: a jar that was uploaded again needs another.
        if self.loaded is None or any(loaded.get(jar, stamp) != stamp for jar, stamp in stamps.items()):
            self.close()
            self.open(jars.SETTINGS)
            self.loaded = {}
        self.loaded |= stamps
        session = self.session.newSession()
        register(session)
        jars.register(session, functions)
        return session

    def open(self, more: dict) -> SparkSession:
        builder = SparkSession.builder
        for name, value in (SETTINGS | more).items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        register(self.session)
        return self.session

    def close(self) -> None:
        if self.session is not None:
            self.session.stop()
        self.session, self.loaded = None, None
