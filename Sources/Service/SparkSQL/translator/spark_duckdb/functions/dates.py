"""Functions of dates and times, whose clock is that of the session's zone."""

from __future__ import annotations

import re

from .. import datatypes as dt, java_dates, zone
from ..casts import cast, cast_sql
from ..datatypes import Type
from ..typed import Typed, bare, once, text_literal
from .registry import ANY, argument, arguments, called, count, function, literal, null, simple

_S, _I, _L, _DATE, _TIME = dt.STRING, dt.INT, dt.BIGINT, dt.DATE, dt.TIMESTAMP

for _names, _word, _bounds in (
    ("year", "year", (-300_000, 300_000)),
    ("quarter", "quarter", (1, 4)),
    ("month", "month", (1, 12)),
    ("day dayofmonth", "day", (1, 31)),
    ("dayofyear", "dayofyear", (1, 366)),
    ("weekofyear", "weekofyear", (1, 53)),
):
    simple(_names, [_DATE], _I, f"{_word}({{0}})::INTEGER", bounds=_bounds)
simple("dayofweek", [_DATE], _I, "(dayofweek({0}) + 1)::INTEGER", bounds=(1, 7))
simple("weekday", [_DATE], _I, "(isodow({0}) - 1)::INTEGER", bounds=(0, 6))
simple("last_day", [_DATE], _DATE, "last_day({0})")
simple("next_day", [_DATE, _S], _DATE, "spark_next_day({0}, {1})")
simple("add_months", [_DATE, _I], _DATE, "({0} + to_months({1}))::DATE")
simple("unix_date", [_DATE], _I, "({0} - DATE '1970-01-01')::INTEGER")
simple("date_from_unix_date", [_I], _DATE, "(DATE '1970-01-01' + {0})")
simple("unix_seconds", [_TIME], _L, "spark_seconds({0})")
simple("unix_millis", [_TIME], _L, "spark_floor_div(epoch_us({0}), 1000)")
simple("unix_micros", [_TIME], _L, "epoch_us({0})")
simple("timestamp_millis", [_L], _TIME, "make_timestamp({0} * 1000)")
simple("timestamp_micros", [_L], _TIME, "make_timestamp({0})")
simple("make_date", [_I, _I, _I], _DATE, "spark_make_date({0}, {1}, {2})")


@function("hour", "minute", "second")
def clock_part(call) -> Typed:
    (moment,) = arguments(call, [_TIME])
    if moment.value is None:
        return null(_I, called(call))
    return Typed(f"{call.lower}({zone.local(moment.sql)})::INTEGER", _I, called(call), bounds=(0, 59))


@function("date_add", "date_sub", "dateadd")
def date_add(call) -> Typed:
    count(call, 2, 2)
    day = argument(call, 0, _DATE)
    days = call.arguments[1]
    if days.type == _L or days.type.is_fractional or days.type.kind == "decimal":
        raise call.refusal(f"argument 2 of '{call.name}' is {days.type}, and must be int")
    sign = "-" if call.lower == "date_sub" else "+"
    name = called(call).replace("dateadd(", "date_add(", 1)
    return Typed(f"({day.sql} {sign} {argument(call, 1, _I).sql})", _DATE, name)


@function("datediff", "date_diff")
def datediff(call) -> Typed:
    end, start = arguments(call, [_DATE, _DATE])
    return Typed(f"({end.sql} - {start.sql})::INTEGER", _I, called(call), bounds=(-(1 << 30), 1 << 30))


@function("months_between")
def months_between(call) -> Typed:
    count(call, 2, 3)
    one, other = (argument(call, index, _TIME) for index in (0, 1))
    is_rounded = literal(call, 2, "a flag") if len(call.arguments) > 2 else True
    sql = f"spark_months_between({one.sql}, {other.sql})"
    if is_rounded:
        sql = f"spark_round_double({sql}, 8)"
    return Typed(sql, dt.DOUBLE, called(call) if len(call.arguments) > 2 else called(call, "true"))


_TRUNCATED = {
    "year": "year", "yyyy": "year", "yy": "year", "quarter": "quarter", "month": "month", "mon": "month",
    "mm": "month", "week": "week",
}  # fmt: skip
_TRUNCATED_TIME = {
    **_TRUNCATED, "day": "day", "dd": "day", "hour": "hour", "minute": "minute", "second": "second",
    "millisecond": "millisecond", "microsecond": "microsecond",
}  # fmt: skip


@function("trunc")
def trunc(call) -> Typed:
    count(call, 2, 2)
    day = argument(call, 0, _DATE)
    unit = literal(call, 1, "a unit")
    word = _TRUNCATED.get(str(unit).lower())
    if word is None:
        return Typed("NULL::DATE", _DATE, called(call))
    return Typed(f"date_trunc('{word}', {day.sql})::DATE", _DATE, called(call))


@function("date_trunc")
def date_trunc(call) -> Typed:
    count(call, 2, 2)
    moment = argument(call, 1, _TIME)
    unit = literal(call, 0, "a unit")
    word = _TRUNCATED_TIME.get(str(unit).lower())
    if word is None:
        return Typed("NULL::TIMESTAMP", _TIME, called(call))
    return Typed(_truncated(word, moment.sql), _TIME, called(call))


