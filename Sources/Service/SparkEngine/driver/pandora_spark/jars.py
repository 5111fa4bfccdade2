"""Makes functions known whose classes are in jars: those of Hive and of Spark's Java interface."""

from __future__ import annotations

import os
import re

from pyspark.sql import SparkSession

#: Hive's functions need its catalogue, which is kept in memory and ends with the session.
SETTINGS = {
    "spark.sql.catalogImplementation": "hive",
    "spark.hadoop.javax.jdo.option.ConnectionURL": "jdbc:derby:memory:pandora;create=true",
    "spark.hadoop.datanucleus.schema.autoCreateAll": "true",
    "spark.hadoop.hive.metastore.schema.verification": "false",
}
#: Java's interfaces of functions that are Spark's own, by the number of their parameters.
_OWN = "org.apache.spark.sql.api.java.UDF"


class Unusable(Exception):
    """A function that cannot be called; the message is for users."""


def called(code: str, functions: list) -> list:
    """The functions that SQL calls; texts and comments are not in `code` any more."""
    return [each for each in functions if re.search(rf"(?<![\w`])`?{re.escape(each['name'])}`?\s*\(", code, re.IGNORECASE)]


def stamp(functions: list) -> dict:
    """The jars with what tells one from another that was uploaded under its name."""
    stamps = {}
    for each in functions:
        try:
            found = os.stat(each["jar"])
        except OSError:
            raise Unusable(f"the jar of function '{each['name']}' is not there: upload it again") from None
        stamps[each["jar"]] = (found.st_mtime_ns, found.st_size)
    return stamps


def register(session: SparkSession, functions: list) -> None:
    """Makes functions known to the SQL of a session, also those that have the name of one of Spark's."""
    for each in functions:
        session.sql(f"ADD JAR '{quoted(each['jar'])}'")
        if is_own(session, each):
            session.udf.registerJavaFunction(each["name"], each["className"])
        else:
            session.sql(f"CREATE OR REPLACE TEMPORARY FUNCTION `{each['name']}` AS '{quoted(each['className'])}'")


def is_own(session: SparkSession, function: dict) -> bool:
    loader = session._jsparkSession.sharedState().jarClassLoader()
    name = function["className"]
    try:
        found = loader.loadClass(name)
    except Exception as error:  # noqa: BLE001  what Java cannot load is told by one sentence
        raise Unusable(
            f"class '{name}' of function '{function['name']}' cannot be loaded: upload a jar with it and all it needs"
        ) from error
    while found is not None:
        if any(each.getName().startswith(_OWN) for each in found.getInterfaces()):
            return True
        found = found.getSuperclass()
    return False


def quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
