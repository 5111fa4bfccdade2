"""Arithmetic, comparisons and logic."""

from __future__ import annotations

from sqlglot import exp

from . import coercion, datatypes as dt, decimals, intervals, literals, ordering
from .casts import cast
from .datatypes import Type
from .expressions import boolean, handles, translate, unknown_type
from .refusal import Refusal
from .scope import Scope
from .typed import Typed

_SIGNS = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%"}


@handles(exp.Paren)
def parenthesized(node: exp.Paren, scope: Scope) -> Typed:
    return translate(node.this, scope)


@handles(exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod)
def arithmetic(node: exp.Binary, scope: Scope) -> Typed:
    left, right = translate(node.this, scope), translate(node.expression, scope)
    return computed(_SIGNS[type(node)], left, right, node)


def computed(sign: str, left: Typed, right: Typed, at) -> Typed:
    """One of the five operations on two values."""
    found = intervals.arithmetic(sign, left, right, at)
    if found:
        return found
    name = f"({left.name} {sign} {right.name})"
    is_null = left.type == dt.VOID
    left, right = as_numbers(left, right, at)
    if sign == "/" and is_null:
        return Typed("NULL::DOUBLE", dt.DOUBLE, name)
    if "decimal" in (left.type.kind, right.type.kind) and not (
        left.type.is_fractional or right.type.is_fractional
    ):
        return decimals.arithmetic(sign, left, right, name)
    if sign == "/":
        divisor = _plain(right)
        if not right.is_literal or right.value in (0, None):
            divisor = f"nullif({divisor}, 0)"
        return Typed(f"({_plain(left)} / {divisor})", dt.DOUBLE, name)
    kind = coercion.numeric(left.type, right.type)
    left, right = cast(left, kind), cast(right, kind)
    if sign == "%":
        return Typed(_remainder(left, right, kind), kind, name)
    if kind.is_fractional:
        return Typed(f"({left.sql} {sign} {right.sql})", kind, name)
    return _whole(sign, left, right, kind, name)


def _remainder(left: Typed, right: Typed, kind: Type) -> str:
    """Null of a division by 0; DuckDB refuses the smallest number divided by -1."""
    if right.is_literal and right.value not in (0, -1, None):
        return f"({left.sql} % {right.sql})"
    if kind.is_integral:
        return f"spark_remainder({left.sql}, {right.sql})"
    return f"({left.sql} % nullif({right.sql}, 0))"


def _plain(value: Typed) -> str:
    """An operand of `/`, which DuckDB takes as a double whatever whole number it is."""
    return value.sql if value.type.kind in ("int", "bigint", "double") else cast(value, dt.DOUBLE).sql


def as_numbers(left: Typed, right: Typed, at) -> tuple[Typed, Typed]:
    """Both as numbers: text is a double, nothing is of the other's type."""
    for value in (left, right):
        if not value.type.is_known:
            raise unknown_type(value, at)
        if not (value.type.is_numeric or value.type in (dt.STRING, dt.VOID)):
            raise Refusal(f"'{value.name}' is {value.type}, and must be a number", at, value.name)
    left, right = (cast(v, dt.DOUBLE) if v.type == dt.STRING else v for v in (left, right))
    if left.type == dt.VOID:
        left = cast(left, dt.DOUBLE if right.type == dt.VOID else right.type)
    if right.type == dt.VOID:
        right = cast(right, left.type)
    return left, right


def _whole(sign: str, left: Typed, right: Typed, kind: Type, name: str) -> Typed:
    """Whole numbers wrap around where they leave their type."""
    bounds = _bounds(sign, left, right)
    low, high = dt.integral_range(kind.kind)
    if bounds and low <= bounds[0] and bounds[1] <= high:
        return Typed(f"({left.sql} {sign} {right.sql})", kind, name, bounds=bounds)
    wide = "HUGEINT" if kind == dt.BIGINT else "BIGINT"
    return Typed(f"spark_wrap_{kind.kind}({left.sql}::{wide} {sign} {right.sql})", kind, name)


def _bounds(sign: str, left: Typed, right: Typed) -> tuple[int, int] | None:
    if left.bounds is None or right.bounds is None:
        return None
    ends = [_END[sign](one, other) for one in left.bounds for other in right.bounds]
    return min(ends), max(ends)


