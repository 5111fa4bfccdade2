"""Finds out which fields files have: a type is one that every value has."""

from __future__ import annotations

import datetime
import json
import re
import sys

from pyspark.sql import DataFrame

#: How many records decide about types; a value behind them that does not fit is refused when it is read.
MOST_ROWS, MOST_OBJECTS = 1_000_000, 500_000

_LONG = re.compile(r"[+-]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DATE = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})([T ]([0-9]{2}):([0-9]{2})(:([0-9]{2})(\.[0-9]{1,9})?)?"
    r"(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?"
)
#: Whole numbers with more digits may be none that a floating point number holds.
_EXACT_DIGITS = 15


class Unreadable(Exception):
    """Files that cannot be read; the message is for users."""


class Unfit(Exception):
    """A value that cannot be read: its text, its file and what it should be."""

    def __init__(self, value, kind: str, path: str):
        super().__init__(kind)
        self.failed = {"value": value, "kind": kind, "field": "", "path": path}


def fields_of_texts(frame: DataFrame, names: list) -> list:
    """The fields of records of csv, whose columns are texts; the file of each is the last column."""
    by_value()
    rows = frame.limit(MOST_ROWS).rdd.mapPartitions(lambda part: text_kinds(part, names))
    kinds = merged(rows.collect())
    return [field(name, kinds.get(name, (0, set()))[1], "string") for name in names]


def fields_of_objects(frame: DataFrame) -> list:
    """The fields of the objects in lines of JSON, in the order of their keys."""
    by_value()
    found = frame.limit(MOST_OBJECTS).rdd.mapPartitions(object_kinds).collect()
    for _, place, kinds in found:
        if isinstance(place, str):
            raise Unfit(kinds, "json", place)
    kinds = merged(found)
    names = sorted(kinds, key=lambda name: kinds[name][0])
    check(names)
    return [field(name, kinds[name][1], "jsonstring") for name in names]


def by_value() -> None:
    from pyspark import cloudpickle

    # Workers have no copy of this module: its functions are sent to them whole.
    cloudpickle.register_pickle_by_value(sys.modules[__name__])


def merged(found) -> dict:
    kinds: dict = {}
    for name, place, more in found:
        first, known = kinds.setdefault(name, (place, set()))
        kinds[name] = (min(first, place), known | more)
    return kinds


def check(names: list) -> None:
    seen: dict = {}
    for name in names:
        if not name:
            raise Unreadable(
                "objects have a value with the empty key, which no field can have: "
                "give it a key, or declare a schema with noVerifySchema"
            )
        other = seen.setdefault(name.lower(), name)
        if other != name:
            raise Unreadable(
                f"objects have the keys '{other}' and '{name}', which differ by case only: rename one, "
                "or declare a schema with one of them and noVerifySchema"
            )


def text_kinds(rows, names: list):
    kinds = [set() for _ in names]
    for row in rows:
        for index, known in enumerate(kinds):
            if row[index] is not None:
                known.add(kind_of_text(row[index]))
    return [(name, at, known) for at, (name, known) in enumerate(zip(names, kinds))]


def kind_of_text(text: str) -> str:
    if text.lower() in ("true", "false"):
        return "boolean"
    if _LONG.fullmatch(text):
        return kind_of_whole(text)
    if _FLOAT.fullmatch(text):
        return "float"
    return "date" if is_date(text) else "string"


def kind_of_whole(text: str) -> str:
    if not -(2**63) <= int(text) < 2**63:
        return "string"
    return "long" if len(text) <= _EXACT_DIGITS else "exact"


def is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if not match:
        return False
    try:
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        datetime.datetime(year, month, day, int(match[5] or 0), int(match[6] or 0), int(match[8] or 0))
    except ValueError:
        return False
    return True


class Whole(str):
    """A whole number of a JSON text, as it is written."""


def object_kinds(rows):
    kinds: dict = {}
    for number, (text, path) in enumerate(rows):
        try:
            found = json.loads(text, parse_int=Whole)
        except ValueError:
            return [("", path, text[:200])]
        if not isinstance(found, dict):
            continue
        for index, (key, value) in enumerate(found.items()):
            known = kinds.setdefault(key, ((number, index), set()))[1]
            if value is not None:
                known.add(kind_of_value(value))
    return [(name, place, known) for name, (place, known) in kinds.items()]


def kind_of_value(value) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, Whole):
        return kind_of_whole(value)
    if isinstance(value, float):
        return "float"
    if isinstance(value, dict):
        return "map"
    if isinstance(value, list):
        return kind_of_list(value)
    return "date" if is_date(value) else "string"


def kind_of_list(values: list) -> str:
    kinds = {kind_of_value(each) for each in values if each is not None}
    if kinds and kinds <= {"long", "exact"}:
        return "longs"
    return "floats" if kinds and kinds <= {"long", "exact", "float"} else "strings"


def field(name: str, kinds: set, unknown: str) -> dict:
    """The field whose type every value has; `unknown` where there is no value."""
    lists = {"longs": "long", "floats": "float", "strings": "string"}
    if not kinds:
        return {"key": name, "valtype": unknown}
    if kinds <= lists.keys():
        widest = "strings" if "strings" in kinds else "floats" if "floats" in kinds else "longs"
        return {"key": name, "valtype": "array", "elemtype": lists[widest]}
    if kinds <= {"long", "exact"}:
        return {"key": name, "valtype": "long"}
    if kinds <= {"long", "float"}:
        return {"key": name, "valtype": "float"}
    if len(kinds) == 1:
        return {"key": name, "valtype": kinds.pop()}
    is_json = kinds & ({"map"} | lists.keys())
    return {"key": name, "valtype": "jsonstring" if is_json else "string"}
