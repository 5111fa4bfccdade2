"""Columns, fields of structs, elements of arrays and maps, and the arguments of lambda functions."""

from __future__ import annotations

import difflib
from dataclasses import replace

from sqlglot import exp

from . import datatypes as dt
from .expressions import handles, implicit, translate, unknown_type
from .identifiers import identifier
from .refusal import Refusal, unsupported
from .scope import Scope
from .typed import Typed, text_literal


@handles(exp.Column)
def column(node: exp.Column, scope: Scope) -> Typed:
    return named([part.name for part in node.parts], node, scope)


@handles(exp.Identifier)
def argument(node: exp.Identifier, scope: Scope) -> Typed:
    return named([node.name], node, scope)


def named(parts: list[str], at, scope: Scope) -> Typed:
    """What a name with dots means."""
    found = scope.resolve(parts, at)
    if found is None:
        found = _alias(parts, scope)
    if found is None:
        raise unknown_column(parts, at, scope)
    value, fields = found
    for name in fields:
        taken = field(value, name, at)
        value = replace(taken, column=name)
    return value


def _alias(parts: list[str], scope: Scope):
    """A column of the same SELECT, further left, whose expression stands here again."""
    value = scope.aliases.get(parts[0].lower())
    if value is None:
        return None
    name = f"lateralAliasReference({parts[0]})"
    return Typed(value.sql, value.type, name, bounds=value.bounds), parts[1:]


def unknown_column(parts: list[str], at, scope: Scope) -> Refusal:
    name = ".".join(parts)
    known = sorted(set(scope.names()))
    close = difflib.get_close_matches(parts[-1], known, n=1)
    if close:
        hint = f": did you mean '{close[0]}'?"
    else:
        hint = f": the columns are {', '.join(known[:20])}" if known else ""
    return Refusal(f"no column named '{name}'{hint}", at, name)


@handles(exp.Dot)
def dot(node: exp.Dot, scope: Scope) -> Typed:
    if not isinstance(node.expression, exp.Identifier):
        raise unsupported("a function with a dot before it", node, "'.'")
    parts = _names(node)
    if parts and not isinstance(node.this, exp.Column):
        return named(parts, node, scope)
    return field(translate(node.this, scope), node.expression.name, node)


def _names(node: exp.Expression) -> list[str] | None:
    """The parts of a chain of identifiers, as arguments of lambda functions are."""
    if isinstance(node, exp.Identifier):
        return [node.name]
    if isinstance(node, exp.Dot):
        first = _names(node.this)
        return first + [node.expression.name] if first else None
    return None


def field(value: Typed, name: str, at) -> Typed:
    """A field of a struct, of every struct of an array, or the value of a key that is a text."""
    kind = value.type
    called = f"{value.name}.{name}"
    if kind.kind == "struct":
        found, part = _member(kind, name, at)
        return Typed(f"struct_extract({value.sql}, {text_literal(found)})", part, called)
    if kind.kind == "array" and kind.element.kind == "struct":
        found, part = _member(kind.element, name, at)
        taken = f"list_transform({value.sql}, lambda spark_e: struct_extract(spark_e, {text_literal(found)}))"
        return Typed(taken, dt.array_of(part), called)
    if kind.kind == "map" and kind.parts[0] == dt.STRING:
        taken = f"map_extract_value({value.sql}, {text_literal(name)})"
        return Typed(taken, kind.parts[1], f"{value.name}[{name}]")
    if not kind.is_known or kind == dt.JSON:
        raise unknown_type(value, at)
    raise Refusal(f"'{value.name}' is {kind}, and has no field '{name}'", at, name)


def _member(kind: dt.Type, name: str, at) -> tuple[str, dt.Type]:
    for found, part in zip(kind.names, kind.parts):
        if found.lower() == name.lower():
            return found, part
    raise Refusal(f"no field named '{name}': the fields are {', '.join(kind.names)}", at, name)


@handles(exp.Bracket)
def bracket(node: exp.Bracket, scope: Scope) -> Typed:
    if len(node.expressions) != 1 or isinstance(node.expressions[0], exp.Slice):
        raise unsupported("this form of [ ]", node, "[")
    value, key = translate(node.this, scope), translate(node.expressions[0], scope)
    name = f"{value.name}[{key.name}]"
    if value.type.kind == "map":
        kept = implicit(key, value.type.parts[0], node, "the key")
        return Typed(f"map_extract_value({value.sql}, {kept.sql})", value.type.parts[1], name)
    if value.type.kind == "struct" and isinstance(key.value, str):
        return field(value, key.value, node)
    if value.type.kind != "array":
        if not value.type.is_known:
            raise unknown_type(value, node)
        raise Refusal(f"'{value.name}' is {value.type}, and has no elements", node, value.name)
    if not key.type.is_integral:
        raise Refusal(f"the index of an array is {key.type}, and must be a whole number", node, key.name)
    return Typed(element(value.sql, key), value.type.element, name)


def element(array: str, index: Typed) -> str:
    """An element counted from 0; null where there is none."""
    if isinstance(index.value, int):
        if index.value < 0:
            return f"spark_element({array}, {index.sql})"
        return f"list_extract({array}, {index.value + 1})"
    return f"spark_element({array}, {index.sql})"


def lambda_body(node: exp.Expression, kinds: list[dt.Type], scope: Scope, at) -> tuple[str, Typed]:
    """A lambda function in DuckDB's words, and what it answers.

    `kinds` are the types of the arguments it is given; it may name fewer.
    """
    if not isinstance(node, exp.Lambda):
        raise Refusal("a function such as 'x -> x + 1' must stand here", at, "->")
    names = [argument.name for argument in node.expressions]
    if len(names) > len(kinds):
        raise Refusal(f"the function takes {len(names)} arguments, and gets {len(kinds)}", at, "->")
    arguments = {
        name.lower(): Typed(identifier(name + "__"), kind, "namedlambdavariable()")
        for name, kind in zip(names, kinds)
    }
    body = translate(node.this, scope.with_arguments(arguments))
    listed = ", ".join(identifier(name + "__") for name in names)
    return f"lambda {listed}: ", body


def lambda_name(node: exp.Expression, body: Typed) -> str:
    variables = ", ".join("namedlambdavariable()" for _ in node.expressions)
    return f"lambdafunction({body.name}, {variables})"