_END = {"+": int.__add__, "-": int.__sub__, "*": int.__mul__}


@handles(exp.IntDiv)
def whole_division(node: exp.IntDiv, scope: Scope) -> Typed:
    left, right = translate(node.this, scope), translate(node.expression, scope)
    name = f"({left.name} div {right.name})"
    for value in (left, right):
        if not value.type.is_known:
            raise unknown_type(value, node)
        if not (value.type.is_integral or value.type.kind in ("decimal", "void")):
            raise Refusal(
                f"'{value.name}' is {value.type}, and 'div' takes whole numbers", node, value.name
            )
    if "decimal" in (left.type.kind, right.type.kind):
        return decimals.whole_division(left, right, name)
    left, right = cast(left, dt.BIGINT), cast(right, dt.BIGINT)
    if right.bounds and right.bounds[0] > 0:
        return Typed(f"({left.sql} // {right.sql})", dt.BIGINT, name)
    return Typed(f"spark_div({left.sql}, {right.sql})", dt.BIGINT, name)


@handles(exp.Neg)
def negative(node: exp.Neg, scope: Scope) -> Typed:
    value = translate(node.this, scope)
    literal = literals.negated(value) if not isinstance(node.this, exp.Paren) else None
    return literal or negated(value, f"(- {value.name})", node)


def negated(value: Typed, name: str, at) -> Typed:
    """The value with the other sign; the smallest whole number is its own."""
    if value.type.is_interval:
        return Typed(f"(-{value.sql})", value.type, name)
    value, _ = as_numbers(value, literals.NULL, at)
    if value.type.is_integral:
        zero = literals.integer(0, value.type)
        return _whole("-", zero, value, value.type, name)
    return Typed(f"(-{value.sql})", value.type, name)


_BITS = {exp.BitwiseAnd: "&", exp.BitwiseOr: "|", exp.BitwiseXor: "^"}


@handles(exp.BitwiseAnd, exp.BitwiseOr, exp.BitwiseXor)
def bitwise(node: exp.Binary, scope: Scope) -> Typed:
    sign = _BITS[type(node)]
    left, right = translate(node.this, scope), translate(node.expression, scope)
    name = f"({left.name} {sign} {right.name})"
    kind = coercion.common(left.type, right.type)
    if kind is None or not kind.is_integral:
        raise Refusal(f"'{sign}' takes whole numbers, not {left.type} and {right.type}", node, sign)
    one, other = cast(left, kind).sql, cast(right, kind).sql
    sql = f"xor({one}, {other})" if sign == "^" else f"({one} {sign} {other})"
    return Typed(sql, kind, name)


@handles(exp.BitwiseNot)
def bitwise_not(node: exp.BitwiseNot, scope: Scope) -> Typed:
    value = translate(node.this, scope)
    if not value.type.is_integral:
        raise Refusal(f"'~' takes whole numbers, not {value.type}", node, "~")
    return Typed(f"(~{value.sql})", value.type, f"~{value.name}")


_COMPARISONS = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.NullSafeEQ: "<=>",
}


@handles(*_COMPARISONS)
def compares(node: exp.Binary, scope: Scope) -> Typed:
    sign = _COMPARISONS[type(node)]
    if isinstance(node.expression, (exp.Any, exp.All)):
        raise Refusal("Spark compares with ANY and ALL in LIKE only", node, "ANY")
    left, right = translate(node.this, scope), translate(node.expression, scope)
    return compared(sign, left, right, node)


def compared(sign: str, left: Typed, right: Typed, at) -> Typed:
    """A comparison, with text read as what it is compared with."""
    name = f"({left.name} {sign} {right.name})"
    column = None
    if sign == "<>":
        name = f"(NOT ({left.name} = {right.name}))"
    if sign in ("=", "<=>"):
        found = _boolean_as_is(left, right) or _boolean_as_is(right, left)
        if found:
            return found
    if sign not in ("=", "<=>", "<>") and dt.BOOLEAN in (left.type, right.type):
        refuse_order(left, right, at)
    left, right = for_comparison(left, right, at)
    if left.type.kind == "map":
        raise Refusal("maps cannot be compared", at, left.name)
    if sign in "<=>=" and sign not in ("=", "<=>") and ordering.needs_key(left.type):
        one, other = ordering.key(left.sql, left.type), ordering.key(right.sql, right.type)
        present = f"{left.sql} IS NOT NULL AND {right.sql} IS NOT NULL"
        return Typed(f"(CASE WHEN {present} THEN {one} {sign} {other} END)", dt.BOOLEAN, name)
    word = "IS NOT DISTINCT FROM" if sign == "<=>" else sign
    return Typed(f"({left.sql} {word} {right.sql})", dt.BOOLEAN, name, column=column)


