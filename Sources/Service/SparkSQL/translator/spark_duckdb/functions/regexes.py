"""Functions of regular expressions, whose patterns are literals."""

from __future__ import annotations

from .. import datatypes as dt, java_regex
from ..java_regex import Regex
from ..predicates import regex_found
from ..typed import Typed, text_literal
from .registry import argument, called, count, function, literal

_S = dt.STRING


def _pattern(call, index: int) -> Regex | None:
    """The pattern of an argument; `None` where it is null."""
    value = argument(call, index, _S)
    return None if value.value is None else java_regex.translated(value, call.at)


def _text(call, regex: Regex) -> str:
    """The text that is searched for a match's extent: where a '$' is in the pattern it must end no line."""
    text = argument(call, 0, _S).sql
    return f"spark_ends_no_line({text})" if regex.has_end else text


@function("rlike", "regexp", "regexp_like")
def rlike(call) -> Typed:
    count(call, 2, 2)
    found = regex_found(argument(call, 0, _S), argument(call, 1, _S), call.at, "RLIKE")
    return Typed(found.sql, dt.BOOLEAN, f"{call.name.upper()}({', '.join(a.name for a in call.arguments)})")


def _group(call, regex: Regex) -> int:
    """The group that is asked for, the first by default."""
    index = literal(call, 2, "a group") if len(call.arguments) > 2 else 1
    if not isinstance(index, int) or not 0 <= index <= regex.groups:
        raise call.refusal(f"the pattern of '{call.name}' has {regex.groups} groups, and group {index} is asked for")
    return index


@function("regexp_extract")
def extract(call) -> Typed:
    count(call, 2, 3)
    regex = _pattern(call, 1)
    name = called(call) if len(call.arguments) > 2 else called(call, "1")
    if regex is None or (len(call.arguments) > 2 and call.arguments[2].value is None):
        return Typed("NULL::VARCHAR", _S, name)
    index = _group(call, regex)
    sql = f"regexp_extract({_text(call, regex)}, {text_literal(regex.for_extent)}, {index})"
    return Typed(sql, _S, name)


@function("regexp_extract_all")
def extract_all(call) -> Typed:
    count(call, 2, 3)
    regex = _pattern(call, 1)
    name = called(call) if len(call.arguments) > 2 else called(call, "1")
    if regex is None:
        return Typed("NULL::VARCHAR[]", dt.array_of(_S), name)
    _refuse_empty(call, regex)
    index = _group(call, regex)
    sql = f"regexp_extract_all({_text(call, regex)}, {text_literal(regex.for_extent)}, {index})"
    return Typed(sql, dt.array_of(_S), name)


def _refuse_empty(call, regex: Regex) -> None:
    """Java finds an empty match right behind another match, RE2 does not."""
    if regex.can_be_empty and regex.text:
        raise call.lacking(f"the regular expression '{call.arguments[1].value}', which also matches nothing,")


@function("regexp_replace")
def replace(call) -> Typed:
    count(call, 3, 4)
    regex = _pattern(call, 1)
    new = argument(call, 2, _S)
    name = called(call) if len(call.arguments) > 3 else called(call, "1")
    if regex is None or new.value is None:
        return Typed("NULL::VARCHAR", _S, name)
    if len(call.arguments) > 3 and literal(call, 3, "a position") != 1:
        raise call.lacking(f"a position in '{call.name}'")
    _refuse_empty(call, regex)
    if isinstance(new.value, str):
        written = text_literal(java_regex.replacement(new.value, regex.groups, call.at))
    else:
        written = f"spark_plain_replacement({new.sql})"
    sql = f"regexp_replace({_text(call, regex)}, {text_literal(regex.for_extent)}, {written}, 'g')"
    return Typed(sql, _S, name)


@function("regexp_count")
def count_matches(call) -> Typed:
    count(call, 2, 2)
    regex = _pattern(call, 1)
    if regex is None:
        return Typed("NULL::INTEGER", dt.INT, called(call))
    _refuse_empty(call, regex)
    sql = f"len(regexp_extract_all({_text(call, regex)}, {text_literal(regex.for_extent)}))::INTEGER"
    return Typed(sql, dt.INT, called(call))


@function("regexp_substr")
def first_match(call) -> Typed:
    count(call, 2, 2)
    regex = _pattern(call, 1)
    if regex is None:
        return Typed("NULL::VARCHAR", _S, called(call))
    sql = f"nullif(regexp_extract({_text(call, regex)}, {text_literal(regex.for_extent)}), '')"
    return Typed(sql, _S, called(call))


@function("regexp_instr")
def position(call) -> Typed:
    count(call, 2, 3)
    regex = _pattern(call, 1)
    name = called(call) if len(call.arguments) > 2 else called(call, "0")
    if regex is None:
        return Typed("NULL::INTEGER", dt.INT, name)
    _refuse_empty(call, regex)
    text = _text(call, regex)
    sql = f"spark_position_of({text}, regexp_extract({text}, {text_literal(regex.for_extent)}))"
    return Typed(sql, dt.INT, name)


@function("split")
def split(call) -> Typed:
    """A text cut where a pattern matches; empty parts at the end are kept."""
    count(call, 2, 3)
    regex = _pattern(call, 1)
    name = called(call) if len(call.arguments) > 2 else called(call, "-1")
    kind = dt.array_of(_S)
    if regex is None:
        return Typed("NULL::VARCHAR[]", kind, name)
    text = argument(call, 0, _S)
    limit = literal(call, 2, "a limit") if len(call.arguments) > 2 else -1
    if not isinstance(limit, int):
        return Typed("NULL::VARCHAR[]", kind, name)
    if regex.plain is not None and limit <= 0:
        return Typed(f"string_split({text.sql}, {text_literal(regex.plain)})", kind, name)
    _refuse_empty(call, regex)
    pattern = text_literal(regex.for_extent)
    if limit <= 0:
        return Typed(f"string_split_regex({_text(call, regex)}, {pattern})", kind, name)
    if regex.plain is not None:
        return Typed(f"spark_split_limited({text.sql}, {text_literal(regex.plain)}, {limit})", kind, name)
    raise call.lacking("'split' by a regular expression with a limit")