def _truncated(word: str, moment: str) -> str:
    """Days and more are cut on the clock; an hour that it shows twice stays the one it is."""
    if zone.is_utc() or word in ("second", "millisecond", "microsecond"):
        return f"date_trunc('{word}', {moment})"
    if word in ("hour", "minute"):
        return f"spark_cut_to('{word}', {moment})"
    return zone.utc(f"date_trunc('{word}', {zone.local(moment)})")


@function("date_format")
def date_format(call) -> Typed:
    count(call, 2, 2)
    moment = argument(call, 0, _TIME)
    return Typed(_formatted(call, moment.sql, 1), _S, called(call))


def _formatted(call, moment: str, index: int) -> str:
    """A moment as text, by the pattern that is an argument."""
    pattern = literal(call, index, "a date pattern")
    return "NULL::VARCHAR" if pattern is None else _written(moment, str(pattern), call.at)


def _written(moment: str, pattern: str, at) -> str:
    """A moment as text; the offset of a zone is between the parts that `strftime` writes."""
    parts = java_dates.written(pattern, at)
    if not any(isinstance(part, tuple) for part in parts):
        return f"strftime({zone.local(bare(moment))}, {text_literal(parts[0])})"

    def joined(value: str) -> str:
        texts = [
            zone.offset(value, *part) if isinstance(part, tuple) else f"strftime({zone.local(value)}, {text_literal(part)})"
            for part in parts
        ]
        return f"({' || '.join(texts)})"

    return once(moment, joined)


@function("from_unixtime")
def from_unixtime(call) -> Typed:
    count(call, 1, 2)
    seconds = argument(call, 0, _L)
    moment = f"make_timestamp({seconds.sql} * 1000000)"
    if len(call.arguments) == 1:
        return Typed(_written(moment, java_dates.DEFAULT, call.at), _S, called(call, java_dates.DEFAULT))
    return Typed(_formatted(call, moment, 1), _S, called(call))


def _moment(call, value: Typed, index: int | None) -> str:
    """A value as a moment: text is read by the pattern that is an argument, or by the default one."""
    if value.type in (_DATE, _TIME):
        return cast(value, _TIME).sql
    text = argument(call, 0, _S)
    pattern = java_dates.DEFAULT if index is None else literal(call, index, "a date pattern")
    if pattern is None:
        return "NULL::TIMESTAMP"
    reader = java_dates.reader(str(pattern), call.at)
    how = f"{text_literal(reader.regex)}, {text_literal(reader.parts)}"
    return once(text.sql, lambda value: f"spark_parsed({value}, {how})")


@function("unix_timestamp", "to_unix_timestamp")
def unix_timestamp(call) -> Typed:
    count(call, 0 if call.lower == "unix_timestamp" else 1, 2)
    if not call.arguments:
        return Typed("spark_seconds(now()::TIMESTAMP)", _L, f"unix_timestamp(current_timestamp(), {java_dates.DEFAULT})")
    value = call.arguments[0]
    index = 1 if len(call.arguments) > 1 else None
    name = called(call) if index else called(call, java_dates.DEFAULT)
    # Cut towards 1970, where a cast takes the second before.
    return Typed(f"(epoch_us({_moment(call, value, index)}) // 1000000)", _L, name)


@function("to_timestamp", "to_date", "try_to_timestamp")
def to_moment(call) -> Typed:
    """With a pattern text is read by it; without one as a cast reads it."""
    count(call, 1, 2)
    kind = _DATE if call.lower == "to_date" else _TIME
    value = call.arguments[0]
    if len(call.arguments) == 1:
        wanted = value if value.type in (_DATE, _TIME) else argument(call, 0, _S)
        if kind == _TIME and value.type.is_numeric:
            wanted = value
        return Typed(cast(wanted, kind, call.at).sql, kind, called(call))
    return Typed(cast_sql(_moment(call, value, 1), _TIME, kind), kind, called(call))


@function("timestamp_seconds")
def timestamp_seconds(call) -> Typed:
    count(call, 1, 1)
    value = argument(call, 0, _L) if call.arguments[0].type.is_integral else call.arguments[0]
    if not value.type.is_numeric:
        raise call.refusal(f"argument 1 of '{call.name}' is {value.type}, and must be a number")
    return Typed(cast(value, _TIME).sql, _TIME, called(call))


@function("make_timestamp")
def make_timestamp(call) -> Typed:
    count(call, 6, 6)
    numbers = [argument(call, index, _I).sql for index in range(5)]
    seconds = argument(call, 5, dt.decimal(16, 6)).sql
    clock = f"spark_make_timestamp({', '.join([*numbers, seconds])})"
    return Typed(zone.utc(clock), _TIME, called(call))


@function("current_timestamp", "now", "localtimestamp")
def now(call) -> Typed:
    count(call, 0, 0)
    if call.lower == "localtimestamp":
        raise call.lacking("'localtimestamp'")
    return Typed("now()::TIMESTAMP", _TIME, f"{call.lower}()")


