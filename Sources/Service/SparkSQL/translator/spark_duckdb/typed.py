"""An expression in DuckDB's words with what Spark knows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Callable

from .datatypes import Type


class _NotLiteral:
    """Stands where an expression is no literal, since a literal may be null."""

    def __repr__(self) -> str:
        return "NOT_LITERAL"


NOT_LITERAL = _NotLiteral()
_MARKS = re.compile("['\"()]")


@dataclass(frozen=True)
class Typed:
    """A translated expression.

    `sql` can stand anywhere an operand can. `name` is what Spark calls the expression, which names a
    column that has no alias. `value` is a literal's value. `bounds` are the smallest and largest whole
    number it can be, where less than its type allows: they say where nothing can overflow.
    """

    sql: str
    type: Type
    name: str
    value: object = NOT_LITERAL
    bounds: tuple[int, int] | None = None
    #: The name a column of it gets, where the expression itself is called otherwise inside another.
    column: str | None = None

    @property
    def is_literal(self) -> bool:
        return self.value is not NOT_LITERAL

    @property
    def column_name(self) -> str:
        return self.name if self.column is None else self.column

    def with_sql(self, sql: str, type: Type | None = None) -> "Typed":
        """The same expression, computed otherwise; Spark still calls it what it did."""
        return replace(self, sql=sql, type=type or self.type, value=NOT_LITERAL, bounds=None)


def bare(sql: str) -> str:
    """A text without the parentheses around all of it; those of a query, which break the line, stay."""
    while sql.startswith("(") and not sql.startswith("(\n") and sql.endswith(")") and _closes_at_end(sql):
        sql = sql[1:-1]
    return sql


def _closes_at_end(sql: str) -> bool:
    depth = 0
    quote = ""
    for found in _MARKS.finditer(sql):
        character = found.group()
        if quote:
            if character == quote:
                quote = ""
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return found.end() == len(sql)
        else:
            quote = character
    return False


def text_literal(text: str) -> str:
    """A text as DuckDB's literal."""
    return "'" + text.replace("'", "''") + "'"


#: A call of a macro, but for one that names its argument once.
_MACRO = re.compile(r"\bspark_(?!local\()\w+\(")


def once(sql: str, used: Callable[[str], str]) -> str:
    """A text that uses an argument, which is computed once where it calls a macro.

    DuckDB writes the argument of a macro out wherever the macro names it: each one around another multiplies that,
    and the third is never planned.
    """
    found = used(sql)
    if not _MACRO.search(sql) or not _MACRO.search(found.replace(sql, "")):
        return found
    return f"list_transform([{sql}], lambda spark_once: {used('spark_once')})[1]"