def _boolean_as_is(one: Typed, other: Typed) -> Typed | None:
    """`flag = 1` is the flag itself, `flag = 0` its opposite."""
    if one.type != dt.BOOLEAN or not other.type.is_numeric or other.value not in (0, 1):
        return None
    if other.value == 1:
        return one
    return Typed(f"(NOT {one.sql})", dt.BOOLEAN, f"(NOT {one.name})")


def refuse_order(left: Typed, right: Typed, at) -> None:
    """Spark makes a truth value a number to look whether both are equal, and for nothing else."""
    if left.type.is_numeric or right.type.is_numeric:
        raise Refusal(f"cannot tell which of {left.type} and {right.type} is less", at, left.name)


def for_comparison(left: Typed, right: Typed, at) -> tuple[Typed, Typed]:
    """Both in the type in which Spark compares them."""
    for value in (left, right):
        if not value.type.is_known and not _compares_as_is(left, right):
            raise unknown_type(value, at)
    if _compares_as_is(left, right):
        return left, right
    kind = coercion.comparison(left.type, right.type)
    if kind is None:
        raise Refusal(f"cannot compare {left.type} with {right.type}", at, left.name)
    if left.type.is_numeric and right.type.is_numeric:
        # DuckDB finds the same type for numbers, but takes a whole number and a float as doubles.
        if kind != dt.FLOAT:
            return left, right
    return cast(left, kind, at), cast(right, kind, at)


def _compares_as_is(left: Typed, right: Typed) -> bool:
    return left.type == right.type and left.type.kind != "unknown"


@handles(exp.And, exp.Or)
def connected(node: exp.Connector, scope: Scope) -> Typed:
    word = "AND" if isinstance(node, exp.And) else "OR"
    parts = _flattened(node, type(node))
    values = [boolean(part, scope, f"an operand of {word}") for part in parts]
    result = values[0]
    for value in values[1:]:
        name = f"({result.name} {word} {value.name})"
        result = Typed(f"({result.sql} {word} {value.sql})", dt.BOOLEAN, name)
    sql = f" {word} ".join(value.sql for value in values)
    return Typed(f"({sql})", dt.BOOLEAN, result.name)


def _flattened(node: exp.Expression, kind: type) -> list[exp.Expression]:
    """The operands of a chain, without recursion: a filter may have thousands."""
    parts = []
    while type(node) is kind:
        parts.append(node.expression)
        node = node.this
    return [node, *reversed(parts)]


@handles(exp.Not)
def negation(node: exp.Not, scope: Scope) -> Typed:
    from .predicates import is_not_null

    found = is_not_null(node, scope)
    if found:
        return found
    value = boolean(node.this, scope, "the operand of NOT")
    return Typed(f"(NOT {value.sql})", dt.BOOLEAN, f"(NOT {value.name})")


@handles(exp.DPipe)
def joined(node: exp.DPipe, scope: Scope) -> Typed:
    from .functions import call

    parts = _flattened(node, exp.DPipe)
    values = [translate(part, scope) for part in parts]
    result = values[0]
    for value in values[1:]:
        result = call("concat", [result, value], node)
    return result


def unified(values: list[Typed], at, what: str) -> tuple[list[Typed], Type]:
    """Values in their common type."""
    for value in values:
        if not value.type.is_known and any(value.type != other.type for other in values):
            raise unknown_type(value, at)
    kind = coercion.common_of_all([value.type for value in values])
    if kind is None:
        kinds = " and ".join(sorted({str(value.type) for value in values}))
        raise Refusal(f"{what} has no type for {kinds}", at, what)
    return [cast(value, kind, at) for value in values], kind