@function("current_date", "curdate")
def today(call) -> Typed:
    count(call, 0, 0)
    return Typed(f"{zone.local('now()::TIMESTAMP')}::DATE", _DATE, "current_date()")


@function("current_timezone")
def zone_name(call) -> Typed:
    count(call, 0, 0)
    return Typed(text_literal(zone.name()), _S, "current_timezone()")


@function("from_utc_timestamp", "to_utc_timestamp")
def in_zone(call) -> Typed:
    """A moment of UTC as a clock of a zone shows it, or the other way."""
    count(call, 2, 2)
    moment = argument(call, 0, _TIME)
    name = literal(call, 1, "a zone")
    if name is None:
        return Typed("NULL::TIMESTAMP", _TIME, called(call))
    sign = "+" if call.lower == "from_utc_timestamp" else "-"
    minutes = _offset(str(name))
    if minutes is not None:
        sql = f"({moment.sql} {sign} to_minutes({minutes if minutes >= 0 else f'({minutes})'}))"
        return Typed(sql if minutes else moment.sql, _TIME, called(call))
    if not re.fullmatch(r"[A-Z][A-Za-z_]+/[A-Z][A-Za-z_/-]+", str(name)):
        raise call.lacking(f"the zone '{name}'")
    written = text_literal(str(name))
    if sign == "+":
        return Typed(f"({moment.sql} AT TIME ZONE 'UTC' AT TIME ZONE {written})", _TIME, called(call))
    return Typed(once(moment.sql, lambda value: f"spark_moment_of({value}, {written})"), _TIME, called(call))


def _offset(zone: str) -> int | None:
    """The minutes of a zone that is written as an offset: `+08:00`, `GMT+8`, `UTC`."""
    if zone in ("UTC", "GMT", "Z", "UT"):
        return 0
    found = re.fullmatch(r"(?:UTC|GMT|UT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?", zone)
    if not found:
        return None
    minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
    return -minutes if found.group(1) == "-" else minutes


#: The parts that EXTRACT and date_part know, with their functions and the smallest and largest of them.
_EXTRACTED: dict[str, tuple[Type, str, tuple[int, int]]] = {}
for _words, _kind, _sql, _limits in (
    ("YEAR Y YEARS YR YRS", _DATE, "year({0})::INTEGER", (-300_000, 300_000)),
    ("YEAROFWEEK", _DATE, "isoyear({0})::INTEGER", (-300_000, 300_000)),
    ("QUARTER QTR", _DATE, "quarter({0})::INTEGER", (1, 4)),
    ("MONTH MON MONS MONTHS", _DATE, "month({0})::INTEGER", (1, 12)),
    ("WEEK W WEEKS", _DATE, "weekofyear({0})::INTEGER", (1, 53)),
    ("DAY D DAYS", _DATE, "day({0})::INTEGER", (1, 31)),
    ("DAYOFWEEK DOW", _DATE, "(dayofweek({0}) + 1)::INTEGER", (1, 7)),
    ("DAYOFWEEK_ISO DOW_ISO", _DATE, "isodow({0})::INTEGER", (1, 7)),
    ("DOY", _DATE, "dayofyear({0})::INTEGER", (1, 366)),
    ("HOUR H HOURS HR HRS", _TIME, "hour({0})::INTEGER", (0, 23)),
    ("MINUTE M MIN MINS MINUTES", _TIME, "minute({0})::INTEGER", (0, 59)),
):
    for _word in _words.split():
        _EXTRACTED[_word] = (_kind, _sql, _limits)


def extracted(part: str, value: Typed, name: str, call) -> Typed:
    """A part of a date or time."""
    word = part.upper()
    if value.type.is_interval:
        raise call.lacking("a part of an interval")
    from ..expressions import implicit

    if word in ("SECOND", "S", "SEC", "SECONDS", "SECS"):
        moment = implicit(value, _TIME, call.at, "what a part is taken of")
        kind = dt.decimal(8, 6)
        clock = zone.local(moment.sql)
        sql = f"((epoch_us({clock}) - epoch_us(date_trunc('minute', {clock})))::DECIMAL(8,0) * 0.000001)"
        return Typed(f"{sql}::DECIMAL(8,6)", kind, name)
    found = _EXTRACTED.get(word)
    if found is None:
        raise call.refusal(f"'{part}' is no part of a date")
    kind, template, bounds = found
    moment = implicit(value, kind, call.at, "what a part is taken of")
    clock = zone.local(moment.sql) if kind == _TIME else moment.sql
    return Typed(template.format(clock), _I, name, bounds=bounds)


@function("date_part", "datepart", "extract")
def date_part(call) -> Typed:
    count(call, 2, 2)
    part = literal(call, 0, "a part of a date")
    value = argument(call, 1, ANY)
    name = f"{call.lower}({part} FROM {value.name})" if call.lower != "date_part" else called(call)
    return extracted(str(part), value, name, call)
