"""Why a statement is not translated."""

from __future__ import annotations

SPARK_RUNS_IT = "the Spark engine runs it"


class Refusal(Exception):
    """A statement that is refused, with what is to blame and where it stands.

    `at` is a node of the syntax tree or an offset in the text; `name` is the function, column, table or
    clause that is to blame. `table` is the table whose columns would have to be known.
    """

    def __init__(self, message: str, at=None, name: str | None = None, table: str | None = None):
        super().__init__(message)
        self.message = message
        self.at = at
        self.name = name
        self.table = table


def unsupported(what: str, at=None, name: str | None = None) -> Refusal:
    """A refusal of what is right in Spark and has no faithful translation."""
    return Refusal(f"{what} is not translated to DuckDB: {SPARK_RUNS_IT}", at, name or what)
