"""Functions that make rows or several columns: explode, posexplode, inline, stack, json_tuple."""

from __future__ import annotations

from sqlglot import exp

from . import coercion, datatypes as dt
from .calls import Call, call_of
from .casts import cast
from .expressions import implicit
from .scope import Column, Scope
from .typed import Typed, text_literal

Columns = list[tuple[Column, str]]


def inner(entry: exp.Expression) -> exp.Expression:
    """An entry of a SELECT's list without its alias."""
    return entry.this if isinstance(entry, (exp.Alias, exp.Aliases)) else entry


def names(entry: exp.Expression) -> list[str]:
    """The names that an entry gives its columns."""
    if isinstance(entry, exp.Alias):
        return [entry.alias]
    return [name.name for name in entry.expressions] if isinstance(entry, exp.Aliases) else []


def name(node: exp.Expression) -> str:
    return str(node.this) if isinstance(node, exp.Anonymous) else node.key


def generates(node: exp.Expression) -> bool:
    return isinstance(node, exp.Anonymous) and name(node).lower() in _GENERATORS


def columns(node: exp.Expression, scope: Scope, given: list[str]) -> Columns:
    """The columns of a generator with their texts, under the names given or Spark's own."""
    call = call_of(node, scope)
    found = _GENERATORS[call.lower](call)
    if not given:
        return found
    if len(given) != len(found):
        raise call.refusal(f"'{call.name}' has {len(found)} columns, and {len(given)} names are given")
    return [(Column(new, column.type), text) for new, (column, text) in zip(given, found)]


def _one(call: Call) -> Typed:
    if len(call.arguments) != 1:
        raise call.refusal(f"'{call.name}' takes one argument")
    return call.arguments[0]


def _kept(sql: str, is_outer: bool) -> str:
    """A list with one null in it where it has nothing, so that its row stays."""
    return f"spark_never_empty({sql})" if is_outer else sql


def _explode(with_position: bool, is_outer: bool):
    def generator(call: Call) -> Columns:
        value = _one(call)
        found: Columns = []
        if with_position:
            positions = _kept(f"range(len({_list(value)}))", is_outer)
            found.append((Column("pos", dt.INT), f"unnest({positions}::INTEGER[])"))
        if value.type.kind == "array":
            found.append((Column("col", value.type.element), f"unnest({_kept(value.sql, is_outer)})"))
        elif value.type.kind == "map":
            for label, part, word in zip(("key", "value"), value.type.parts, ("map_keys", "map_values")):
                texts = _kept(f"{word}({value.sql})", is_outer)
                found.append((Column(label, part), f"unnest({texts})"))
        else:
            raise call.refusal(f"'{call.name}' takes an array or a map, not {value.type}")
        return found

    return generator


def _list(value: Typed) -> str:
    return f"map_keys({value.sql})" if value.type.kind == "map" else value.sql


def _inline(is_outer: bool):
    def generator(call: Call) -> Columns:
        value = _one(call)
        if value.type.kind != "array" or value.type.element.kind != "struct":
            raise call.refusal(f"'{call.name}' takes an array of structs, not {value.type}")
        kept = _kept(value.sql, is_outer)
        element = value.type.element
        return [
            (
                Column(field, part),
                f"unnest(list_transform({kept}, lambda spark_e: struct_extract(spark_e, {text_literal(field)})))",
            )
            for field, part in zip(element.names, element.parts)
        ]

    return generator


def _stack(call: Call) -> Columns:
    """`stack(2, a, b, c, d)` is the rows (a, b) and (c, d)."""
    count = call.arguments[0].value if call.arguments else None
    cells = call.arguments[1:]
    if not isinstance(count, int) or isinstance(count, bool) or count < 1 or not cells:
        raise call.refusal("'stack' takes a number of rows as a literal, then their values")
    width = -(-len(cells) // count)
    found: Columns = []
    for index in range(width):
        values = cells[index::width]
        kind = coercion.common_of_all([value.type for value in values])
        kinds = {value.type for value in values} - {dt.VOID}
        if kind is None or len(kinds) > 1:
            listed = " and ".join(str(each) for each in sorted(kinds, key=str))
            raise call.refusal(f"column {index} of 'stack' is {listed}: cast the values to one type")
        texts = [cast(value, kind).sql for value in values]
        texts += ["NULL"] * (count - len(texts))
        found.append((Column(f"col{index}", kind), f"unnest([{', '.join(texts)}])"))
    return found


def _json_tuple(call: Call) -> Columns:
    """The fields of a JSON object, each in a column of its own; no row is made or lost."""
    if len(call.arguments) < 2:
        raise call.refusal("'json_tuple' takes a text and the names of its fields")
    text, *fields = (implicit(value, dt.STRING, call.at, "an argument") for value in call.arguments)
    return [
        (Column(f"c{index}", dt.STRING), f"spark_json_field({text.sql}, {field.sql})")
        for index, field in enumerate(fields)
    ]


_GENERATORS = {
    "explode": _explode(False, False),
    "explode_outer": _explode(False, True),
    "posexplode": _explode(True, False),
    "posexplode_outer": _explode(True, True),
    "inline": _inline(False),
    "inline_outer": _inline(True),
    "stack": _stack,
    "json_tuple": _json_tuple,
}

