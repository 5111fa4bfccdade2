"""Arithmetic with decimals: Spark's digits and scale for each operation, rounded half up."""

from __future__ import annotations

from . import datatypes as dt
from .casts import cast
from .coercion import as_decimal
from .datatypes import Type, duckdb_type
from .refusal import unsupported
from .typed import Typed


def literal_decimal(value: Typed) -> Type:
    """The decimal type of an operand: a whole literal has the digits it is written with."""
    if value.type.is_integral and isinstance(value.value, int):
        return dt.decimal(len(str(abs(value.value))), 0)
    return as_decimal(value.type)


def arithmetic(sign: str, left: Typed, right: Typed, name: str) -> Typed:
    one, other = literal_decimal(left), literal_decimal(right)
    left, right = cast(left, one), cast(right, other)
    return _OPERATIONS[sign](left, right, one, other, name)


def _sum(sign: str):
    def operation(left: Typed, right: Typed, one: Type, other: Type, name: str) -> Typed:
        scale = max(one.scale, other.scale)
        whole = max(one.precision - one.scale, other.precision - other.scale)
        kind = dt.adjusted_decimal(whole + scale + 1, scale)
        left_sql, right_sql = _widened(left, kind), _widened(right, kind)
        return _fitted(f"({left_sql} {sign} {right_sql})", kind, name)

    return operation


def _widened(value: Typed, result: Type) -> str:
    """The operand with room for the result: DuckDB keeps to 18 digits where both have no more."""
    if result.precision <= 18 or value.type.precision > 18:
        return value.sql
    return f"{value.sql}::DECIMAL({dt.MAX_PRECISION},{value.type.scale})"


def _product(left: Typed, right: Typed, one: Type, other: Type, name: str) -> Typed:
    scale = one.scale + other.scale
    kind = dt.adjusted_decimal(one.precision + other.precision + 1, scale)
    if scale > dt.MAX_PRECISION:
        raise unsupported(f"a product of {one} and {other}", name="*")
    return _fitted(f"({_widened(left, kind)} * {_widened(right, kind)})", kind, name)


def _quotient(left: Typed, right: Typed, one: Type, other: Type, name: str) -> Typed:
    whole = one.precision - one.scale + other.scale
    scale = max(dt.MIN_ADJUSTED_SCALE, one.scale + other.precision + 1)
    kind = dt.adjusted_decimal(whole + scale, scale)
    return Typed(divided(left, right, kind), kind, name)


def divided(left: Typed, right: Typed, kind: Type) -> str:
    """The quotient of two decimals with the digits of a type, rounded half up."""
    shift = kind.scale - left.type.scale + right.type.scale
    if shift < 0:
        raise unsupported(f"a quotient of {left.type} and {right.type}", name="/")
    digits = f"spark_quotient({_unscaled(left)}, {_unscaled(right)}, {10**shift}::HUGEINT)"
    return f"TRY_CAST({_scaled(digits, kind.scale)} AS {duckdb_type(kind)})"


def _unscaled(value: Typed) -> str:
    """A decimal's digits as a whole number."""
    if value.type.scale == 0:
        return f"{value.sql}::HUGEINT"
    return f"({value.sql} * {10**value.type.scale}::DECIMAL(38,0))::HUGEINT"


def _scaled(digits: str, scale: int) -> str:
    """A whole number of digits as a decimal."""
    if scale == 0:
        return digits
    unit = f"0.{'1'.rjust(scale, '0')}::DECIMAL({min(scale + 1, 38)},{scale})"
    return f"{digits}::DECIMAL(38,0) * {unit}"


def _remainder(left: Typed, right: Typed, one: Type, other: Type, name: str) -> Typed:
    scale = max(one.scale, other.scale)
    whole = min(one.precision - one.scale, other.precision - other.scale)
    kind = dt.adjusted_decimal(whole + scale, scale)
    return _fitted(f"({left.sql} % {right.sql})", kind, name)


def _fitted(sql: str, kind: Type, name: str) -> Typed:
    return Typed(f"TRY_CAST({sql} AS {duckdb_type(kind)})", kind, name)


_OPERATIONS = {
    "+": _sum("+"),
    "-": _sum("-"),
    "*": _product,
    "/": _quotient,
    "%": _remainder,
}


def whole_division(left: Typed, right: Typed, name: str) -> Typed:
    """`div` of decimals: the whole part of the quotient, as a bigint."""
    one, other = literal_decimal(left), literal_decimal(right)
    left, right = cast(left, one), cast(right, other)
    scale = max(one.scale, other.scale)
    up, other_up = 10 ** (scale - one.scale), 10 ** (scale - other.scale)
    top, bottom = _unscaled(left), _unscaled(right)
    sql = f"({top} * {up} // ({bottom} * {other_up}))"
    return Typed(f"spark_wrap_bigint({sql})", dt.BIGINT, name)
