"""Spark's rules for what type values of different types have together (without ANSI mode)."""

from __future__ import annotations

from . import datatypes as dt

_ORDER = ("tinyint", "smallint", "int", "bigint", "float", "double")


def is_wider(decimal: dt.Type, other: dt.Type) -> bool:
    """Whether every value of an integral or decimal type fits into a decimal."""
    digits, scale = (
        (other.precision, other.scale) if other.kind == "decimal" else (dt.DIGITS[other.kind], 0)
    )
    return decimal.precision - decimal.scale >= digits - scale and decimal.scale >= scale


def as_decimal(kind: dt.Type) -> dt.Type:
    """The decimal type of a number that is computed with decimals."""
    return kind if kind.kind == "decimal" else dt.decimal(dt.DIGITS[kind.kind], 0)


def numeric(left: dt.Type, right: dt.Type) -> dt.Type | None:
    """The type in which two numbers are compared or put together."""
    if left == right:
        return left
    if "decimal" in (left.kind, right.kind):
        if left.is_fractional or right.is_fractional:
            return dt.DOUBLE
        one, other = as_decimal(left), as_decimal(right)
        scale = max(one.scale, other.scale)
        whole = max(one.precision - one.scale, other.precision - other.scale)
        return dt.decimal(whole + scale, scale)
    return dt.Type(max(left.kind, right.kind, key=_ORDER.index))


def common(left: dt.Type, right: dt.Type, promotes_strings: bool = True) -> dt.Type | None:
    """The type of what is one or the other: a CASE, a list, a union. `None` where there is none."""
    if left == right:
        return left
    if left.kind == "void":
        return right
    if right.kind == "void":
        return left
    if left.is_numeric and right.is_numeric:
        return numeric(left, right)
    kinds = {left.kind, right.kind}
    if kinds == {"date", "timestamp"}:
        return dt.TIMESTAMP
    if "string" in kinds and promotes_strings and not kinds & _NEVER_TEXT:
        return dt.STRING
    if left.kind == right.kind and left.is_nested:
        return _common_nested(left, right, promotes_strings)
    return None


_NEVER_TEXT = {"boolean", "binary", "array", "map", "struct", "months", "span", "unknown", "json"}


def _common_nested(left: dt.Type, right: dt.Type, promotes_strings: bool) -> dt.Type | None:
    if len(left.parts) != len(right.parts):
        return None
    if [name.lower() for name in left.names] != [name.lower() for name in right.names]:
        return None
    parts = []
    for one, other in zip(left.parts, right.parts):
        part = common(one, other, promotes_strings)
        if part is None:
            return None
        parts.append(part)
    return dt.Type(left.kind, parts=tuple(parts), names=left.names)


def common_of_all(kinds, promotes_strings: bool = True) -> dt.Type | None:
    """The common type of several, strings last, as Spark looks for it."""
    found: dt.Type | None = dt.VOID
    ordered = list(kinds)
    if promotes_strings:
        ordered.sort(key=lambda kind: kind != dt.STRING)
    for kind in ordered:
        found = common(found, kind, promotes_strings)
        if found is None:
            return None
    return found


def comparison(left: dt.Type, right: dt.Type) -> dt.Type | None:
    """The type in which two values are compared by an operator: text becomes the other's type."""
    if left == right:
        return left
    if dt.STRING in (left, right):
        other = right if left == dt.STRING else left
        if other.kind == "decimal":
            return dt.DOUBLE
        if other == dt.VOID:
            return dt.STRING
        return None if other.is_nested or other.is_interval else other
    kinds = {left.kind, right.kind}
    if "boolean" in kinds and (left.is_numeric or right.is_numeric):
        return right if left == dt.BOOLEAN else left
    return common(left, right, promotes_strings=False)
