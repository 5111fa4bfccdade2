"""Intervals, and the sums of dates, times and intervals."""

from __future__ import annotations

import re

from sqlglot import exp

from . import datatypes as dt, zone
from .casts import cast
from .expressions import handles
from .refusal import Refusal, unsupported
from .scope import Scope
from .typed import Typed, once

_MONTHS = {"YEAR": 12, "MONTH": 1}
_MICROSECONDS = {
    "WEEK": 604_800_000_000,
    "DAY": 86_400_000_000,
    "HOUR": 3_600_000_000,
    "MINUTE": 60_000_000,
    "SECOND": 1_000_000,
    "MILLISECOND": 1_000,
    "MICROSECOND": 1,
}
_ORDER = ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")


def _unit(node: exp.Expression, at) -> str:
    word = node.name.upper()
    word = word[:-1] if word.endswith("S") else word
    if word not in _MONTHS and word not in _MICROSECONDS:
        raise Refusal(f"'{node.name}' is no unit of an interval", at, node.name)
    return word


@handles(exp.Interval)
def interval(node: exp.Interval, scope: Scope) -> Typed:
    """`INTERVAL 1 DAY`, `INTERVAL '1 2:03' DAY TO MINUTE`, `INTERVAL '1' MONTH`."""
    unit = node.args.get("unit")
    if isinstance(unit, exp.IntervalSpan):
        return _range(node, unit)
    if unit is None:
        raise unsupported("an interval without a unit", node, "INTERVAL")
    word = _unit(unit, node)
    amount = node.this
    text = amount.name if isinstance(amount, exp.Literal) else None
    if text is None and isinstance(amount, exp.Neg) and isinstance(amount.this, exp.Literal):
        text = "-" + amount.this.name
    if text is None:
        raise unsupported("an interval of a computed length", node, "INTERVAL")
    if not re.fullmatch(r"\s*[+-]?[0-9]+(\.[0-9]+)?\s*", text):
        raise Refusal(f"'{text}' is no length of an interval", node, text)
    if word in _MONTHS:
        return months(int(text) * _MONTHS[word], f"INTERVAL '{int(text)}' {word}")
    whole, _, fraction = text.strip().partition(".")
    if fraction and word != "SECOND":
        raise Refusal(f"'{text}' is no whole number of {word.lower()}s", node, text)
    sign = -1 if whole.startswith("-") else 1
    length = int(whole) * _MICROSECONDS[word] + sign * int((fraction + "000000")[:6])
    return span(length, _span_name(length, word))


def months(count: int, name: str) -> Typed:
    return Typed(f"to_months({count})" if count >= 0 else f"to_months(({count}))", dt.MONTHS, name, count)


def span(microseconds: int, name: str) -> Typed:
    days, rest = divmod(microseconds, _MICROSECONDS["DAY"])
    if rest == 0:
        return Typed(f"to_days({days})", dt.SPAN, name, microseconds)
    return Typed(f"to_microseconds({microseconds})", dt.SPAN, name, microseconds)


def _span_name(length: int, word: str) -> str:
    """Spark writes an interval in its unit, the parts below a day with two digits."""
    sign = "-" if length < 0 else ""
    if word in ("WEEK", "DAY"):
        return f"INTERVAL '{sign}{abs(length) // _MICROSECONDS['DAY']}' DAY"
    if word in ("HOUR", "MINUTE"):
        return f"INTERVAL '{sign}{abs(length) // _MICROSECONDS[word]:02d}' {word}"
    seconds, fraction = divmod(abs(length), 1_000_000)
    tail = f".{fraction:06d}".rstrip("0") if fraction else ""
    return f"INTERVAL '{sign}{seconds:02d}{tail}' SECOND"


def _range(node: exp.Interval, units: exp.IntervalSpan) -> Typed:
    """An interval over several units, written as one text."""
    first, last = _unit(units.this, node), _unit(units.expression, node)
    text = node.this.name.strip()
    name = f"INTERVAL '{text}' {first} TO {last}"
    sign = -1 if text.startswith("-") else 1
    numbers = re.split(r"[-: ]", text.lstrip("+-"))
    if first not in _ORDER or last not in _ORDER:
        raise Refusal(f"no interval goes from {first} to {last}", node, name)
    parts = _ORDER[_ORDER.index(first) : _ORDER.index(last) + 1]
    if len(numbers) != len(parts) or not all(re.fullmatch(r"[0-9]+(\.[0-9]+)?", n) for n in numbers):
        raise Refusal(f"'{text}' is no interval from {first} to {last}", node, text)
    if first == "YEAR":
        return months(sign * sum(int(n) * _MONTHS[p] for n, p in zip(numbers, parts)), name)
    name = f"INTERVAL '{_padded(text, numbers, parts)}' {first} TO {last}"
    length = 0
    for digits, part in zip(numbers, parts):
        whole, _, fraction = digits.partition(".")
        length += int(whole) * _MICROSECONDS[part] + int((fraction + "000000")[:6])
    return span(sign * length, name)


