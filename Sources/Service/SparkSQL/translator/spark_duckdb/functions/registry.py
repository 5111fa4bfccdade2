"""The functions that are known to mean on DuckDB what they mean in Spark; every other one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from .. import datatypes as dt
from ..casts import cast, postfix
from ..datatypes import Type
from ..expressions import implicit, unknown_type
from ..typed import Typed, once

#: A parameter of any type.
ANY = Type("any")
#: A parameter of any numeric type, taken as it is; text is read as a double.
NUMBER = Type("number")


@dataclass(frozen=True)
class Function:
    """A function: how a call is translated, and what it counts as."""

    build: Callable
    is_aggregate: bool = False
    is_window_only: bool = False
    #: Whether its window frame is rows by default, as those of ranks are.
    counts_rows: bool = False


FUNCTIONS: dict[str, Function] = {}


def function(*names: str, **kinds) -> Callable:
    """Declares the functions of some names."""

    def declare(build: Callable) -> Callable:
        for name in names:
            FUNCTIONS[name] = Function(build, **kinds)
        return build

    return declare


def simple(
    names: str,
    parameters: list[Type],
    result: Type,
    template: str,
    optional: int = 0,
    bounds: tuple[int, int] | None = None,
    strict: bool = True,
) -> None:
    """Declares functions whose arguments have fixed types and whose text is a template.

    Templates of calls with fewer arguments leave out what is in `[` and `]`: `"f({0}[, {1}])"`. A `strict`
    function answers null where one of its arguments is null.
    """

    def build(call) -> Typed:
        values = arguments(call, parameters, optional)
        if strict and any(value.value is None for value in values):
            return null(result, called(call))
        if not values:
            return Typed(_filled(template, values), result, called(call), bounds=bounds)
        first, *rest = values
        sql = once(first.sql, lambda text: _filled(template, [first.with_sql(text), *rest]))
        return Typed(sql, result, called(call), bounds=bounds)

    for name in names.split():
        FUNCTIONS[name] = Function(build)


def null(kind: Type, name: str) -> Typed:
    """A null of a type: DuckDB must not look for the type of something around it."""
    return Typed(postfix("NULL", kind), kind, name, None)


def _filled(template: str, values: list[Typed]) -> str:
    text = template
    while "[" in text and "]" in text:
        start, end = text.rindex("["), 0
        end = text.index("]", start)
        inner = text[start + 1 : end]
        highest = max(int(digit) for digit in inner if digit.isdigit())
        text = text[:start] + (inner if highest < len(values) else "") + text[end + 1 :]
    return text.format(*(value.sql for value in values))


def arguments(call, parameters: list[Type], optional: int = 0) -> list[Typed]:
    """The arguments in the types of the parameters, the last `optional` of which may be missing."""
    count(call, len(parameters) - optional, len(parameters))
    return [
        argument(call, index, parameter)
        for index, parameter in zip(range(len(call.arguments)), parameters)
    ]


def count(call, least: int, most: int | None) -> None:
    """Refuses a call with another number of arguments."""
    given = len(call.arguments)
    if given < least or (most is not None and given > most):
        expected = str(least) if least == most else f"{least} or more" if most is None else f"{least} to {most}"
        raise call.refusal(f"'{call.name}' takes {expected} argument{'' if expected == '1' else 's'}, not {given}")


def argument(call, index: int, parameter: Type) -> Typed:
    """One argument in the type of its parameter."""
    value = call.arguments[index]
    place = f"argument {index + 1} of '{call.name}'"
    if parameter == ANY:
        return value
    if parameter == NUMBER:
        if value.type == dt.STRING:
            return cast(value, dt.DOUBLE)
        if value.type == dt.VOID:
            return cast(value, dt.DOUBLE)
        if not value.type.is_known:
            raise unknown_type(value, call.at)
        if not value.type.is_numeric:
            raise call.refusal(f"{place} is {value.type}, and must be a number")
        return value
    return implicit(value, parameter, call.at, place)


def literal(call, index: int, what: str) -> object:
    """The value of an argument that must be a literal."""
    value = call.arguments[index]
    if not value.is_literal:
        raise call.lacking(f"{what} that is no literal in '{call.name}'")
    return value.value


#: Functions that Spark writes in capitals.
_CAPITALS = frozenset(
    """
    acos acosh asin asinh atan atan2 atanh cbrt cos cosh cot csc degrees e exp expm1 hypot log log10 log1p log2
    pi power radians sec signum sin sinh sqrt tan tanh
    """.split()
)


def called(call, *more: str) -> str:
    """What Spark calls the call; `more` are the defaults that it adds."""
    listed = ", ".join([value.name for value in call.arguments] + list(more))
    name = call.lower.upper() if call.lower in _CAPITALS else call.lower
    return f"{name}({listed})"
