"""Date patterns of Java's SimpleDateFormat, which the service's Spark reads and writes dates with.

A pattern is written with `strftime`, and read with a regular expression whose groups are the parts of a
moment. Letters that have no equal are refused by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import zone
from .refusal import Refusal, unsupported

DEFAULT = "yyyy-MM-dd HH:mm:ss"

#: DuckDB's directive of a letter: without a leading zero, and with one.
_WRITTEN = {
    "M": ("%-m", "%m"),
    "d": ("%-d", "%d"),
    "H": ("%-H", "%H"),
    "h": ("%-I", "%I"),
    "m": ("%-M", "%M"),
    "s": ("%-S", "%S"),
}
#: The parts of a moment in the order in which the macro `spark_moment` takes them.
_PARTS = ("y", "M", "d", "H", "m", "s", "S", "a", "Z")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_RANGES = {
    "y": r"\d{1,9}",
    "M": r"0*(?:1[0-2]|[1-9])",
    "d": r"0*(?:3[01]|[12]?[0-9])",
    "H": r"0*(?:2[0-3]|1?[0-9])",
    "h": r"0*(?:1[0-2]|[1-9])",
    "m": r"0*(?:[1-5]?[0-9])",
    "s": r"0*(?:[1-5]?[0-9])",
    "S": r"0*(?:[0-9]{1,3})",
}
_DEFAULTS = {"y": "1970", "M": "1", "d": "1", "H": "0", "m": "0", "s": "0", "S": "0", "a": "", "Z": ""}


@dataclass(frozen=True)
class Field:
    """A letter of a pattern, as often as it stands there; text that stands for itself has no letter."""

    letter: str
    count: int
    text: str = ""


def fields(pattern: str, at) -> list[Field]:
    """The pattern in its parts."""
    found: list[Field] = []
    index = 0
    while index < len(pattern):
        sign = pattern[index]
        if sign == "'":
            text, index = _quoted(pattern, index, at)
            found.append(Field("", 0, text))
        elif sign.isascii() and sign.isalpha():
            count = len(pattern[index:]) - len(pattern[index:].lstrip(sign))
            found.append(Field(sign, count))
            index += count
        else:
            found.append(Field("", 0, sign))
            index += 1
    return found


def _quoted(pattern: str, start: int, at) -> tuple[str, int]:
    """The text in quotes that begins here, and where it ends; two quotes are one."""
    if pattern[start + 1 : start + 2] == "'":
        return "'", start + 2
    text, index = "", start + 1
    while index < len(pattern):
        if pattern[index] != "'":
            text += pattern[index]
        elif pattern[index + 1 : index + 2] == "'":
            text += "'"
            index += 1
        else:
            return text, index + 1
        index += 1
    raise Refusal(f"the date pattern '{pattern}' has a quote that does not end", at, pattern)


def written(pattern: str, at) -> list[str | tuple[str, str]]:
    """The formats of `strftime` that write what the pattern writes, and offsets between them.

    An offset is what `zone.offset` takes; in UTC there is one format, in which the offset is a text.
    """
    parts: list[str | tuple[str, str]] = [""]
    for each in fields(pattern, at):
        found = _directive(each, pattern, at)
        if isinstance(found, str) and isinstance(parts[-1], str):
            parts[-1] += found
        else:
            parts.append(found)
    return [part for part in parts if part] or [""]


def _directive(each: Field, pattern: str, at) -> str | tuple[str, str]:
    letter, count = each.letter, each.count
    if not letter:
        return each.text.replace("%", "%%")
    if letter == "y":
        return "%y" if count == 2 else "0" * (count - 4) + "%Y"
    if letter == "M" and count >= 3:
        return "%b" if count == 3 else "%B"
    if letter in _WRITTEN:
        return _WRITTEN[letter][0] if count == 1 else "0" * (count - 2) + _WRITTEN[letter][1]
    if letter == "S" and count >= 3:
        return "0" * (count - 3) + "%g"
    if letter == "E":
        return "%a" if count <= 3 else "%A"
    if letter == "D" and count in (1, 3):
        return "%-j" if count == 1 else "%j"
    if letter == "u":
        return "0" * (count - 1) + "%u"
    if letter == "a":
        return "%p"
    if letter == "Z":
        return "+0000" if zone.is_utc() else ("", "+0000")
    if letter == "X" and (zone.is_utc() or count in (2, 3)):
        return "Z" if zone.is_utc() else ("" if count == 2 else ":", "Z")
    if letter == "z" and zone.is_utc():
        return "UTC" if count < 4 else "Coordinated Universal Time"
    raise unsupported(f"'{letter * count}' in the date pattern '{pattern}'", at, letter * count)


@dataclass(frozen=True)
class Reader:
    """How a text is read: what it must match, and the parts of the moment in its groups."""

    regex: str
    parts: str


def reader(pattern: str, at) -> Reader:
    """What reads texts that are written as the pattern says.

    As in Java, what follows the pattern's end is not looked at, and a number that another one follows
    without anything between has as many digits as its letter stands there.
    """
    parsed = fields(pattern, at)
    regex, group_of = "", {}
    for index, each in enumerate(parsed):
        if not each.letter:
            regex += re.escape(each.text) if each.text.isascii() else each.text
            continue
        part = {"h": "H", "X": "Z"}.get(each.letter, each.letter)
        following = parsed[index + 1] if index + 1 < len(parsed) else None
        piece = _read(each, following, pattern, at)
        if part in group_of:
            raise unsupported(f"'{each.letter}' twice in the date pattern '{pattern}'", at, each.letter)
        group_of[part] = (len(group_of) + 1, each)
        regex += f"({piece})"
    _check(group_of, pattern, at)
    ends_in_digits = bool(parsed) and parsed[-1].letter in set("yMdHhmsS") and not _is_name(parsed[-1])
    regex = f"(?is)^{regex}{_end(ends_in_digits)}$"
    return Reader(regex, "|".join(_part(part, group_of) for part in _PARTS))


def _end(ends_in_digits: bool) -> str:
    return r"(?:[^0-9].*)?" if ends_in_digits else ".*"


def _is_name(each: Field) -> bool:
    return each.letter == "M" and each.count >= 3


def _read(each: Field, following: Field | None, pattern: str, at) -> str:
    letter, count = each.letter, each.count
    if _is_name(each):
        return _MONTHS
    if letter == "a":
        return "am|pm"
    if letter in "ZX":
        return r"Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2}|[a-z]+" if letter == "Z" else (
            r"Z|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2}"
        )
    if letter not in _RANGES or letter == "y" and count == 2:
        raise unsupported(f"reading '{letter * count}' of the date pattern '{pattern}'", at, letter * count)
    if following is not None and following.letter:
        return f"[0-9]{{{count}}}"
    return _RANGES[letter]


def _check(group_of: dict, pattern: str, at) -> None:
    hour = group_of.get("H")
    if "a" in group_of and (hour is None or hour[1].letter != "h"):
        raise unsupported(f"'a' without 'h' in the date pattern '{pattern}'", at, "a")


def _part(part: str, group_of: dict) -> str:
    if part in group_of:
        return f"\\{group_of[part][0]}"
    if part == "a" and "H" in group_of and group_of["H"][1].letter == "h":
        return "AM"
    return _DEFAULTS[part]