def _padded(text: str, numbers: list[str], parts: tuple[str, ...]) -> str:
    """Days as they are, and each part below with two digits at least."""
    shown = [digits if part == "DAY" else digits.rjust(2, "0") for digits, part in zip(numbers, parts)]
    sign = "-" if text.startswith("-") else ""
    return sign + (f"{shown[0]} {':'.join(shown[1:])}" if parts[0] == "DAY" else ":".join(shown))


def arithmetic(sign: str, left: Typed, right: Typed, at) -> Typed | None:
    """A sum or difference with a date, a time or an interval; `None` where there is none in it."""
    kinds = (left.type.kind, right.type.kind)
    if not {"date", "timestamp", "months", "span"} & set(kinds):
        return None
    if sign == "+" and left.type.is_interval and not right.type.is_interval:
        return _moved(sign, right, left, at)
    if right.type.is_interval and sign in "+-":
        if left.type.is_interval:
            if left.type != right.type:
                raise Refusal("months and days do not make one interval", at, right.name)
            sql = f"({left.sql} {sign} {right.sql})"
            return Typed(sql, left.type, f"({left.name} {sign} {right.name})")
        return _moved(sign, left, right, at)
    if left.type == dt.DATE and right.type.kind in ("int", "smallint", "tinyint") and sign in "+-":
        word = "date_add" if sign == "+" else "date_sub"
        days = cast(right, dt.INT).sql
        return Typed(f"({left.sql} {sign} {days})", dt.DATE, f"{word}({left.name}, {right.name})")
    if sign == "+" and right.type == dt.DATE and left.type.kind in ("int", "smallint", "tinyint"):
        days = cast(left, dt.INT).sql
        return Typed(f"({right.sql} + {days})", dt.DATE, f"date_add({right.name}, {left.name})")
    if sign == "-":
        found = _difference(left, right, at)
        if found:
            return found
    if left.type.is_interval or right.type.is_interval:
        raise unsupported(f"an interval in '{sign}'", at, sign)
    raise Refusal(f"'{sign}' does not take {left.type} and {right.type}", at, sign)


def _moved(sign: str, moment: Typed, length: Typed, at) -> Typed:
    """A date or time moved by an interval."""
    name = f"{moment.name} {sign} {length.name}"
    if moment.type == dt.STRING:
        moved = _on_clock(sign, cast(moment, dt.TIMESTAMP).sql, length)
        return cast(Typed(moved, dt.TIMESTAMP, name), dt.STRING)
    if moment.type.kind not in ("date", "timestamp"):
        raise Refusal(f"'{moment.name}' is {moment.type}, and must be a date", at, moment.name)
    sql = f"({moment.sql} {sign} {length.sql})"
    if moment.type == dt.TIMESTAMP:
        return Typed(_on_clock(sign, moment.sql, length), dt.TIMESTAMP, name)
    if length.type == dt.MONTHS:
        return Typed(f"{sql}::DATE", dt.DATE, name)
    if length.is_literal and length.name.endswith("DAY"):
        days = f"extractansiintervaldays({length.name})"
        days = days if sign == "+" else f"(- {days})"
        return Typed(f"{sql}::DATE", dt.DATE, f"date_add({moment.name}, {days})")
    if not zone.is_utc():
        sql = _on_clock(sign, cast(moment, dt.TIMESTAMP).sql, length)
    return Typed(sql, dt.TIMESTAMP, name)


def _on_clock(sign: str, moment: str, length: Typed) -> str:
    """A time moved by an interval: months and days on the zone's clock, the rest of it is the same on any."""
    step = length.sql if sign == "+" else f"(-{length.sql})"
    if zone.is_utc() or is_exact(length):
        return f"({moment} {sign} {length.sql})"
    macro = "spark_moved" if length.type == dt.MONTHS else "spark_moved_by"
    return once(moment, lambda value: f"{macro}({value}, {step})")


def is_exact(length: Typed) -> bool:
    """Whether an interval is as long on every clock."""
    return length.type == dt.SPAN and length.is_literal and abs(length.value) < _MICROSECONDS["DAY"]


def _difference(left: Typed, right: Typed, at) -> Typed | None:
    name = f"({left.name} - {right.name})"
    kinds = {left.type.kind, right.type.kind}
    if kinds == {"date"}:
        return Typed(f"to_days(({left.sql} - {right.sql})::INTEGER)", dt.SPAN, name)
    if "date" in kinds and "string" in kinds:
        # Spark takes `text - date` for days between dates, and `date - text` for a number of days.
        raise unsupported("'-' between a date and a text", at, "-")
    if kinds <= {"date", "timestamp", "string"} and "string" != left.type.kind:
        one, other = cast(left, dt.TIMESTAMP), cast(right, dt.TIMESTAMP)
        return Typed(f"({zone.local(one.sql)} - {zone.local(other.sql)})", dt.SPAN, name)
    return None


