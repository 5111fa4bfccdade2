"""What is wrong, in words for users: no plan, no trace, no names of classes, and the place in their SQL."""

from __future__ import annotations

import json
import re
import urllib.parse

from py4j.protocol import Py4JError, Py4JJavaError

from .conversion import MARK
from .functions import with_own_names, with_users_names
from .queries import code_of, without_end

#: How Spark tells a place: where SQL is read, where it is analysed, and where it is computed.
_PLACE = re.compile(r";\s*line (\d+) pos (\d+)|\(line (\d+), pos (\d+)\)|== SQL ?\(line (\d+), position (\d+)\) ==")
#: The name of a kind of error, by which Spark's documents explain it.
_KIND = re.compile(r"^\s*\[([A-Z_]+(?:\.[A-Z_]+)*)\]\s*")
#: Exceptions of Java whose message is a value alone.
_VALUES = {"UnsupportedEncodingException": "no character set is named '{}'"}


def problem(error: Exception, sql: str | None = None) -> dict:
    """What is wrong, with its line and column in the SQL where that is known; without a user's SQL it has none."""
    words = words_of(error)
    failed = failed_value(words)
    if failed:
        return {"message": "a value does not fit", "value": failed}
    found = {"message": sentence(words)}
    place = (place_in(words, sql) or place_of_call(found["message"], sql)) if sql else None
    if place:
        found |= {"line": place[0], "column": place[1]}
    return found


def place_in(words: str, sql: str) -> tuple[int, int] | None:
    """The place that Spark names, as it is in the user's own words."""
    place = _PLACE.search(words)
    if not place:
        return None
    line, column = (int(each) for each in place.groups() if each is not None)
    # Spark counts the columns from 0, but for those of what is computed.
    column += 0 if place[5] else 1
    lines = with_own_names(without_end(sql)).split("\n")
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return line, column - len(before) + len(with_users_names(before))


def place_of_call(message: str, sql: str) -> tuple[int, int] | None:
    """The place of the one call of a function that a message names."""
    code = code_of(sql, keeps_places=True)
    calls: dict[str, list[int]] = {}
    for call in re.finditer(r"\b([A-Za-z_]\w*)\s*\(", code):
        calls.setdefault(call[1].lower(), []).append(call.start())
    said = re.search(r"\bfunction `?(\w+)|(\w+) failed", message)
    words = [said[1] or said[2]] if said else re.findall(r"\w+", message)
    named = {word.lower() for word in words} & calls.keys()
    if len(named) != 1 or len(places := calls[named.pop()]) != 1:
        return None
    before = code[: places[0]]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def failed_value(words: str) -> dict | None:
    """The value that a computation has failed at, as `conversion.py` reports it."""
    _, mark, rest = words.partition(MARK)
    if not mark:
        return None
    try:
        return with_path(json.JSONDecoder().raw_decode(rest)[0])
    except ValueError:
        return None


def with_path(failed: dict) -> dict:
    """The value with the path of its file, which Spark has as an address."""
    path = urllib.parse.unquote(failed.get("path") or "")
    return {**failed, "path": re.sub(r"^file:/+", "/", path)}


def words_of(error: Exception) -> str:
    if isinstance(error, Py4JJavaError):
        cause = error.java_exception
        while cause.getCause() is not None:
            cause = cause.getCause()
        name, said = cause.getClass().getSimpleName(), cause.getMessage()
        return _VALUES[name].format(said) if name in _VALUES else said or "it failed without a reason"
    if isinstance(error, Py4JError):
        return "Spark has ended"
    cause = getattr(error, "_cause", None)
    deepest = str(getattr(error, "desc", None) or error)
    while cause is not None:
        deepest = str(getattr(cause, "desc", None) or cause) or deepest
        cause = getattr(cause, "_cause", None)
    return deepest


def sentence(words: str) -> str:
    # What a function of Python raises is the last line of its trace.
    if "Traceback (most recent call last):" in words:
        words = re.sub(r"^[\w.]+: ", "", words.strip().split("\n")[-1])
    words = re.split(r";\s*line \d+ pos \d+|\n\s*== SQL|\(line \d+, pos \d+\)|JVM stacktrace|\n\s+at |;\s*\n'", words)[0]
    kind = _KIND.match(words)
    words = _KIND.sub("", words)
    # What follows tells of catalogues and schemas, which there are none of.
    words = words.split(" Verify the spelling and correctness")[0]
    words = re.sub(r"(\S+\.)+\w*(Exception|Error): ", "", words)
    # Columns have numbers in what Spark writes of a condition.
    words = re.sub(r"(\w)#\d+L?\b", r"\1", words)
    said = with_users_names(" ".join(words.split())).rstrip(".") or "it failed without a reason"
    return f"{said} [{kind[1]}]" if kind else said
