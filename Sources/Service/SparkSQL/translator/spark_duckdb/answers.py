"""Requests and answers: one JSON object a line."""

from __future__ import annotations

import json
import re

from . import statements, trace, zone
from .datatypes import Type
from .macros import Macros
from .places import Places
from .refusal import Refusal
from .scope import Column
from .type_text import parse_type
from .typed import text_literal

#: The first line that says that a text is DuckDB's own SQL.
_PLAIN = re.compile(r"\A\s*--\s*dialect\s*:\s*([A-Za-z]+)[ \t]*(\n|\Z)", re.IGNORECASE)

_TOO_DEEP = "the SQL is nested too deeply to be translated: the Spark engine runs it"
#: Python reads no more digits than this, since it takes the square of their time.
_TOO_LONG = "a number has more than 4300 digits: write a shorter one"

#: How much of both ends of a long message is kept.
_HALF = 300


class Translator:
    """Answers requests; whatever a request is, it gets an answer."""

    def __init__(self, macros: Macros, zoned: Macros):
        """Takes the macros of UTC and those of any other zone."""
        self._macros = macros
        self._zoned = zoned

    def answer(self, line: str) -> str:
        """The answer to a line: the translation, or an error with its place."""
        number = None
        try:
            request = _request(line)
            number = request.get("id")
            return _line(number, self._translated(request))
        except Refusal as refusal:
            return _line(number, {"error": {"message": _shortened(refusal.message)}})
        except RecursionError:
            return _line(number, {"error": {"message": "the request is nested too deeply"}})
        except Exception as error:  # noqa: BLE001  a fault of ours is said, and ends no process
            return _line(number, {"error": _fault(error)})

    def _translated(self, request: dict) -> dict:
        if "calls" in request:
            return _calls(request["calls"])
        sql = request.get("sql")
        if not isinstance(sql, str):
            raise Refusal("a request has the text 'sql'")
        dialect = _PLAIN.match(sql)
        if dialect and dialect.group(1).lower() == "duckdb":
            return {"dialect": "duckdb", "sql": sql[dialect.end() :], "macros": [], "prelude": "", "columns": None}
        with zone.session(request.get("zone")):
            tables = _tables(request.get("tables"))
            failure = request.get("failure")
            return self._in_zone(sql, tables) if failure is None else self._place(sql, tables, failure)

    def _place(self, sql: str, tables: dict[str, list[Column] | None] | None, failure: object) -> dict:
        """Where the translation of this SQL has failed; no place where it is not known."""
        if not isinstance(failure, dict):
            raise Refusal("'failure' is an object with 'message' and 'offset'")
        try:
            with trace.recorded() as pairs:
                translation = statements.translate(sql, tables).sql
        except Exception:  # noqa: BLE001  what is not translated has failed at no place
            return {"place": {}}
        offset, message = failure.get("offset"), failure.get("message")
        macros = self._macros if zone.is_utc() else self._zoned
        is_named = isinstance(offset, int)
        groups = trace.at_offset(translation, offset, pairs) if is_named else trace.of_message(str(message), macros, pairs)
        known = Places(sql)
        for nodes in groups:
            # One after the other, since there may be many of them, and two that differ are enough.
            places = (_place(known, node) for node in nodes)
            first = next(places, {})
            if first and all(place == first for place in places):
                return {"place": first}
        return {"place": {}}

    def _in_zone(self, sql: str, tables: dict[str, list[Column] | None] | None) -> dict:
        try:
            translation = statements.translate(sql, tables)
        except Refusal as refusal:
            return {"error": _error(sql, refusal)}
        except RecursionError:
            return {"error": {"message": _TOO_DEEP}}
        except ValueError as error:
            return {"error": {"message": _TOO_LONG} if str(error).startswith("Exceeds the limit") else _fault(error)}
        except Exception as error:  # noqa: BLE001  a fault of ours is said, and ends no process
            return {"error": _fault(error)}
        macros = self._macros if zone.is_utc() else self._zoned
        names = macros.used_by(translation.sql)
        own = "" if zone.is_utc() else f"CREATE MACRO spark_zone() AS {text_literal(zone.name())};\n"
        return {
            "dialect": "spark",
            "sql": translation.sql,
            "macros": names,
            "prelude": own + macros.text(names),
            "columns": _columns(translation.columns),
        }


def _request(line: str) -> dict:
    try:
        request = json.loads(line)
    except ValueError as error:
        raise Refusal(f"the request is no JSON: {error}") from None
    if not isinstance(request, dict):
        raise Refusal("a request is an object with 'id' and 'sql'")
    return request


def _calls(sql: object) -> dict:
    """The functions that SQL calls, each at its place."""
    if not isinstance(sql, str):
        raise Refusal("'calls' is a text of SQL")
    try:
        found = statements.calls(sql)
    except Refusal as refusal:
        return {"error": _error(sql, refusal)}
    except RecursionError:
        return {"error": {"message": _TOO_DEEP}}
    places = Places(sql)
    return {"calls": [{"name": name, **_place(places, node)} for name, node in found]}


def _line(number: object, answer: dict) -> str:
    return json.dumps({"id": number, **answer}, ensure_ascii=False)


def _error(sql: str, refusal: Refusal) -> dict:
    error: dict[str, object] = {"message": _shortened(refusal.message)}
    error.update(_place(Places(sql), refusal.at))
    if refusal.name:
        error["name"] = _shortened(refusal.name)
    return error


def _shortened(text: str) -> str:
    """A text without its middle, where it quotes what is longer than anybody reads."""
    return text if len(text) <= 2 * _HALF else f"{text[:_HALF]} … {text[-_HALF:]}"


def _place(places: Places, at) -> dict:
    found = places.of(at)
    return {"line": found[0], "column": found[1]} if found else {}


def _fault(error: Exception) -> dict:
    return {
        "message": "the SQL is not translated to DuckDB, by a fault of the translator: the Spark engine runs it",
        "fault": f"{type(error).__name__}: {error}",
    }


def _columns(columns: list[Column] | None) -> list[dict] | None:
    if columns is None:
        return None
    return [{"name": column.name, "type": str(column.type)} for column in columns]


def _tables(given: object) -> dict[str, list[Column] | None] | None:
    """The tables of a request with their columns, which may be missing."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Refusal("'tables' is an object of tables by their names")
    return {name: _table(name, columns) for name, columns in given.items()}


def _table(name: str, columns: object) -> list[Column] | None:
    if columns is None:
        return None
    if not isinstance(columns, list):
        raise Refusal(f"the columns of '{name}' are a list")
    return [_column(name, column) for column in columns]


def _column(table: str, column: object) -> Column:
    if not isinstance(column, dict) or not isinstance(column.get("name"), str):
        raise Refusal(f"a column of '{table}' is an object with 'name' and 'type'")
    written = column.get("type", "unknown")
    if not isinstance(written, str):
        raise Refusal(f"the type of '{column['name']}' is a text")
    return Column(column["name"], _type(written))


def _type(written: str) -> Type:
    return parse_type(written)
