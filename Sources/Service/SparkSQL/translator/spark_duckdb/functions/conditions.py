"""Functions that choose between values."""

from __future__ import annotations

from .. import datatypes as dt
from ..expressions import implicit
from ..operators import compared, unified
from ..predicates import case_of
from ..typed import Typed, bare
from .registry import ANY, argument, called, count, function


@function("isnull", "isnotnull")
def is_null(call) -> Typed:
    count(call, 1, 1)
    value, word = argument(call, 0, ANY), "IS NULL" if call.lower == "isnull" else "IS NOT NULL"
    return Typed(f"({value.sql} {word})", dt.BOOLEAN, f"({value.name} {word})")


@function("if")
def if_(call) -> Typed:
    count(call, 3, 3)
    condition, then, otherwise = call.arguments
    when = implicit(condition, dt.BOOLEAN, call.at, "the condition of 'if'")
    found = case_of([when], [then, otherwise], call.at)
    name = f"(IF({', '.join(value.name for value in call.arguments)}))"
    return Typed(found.sql, found.type, name)


@function("coalesce", "nvl", "ifnull")
def coalesce(call) -> Typed:
    count(call, 1, None) if call.lower == "coalesce" else count(call, 2, 2)
    values, kind = unified(call.arguments, call.at, call.name)
    if len(values) == 1:
        return Typed(values[0].sql, kind, called(call))
    return Typed(f"coalesce({', '.join(bare(value.sql) for value in values)})", kind, called(call))


@function("nvl2")
def nvl2(call) -> Typed:
    count(call, 3, 3)
    subject, there, missing = call.arguments
    when = Typed(f"({subject.sql} IS NOT NULL)", dt.BOOLEAN, "")
    found = case_of([when], [there, missing], call.at)
    return Typed(found.sql, found.type, called(call))


@function("nullif")
def nullif(call) -> Typed:
    count(call, 2, 2)
    one, other = call.arguments
    same = compared("=", one, other, call.at)
    nothing = Typed("NULL", dt.VOID, "NULL", None)
    found = case_of([same], [nothing, one], call.at)
    return Typed(found.sql, found.type, called(call))


@function("equal_null")
def equal_null(call) -> Typed:
    count(call, 2, 2)
    found = compared("<=>", argument(call, 0, ANY), argument(call, 1, ANY), call.at)
    return Typed(found.sql, dt.BOOLEAN, called(call))


@function("not")
def negation(call) -> Typed:
    count(call, 1, 1)
    value = argument(call, 0, dt.BOOLEAN)
    return Typed(f"(NOT {value.sql})", dt.BOOLEAN, f"(NOT {value.name})")
