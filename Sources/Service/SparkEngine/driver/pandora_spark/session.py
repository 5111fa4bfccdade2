"""Opens the session of Spark, in which users' SQL can reach nothing but its tables."""

from __future__ import annotations

from pyspark.sql import SparkSession

from .functions import register

#: What results depend on; spark.conf cannot change it.
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
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


def open_session() -> SparkSession:
    builder = SparkSession.builder
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    register(session)
    return session
