"""Makes the rows of users' SQL, which may be one query and nothing else."""

from __future__ import annotations

import re

from pyspark.sql import DataFrame, SparkSession

from .functions import with_own_names
from .session import FORBIDDEN, on_clock
from .tables import load


class Refused(Exception):
    """SQL that is not computed; the message is for users."""


def query(session: SparkSession, sql: str, tables: list, zone: str | None = None) -> DataFrame:
    """The rows of a query over tables, which are views for as long as the session lasts; `None` is UTC."""
    if is_duckdbs(sql):
        raise Refused(
            "the first line says that the SQL is DuckDB's own, which Spark does not read: remove the line and write "
            "Spark SQL, or start the service with --engine duckdb"
        )
    own = with_own_names(without_end(sql))
    check(session, own)
    for view in session.catalog.listTables():
        session.catalog.dropTempView(view.name)
    for table in tables:
        load(session, table).createOrReplaceTempView(table["name"])
    with on_clock(session, zone):
        frame = session.sql(own)
    if "ScriptTransformation" in frame._jdf.queryExecution().analyzed().toString():
        raise Refused("TRANSFORM … USING runs a program, which is not allowed: use functions")
    return frame


def is_duckdbs(sql: str) -> bool:
    first = (sql.lstrip().splitlines() or [""])[0]
    return "".join(first.split()).lower() == "--dialect:duckdb"


def without_end(sql: str) -> str:
    return sql.rstrip().rstrip(";")


#: Comments, and texts in each of the quotes.
_PARTS = re.compile(
    r"--[^\n]*|/\*.*?\*/|(?P<text>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")|(?P<name>`(?:``|[^`])*`)",
    re.DOTALL,
)


def code_of(sql: str, keeps_places: bool = False) -> str:
    """The SQL without its comments and what its texts say; with blanks for them where places are to stay."""

    def code(part) -> str:
        if part["name"]:
            return part["name"]
        if keeps_places:
            return re.sub(r"[^\n]", " ", part[0])
        return " '' " if part["text"] else " "

    return _PARTS.sub(code, sql)


def check(session: SparkSession, sql: str) -> None:
    """Refuses what is no query, runs a program, or calls any method of Java."""
    # Spark's own parser says whether it is one query; its exception says where it is not.
    session._jsparkSession.sessionState().sqlParser().parseQuery(sql)
    code = code_of(sql)
    if re.search(r"\busing\s*''", code, re.IGNORECASE):
        raise Refused("TRANSFORM … USING runs a program, which is not allowed: use functions")
    for name in FORBIDDEN:
        if re.search(rf"(\b|`){name}(\b|`)\s*\(", code, re.IGNORECASE):
            raise Refused(f"function '{name}' calls any method of Java, which is not allowed: use another")
