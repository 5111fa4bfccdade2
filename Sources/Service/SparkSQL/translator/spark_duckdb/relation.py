"""A query in DuckDB's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .scope import Column

_QUOTES = re.compile("['\"]")


@dataclass(frozen=True)
class Relation:
    """A query that can stand in parentheses; `columns` is `None` where nobody has said them."""

    sql: str
    columns: list[Column] | None


def indented(sql: str, by: int = 2) -> str:
    """The text with all its lines moved to the right, except inside of quoted text."""
    pad = " " * by
    if "'" not in sql and '"' not in sql:
        return pad + sql.replace("\n", "\n" + pad)
    lines = sql.split("\n")
    result, quote = [], ""
    for line in lines:
        result.append(line if quote else pad + line)
        if "'" in line or '"' in line:
            quote = _open_quote(line, quote)
    return "\n".join(result)


def _open_quote(line: str, quote: str) -> str:
    for character in _QUOTES.findall(line.lstrip(" ")):
        if quote:
            quote = "" if character == quote else quote
        else:
            quote = character
    return quote


def in_parentheses(sql: str) -> str:
    return f"(\n{indented(sql)}\n)"
