"""Literals of numbers and text, with their types as Spark reads them."""

from __future__ import annotations

import re
from decimal import Decimal

from . import datatypes as dt
from .datatypes import Type
from .refusal import Refusal, unsupported
from .typed import Typed, text_literal

_WHOLE = re.compile("[0-9]+")
_NUMBER = re.compile(r"([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,9})?")
NULL = Typed("NULL", dt.VOID, "NULL", None)


def boolean(value: bool) -> Typed:
    word = "true" if value else "false"
    return Typed(word, dt.BOOLEAN, word, value)


def string(text: str, at=None) -> Typed:
    if "\0" in text:
        raise unsupported("text with the character U+0000", at, "U+0000")
    return Typed(text_literal(text), dt.STRING, text, text)


def integer(value: int, kind: Type | None = None) -> Typed:
    """A whole number: an int where it fits, else a bigint, else a decimal."""
    if kind is None:
        kind = _smallest(value)
    if kind.kind == "decimal":
        return Typed(f"{_signed(value)}::{dt.duckdb_type(kind)}", kind, str(value), Decimal(value))
    sql = _signed(value)
    if kind in (dt.TINYINT, dt.SMALLINT) or (kind == dt.BIGINT and _smallest(value) == dt.INT):
        sql += "::" + dt.duckdb_type(kind)
    return Typed(sql, kind, str(value), value, (value, value))


def _smallest(value: int) -> Type:
    for kind in (dt.INT, dt.BIGINT):
        low, high = dt.integral_range(kind.kind)
        if low <= value <= high:
            return kind
    return dt.decimal(len(str(abs(value))), 0)


def _signed(value: object) -> str:
    text = str(value)
    return f"({text})" if text.startswith("-") else text


def number(text: str, at=None) -> Typed:
    """A number without a suffix: whole, decimal, or a double where it has an exponent."""
    _require(text, _NUMBER, at)
    if re.fullmatch(r"[0-9]+", text):
        if len(text.lstrip("0")) > dt.MAX_PRECISION:
            raise Refusal(f"'{text}' has more than {dt.MAX_PRECISION} digits", at, text)
        return integer(int(text))
    if re.search(r"[eE]", text):
        return double(float(text))
    return exact(text, at)


def _require(text: str, form: re.Pattern, at) -> None:
    """Refuses what begins as a number and is none, such as `1e`."""
    if not form.fullmatch(text):
        raise Refusal(f"'{text}' is no number", at, text)


def double(value: float, kind: Type = dt.DOUBLE) -> Typed:
    if value in (float("inf"), float("-inf")) or value != value:
        raise Refusal("a number of this size is no double of Spark")
    digits = repr(value)
    sql = digits if "e" in digits else digits + "e0"
    sql = _signed(sql)
    if kind == dt.FLOAT:
        sql += "::FLOAT"
    return Typed(sql, kind, java_double(value), value)


def exact(text: str, at=None) -> Typed:
    """A decimal number, with as many digits as it is written with."""
    value = Decimal(text)
    _, digits, exponent = value.as_tuple()
    scale = max(-int(exponent), 0)
    precision = max(len(digits) + max(int(exponent), 0), scale)
    if any(digits) is False:
        precision = max(scale, 1)
    if precision > dt.MAX_PRECISION:
        raise Refusal(f"'{text}' has more than {dt.MAX_PRECISION} digits", at, text)
    kind = dt.decimal(precision, scale)
    return Typed(f"{_signed(f'{value:f}')}::{dt.duckdb_type(kind)}", kind, java_decimal(value), value)


def suffixed(text: str, suffix: str, at=None) -> Typed:
    """A number with one of the suffixes Y, S, L, D, F and BD."""
    whole = {"Y": dt.TINYINT, "S": dt.SMALLINT, "L": dt.BIGINT}.get(suffix)
    _require(text, _WHOLE if whole else _NUMBER, at)
    if whole:
        value = int(text)
        low, high = dt.integral_range(whole.kind)
        if not low <= value <= high:
            raise Refusal(f"'{text}{suffix}' is no {whole}: it is from {low} to {high}", at, text)
        return integer(value, whole)
    if suffix in ("D", "F"):
        return double(float(text), dt.DOUBLE if suffix == "D" else dt.FLOAT)
    return exact(text, at)


def negated(value: Typed) -> Typed | None:
    """A literal with the sign turned; `None` for what is no number."""
    if isinstance(value.value, bool) or not isinstance(value.value, (int, float, Decimal)):
        return None
    if value.type.is_integral:
        kind = value.type if value.type != dt.BIGINT else None
        return integer(-value.value, kind or (dt.BIGINT if "::" in value.sql else None))
    if value.type.is_fractional:
        return double(-value.value, value.type)
    if value.type.scale == 0 and -value.value == dt.integral_range("bigint")[0]:
        return integer(int(-value.value))
    return exact(str(-value.value))


def java_double(value: float) -> str:
    """A double as Java writes it: with an exponent below 0.001 and from 10,000,000 on."""
    if value == 0:
        return "-0.0" if str(value).startswith("-") else "0.0"
    sign = "-" if value < 0 else ""
    _, digit_tuple, exponent = Decimal(repr(abs(value))).as_tuple()
    digits = "".join(map(str, digit_tuple)).rstrip("0") or "0"
    point = len(digit_tuple) + int(exponent)
    if 1e-3 <= abs(value) < 1e7:
        padded = digits.ljust(point, "0") if point > 0 else "0" * (1 - point) + digits
        cut = max(point, 1)
        return f"{sign}{padded[:cut]}.{padded[cut:] or '0'}"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{point - 1}"


def java_decimal(value: Decimal) -> str:
    """A decimal as Java's BigDecimal writes it."""
    sign, digit_tuple, exponent = value.as_tuple()
    digits = "".join(map(str, digit_tuple))
    adjusted = int(exponent) + len(digits) - 1
    if exponent > 0:
        return f"{value:f}"
    if adjusted >= -6:
        return f"{value:f}"
    tail = "." + digits[1:] if len(digits) > 1 else ""
    return f"{'-' if sign else ''}{digits[0]}{tail}E{adjusted}"
