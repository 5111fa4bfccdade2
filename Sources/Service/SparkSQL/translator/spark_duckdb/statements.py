"""One statement of a user, from its text to DuckDB's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from . import queries, syntax
from . import access, intervals, operators, predicates, subqueries  # noqa: F401  they declare handlers
from .dialect import DIALECT
from .functions import aggregates, arrays, conditions, dates, forms, json, maths, regexes, strings, windows  # noqa: F401
from .places import Places
from .refusal import Refusal
from .scope import Column, Named, Scope, Statement

#: A text longer than this is no statement that somebody wrote.
LONGEST = 1 << 18
#: A surrogate without its other half.
_HALF = re.compile("[\ud800-\udfff]")
#: What the tokenizer says, with the end that it missed and its offset.
_UNREADABLE = re.compile(r"(?:Missing (.+)|Numeric string contains invalid characters) from \d+:(\d+)")


@dataclass(frozen=True)
class Translation:
    """A statement in DuckDB's words, with the columns it answers if they are known."""

    sql: str
    columns: list[Column] | None


def translate(sql: str, tables: dict[str, list[Column] | None] | None) -> Translation:
    """Translates one SELECT over tables.

    `tables` are the columns of each table, `None` where they are not known.

    Raises a `Refusal`.
    """
    if len(sql) > LONGEST:
        raise Refusal(f"the SQL has {len(sql)} characters, and {LONGEST} are read at most")
    node = _parsed(sql)
    named = None
    if tables is not None:
        named = {name.lower(): Named(name, columns) for name, columns in tables.items()}
    syntax.check(node)
    relation = queries.translate_query(node, Scope(Statement(named)))
    return Translation(relation.sql, relation.columns)


#: Forms that are written as functions, and read by words of their own.
_FORMS = {
    exp.Extract: "extract",
    exp.Overlay: "overlay",
    exp.StrPosition: "position",
    exp.Substring: "substring",
    exp.Trim: "trim",
}


def calls(sql: str) -> list[tuple[str, exp.Expression]]:
    """The functions that a statement calls, in the order of the text, each with its node.

    Raises a `Refusal`.
    """
    found = []
    for node in _parsed(sql).walk():
        if isinstance(node, exp.Anonymous):
            found.append((node.this if isinstance(node.this, str) else node.this.name, node))
        elif type(node) in _FORMS:
            found.append((_FORMS[type(node)], node))
    places = Places(sql)
    return sorted(found, key=lambda call: places.start(call[1]) or 0)


def _parsed(sql: str) -> exp.Expression:
    """The tree of the one statement in a text."""
    half = _HALF.search(sql)
    if half:
        raise Refusal("the SQL has half of a character: write it as UTF-8", half.start())
    try:
        found = [statement for statement in DIALECT.parse(sql) if statement is not None]
    except TokenError as error:
        raise _unreadable(sql, error) from None
    except ParseError as error:
        raise _syntax_error(sql, error) from None
    if not found:
        raise Refusal("the SQL has no statement")
    if len(found) > 1:
        raise Refusal("a job or a transform has one statement, and the SQL has several", found[1], ";")
    node = found[0]
    if isinstance(node, (exp.Query, exp.Values)):
        return node
    word = sql.split(None, 1)[0].upper() if sql.split() else ""
    raise Refusal(f"'{word}' is no query: a job or a transform is one SELECT", 0, word)


def _unreadable(sql: str, error: TokenError) -> Refusal:
    """What is no word of SQL: mostly a text, a name or a comment without its end."""
    found = _UNREADABLE.match(str(error.__cause__))
    if not found:
        return Refusal("the SQL cannot be read: it ends within a text, a name or a comment", len(sql))
    end, place = found.groups()
    what = f"what begins here has no end: write {end} behind it" if end else "these are no hexadecimal digits"
    return Refusal(f"the SQL cannot be read: {what}", int(place))


def _syntax_error(sql: str, error: ParseError) -> Refusal:
    """What the parser could not read, with the text that stands there."""
    details = error.errors[0] if error.errors else {}
    offset = _offset(sql, details)
    word = (details.get("highlight") or "").strip()
    place = f" at '{word}'" if word else ""
    what = (details.get("description") or _first_line(error)).rstrip(".")
    # The parser names a token or a class of its own where something must stand that does not.
    what = what.split(" but got <")[0]
    if "<class" in what:
        what = "something is missing"
    return Refusal(f"the SQL cannot be read{place}: {what}", offset, word or None)


def _offset(sql: str, details: dict) -> int | None:
    """Where an error begins; the parser says where its text ends."""
    line, column = details.get("line"), details.get("col")
    if not line or not column:
        return None
    lines = sql.split("\n")
    before = sum(len(each) + 1 for each in lines[: line - 1])
    return max(before + column - len(details.get("highlight") or "x"), 0)


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.split("\n")[0] if text else type(error).__name__
