"""Expressions: one handler a kind of node in the syntax tree; what has no handler is refused."""

from __future__ import annotations

from typing import Callable

from sqlglot import exp

from . import datatypes as dt, trace
from .casts import cast
from .datatypes import Type
from .length import limited
from .refusal import Refusal, unsupported
from .scope import Scope
from .typed import Typed

Handler = Callable[[exp.Expression, Scope], Typed]
_HANDLERS: dict[type, Handler] = {}


def handles(*kinds: type) -> Callable[[Handler], Handler]:
    """Declares the handler of some kinds of nodes."""

    def declare(handler: Handler) -> Handler:
        for kind in kinds:
            _HANDLERS[kind] = handler
        return handler

    return declare


def translate(node: exp.Expression, scope: Scope) -> Typed:
    """The expression in DuckDB's words.

    Raises a `Refusal` for what Spark would refuse too, and for what cannot be translated.
    """
    handler = _HANDLERS.get(type(node))
    if handler is None:
        raise unsupported(f"'{described(node)}'", node, described(node))
    value = handler(node, scope)
    trace.record(limited(value.sql, node), node)
    return value


def described(node: exp.Expression) -> str:
    """A short text of a node for messages."""
    text = " ".join(node.sql(dialect="spark").split())
    return text if len(text) <= 60 else text[:57] + "..."


def implicit(value: Typed, target: Type, at, place: str) -> Typed:
    """The value as the type that a function or operator takes, if Spark casts it unasked."""
    if value.type == target:
        return value
    if not casts_unasked(value.type, target):
        if not value.type.is_known:
            raise unknown_type(value, at)
        raise Refusal(f"{place} is {value.type}, and must be {target}", at, value.name)
    return cast(value, target, at)


def unknown_type(value: Typed, at) -> Refusal:
    return Refusal(
        f"the type of '{value.name}' is not known: declare the schema of its table", at, value.name
    )


def casts_unasked(source: Type, target: Type) -> bool:
    """Whether Spark casts an argument of one type to another without being asked."""
    if source == target or source.kind == "void":
        return True
    if target == dt.STRING:
        return source.is_known and not source.is_nested and not source.is_interval
    if target.is_numeric:
        return source.is_numeric or source == dt.STRING
    if target.kind in ("date", "timestamp"):
        return source.kind in ("string", "date", "timestamp")
    if target == dt.BINARY:
        return source == dt.STRING
    if target.is_nested and source.kind == target.kind and len(source.parts) == len(target.parts):
        return all(map(casts_unasked, source.parts, target.parts))
    return False


def boolean(node: exp.Expression, scope: Scope, place: str) -> Typed:
    """A condition."""
    value = translate(node, scope)
    if value.type == dt.VOID:
        return cast(value, dt.BOOLEAN)
    if value.type == dt.UNKNOWN:
        raise unknown_type(value, node)
    if value.type != dt.BOOLEAN:
        raise Refusal(f"{place} is {value.type}, and must be boolean", node, value.name)
    return value
