"""Functions of JSON texts."""

from __future__ import annotations

import re

from .. import datatypes as dt, zone
from ..datatypes import Type
from ..refusal import Refusal
from ..typed import Typed, once, text_literal
from .registry import argument, arguments, called, count, function, literal, simple

simple("json_array_length", [dt.STRING], dt.INT, "spark_json_array_length({0})")
simple("json_object_keys", [dt.STRING], dt.array_of(dt.STRING), "spark_json_object_keys({0})")



@function("get_json_object")
def get_json_object(call) -> Typed:
    """What a path of Hive finds in a JSON text: a text without its quotes, anything else as JSON."""
    text, path = arguments(call, [dt.STRING, dt.STRING])
    if path.value is None:
        return Typed("NULL::VARCHAR", dt.STRING, called(call))
    steps = _steps(str(literal(call, 1, "a path")))
    if steps is None:
        return Typed("NULL::VARCHAR", dt.STRING, called(call))
    if "*" in steps:
        return Typed(_many(call, text.sql, steps), dt.STRING, called(call))
    found = text_literal(_path(steps))
    sql = once(text.sql, lambda value: f"spark_json_value({value}, {found})")
    return Typed(sql, dt.STRING, called(call))


def _steps(path: str) -> list[object] | None:
    """The steps of a path: names, indexes and "*"; `None` of what is no path, which finds nothing."""
    if not path.startswith("$"):
        return None
    rest, steps = path[1:], []
    while rest:
        found = re.match(r"\[([0-9]+|\*)\]|\['([^'?]+)'\]|\.([^.\[]+)|\.(?=\[)", rest)
        if not found or found.group(0) == ".":
            return None
        index, quoted, name = found.group(1), found.group(2), found.group(3)
        if index is not None:
            steps.append("*" if index == "*" else int(index))
        else:
            steps.append(_Name(quoted if quoted is not None else name))
        rest = rest[found.end() :]
    return steps


class _Name(str):
    """A name in a path, which may be written as a star."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Name) and str.__eq__(self, other)

    __hash__ = str.__hash__


def _path(steps: list[object]) -> str:
    """The steps as DuckDB's path."""
    parts = []
    for step in steps:
        if isinstance(step, _Name):
            escaped = step.replace("\\", "\\\\").replace('"', '\\"')
            parts.append(f'."{escaped}"')
        else:
            parts.append(f"[{step}]")
    return "$" + "".join(parts)


def _many(call, text: str, steps: list[object]) -> str:
    """A path with one star at its end or before names: Hive makes an array of what it finds."""
    if steps.count("*") > 1 or any(isinstance(step, _Name) and step == _Name("*") for step in steps):
        raise call.lacking(f"the path '{call.arguments[1].value}'")
    at = steps.index("*")
    before, after = _path(steps[:at]), _path(steps[at + 1 :])
    if any(isinstance(step, int) for step in steps[at + 1 :]):
        raise call.lacking(f"the path '{call.arguments[1].value}'")
    return f"spark_json_values({text}, {text_literal(before)}, {text_literal(after)})"


@function("to_json")
def to_json(call) -> Typed:
    """A struct, map or array as JSON; fields that are null are left out."""
    count(call, 1, 1)
    value = call.arguments[0]
    if not value.type.is_nested:
        raise call.refusal(f"'{call.name}' takes a struct, a map or an array, not {value.type}")
    return Typed(f"{_json(value.sql, value.type, call)}", dt.STRING, called(call))


def _json(sql: str, kind: Type, call) -> str:
    """The JSON text of a value; null of null."""
    if kind == dt.VOID:
        return "NULL::VARCHAR"
    if kind == dt.STRING:
        return f"to_json({sql})::VARCHAR"
    if kind.kind in ("boolean", "tinyint", "smallint", "int", "bigint", "decimal"):
        return f"{sql}::VARCHAR"
    if kind.kind in ("double", "float"):
        return f"spark_json_of_number(spark_text_of_{kind.kind}({sql}))"
    if kind == dt.DATE:
        return f"('\"' || {sql}::VARCHAR || '\"')"
    if kind == dt.TIMESTAMP:
        return _json_of_moment(sql)
    if kind.kind == "array":
        element = _json("spark_e", kind.element, call)
        return f"('[' || array_to_string(list_transform({sql}, lambda spark_e: coalesce({element}, 'null')), ',') || ']')"
    if kind.kind == "map" and kind.parts[0] == dt.STRING:
        value = _json("struct_extract(spark_e, 'value')", kind.parts[1], call)
        pair = f"to_json(struct_extract(spark_e, 'key'))::VARCHAR || ':' || coalesce({value}, 'null')"
        return f"('{{' || array_to_string(list_transform(map_entries({sql}), lambda spark_e: {pair}), ',') || '}}')"
    if kind.kind == "struct":
        return _json_of_struct(sql, kind, call)
    raise call.lacking(f"'{call.name}' of {kind}")


def _json_of_moment(sql: str) -> str:
    if zone.is_utc():
        return f"('\"' || strftime({sql}, '%Y-%m-%dT%H:%M:%S.%gZ') || '\"')"
    text = once(
        sql,
        lambda moment: f"(strftime({zone.local(moment)}, '%Y-%m-%dT%H:%M:%S.%g') || {zone.offset(moment, ':', 'Z')})",
    )
    return f"('\"' || {text} || '\"')"


def _json_of_struct(sql: str, kind: Type, call) -> str:
    fields = []
    for name, part in zip(kind.names, kind.parts):
        value = _json(f"struct_extract({sql}, {text_literal(name)})", part, call)
        label = text_literal('"' + name.replace("\\", "\\\\").replace('"', '\\"') + '":')
        fields.append(f"{label} || {value}")
    listed = ", ".join(fields)
    return f"(CASE WHEN {sql} IS NOT NULL THEN '{{' || concat_ws(',', {listed}) || '}}' END)"


@function("from_json")
def from_json(call) -> Typed:
    """A JSON text as a value of a type that is written out; what does not fit is null."""
    from ..type_text import parse_type

    count(call, 2, 2)
    text = argument(call, 0, dt.STRING)
    written = str(literal(call, 1, "a schema")).strip()
    try:
        kind = parse_type(written)
    except Refusal:
        kind = parse_type(f"struct<{_fields_of(written)}>")
    if kind.kind not in ("struct", "array", "map"):
        raise call.refusal(f"'{call.name}' makes structs, arrays and maps, not {kind}")
    sql = _from_json(f"spark_json_of({text.sql})", kind, call)
    if kind.kind == "struct":
        # A text that is no JSON makes a struct without values, and one without a sign none at all.
        members = sql.removeprefix(f"(CASE WHEN spark_json_of({text.sql}) IS NOT NULL ")
        sql = f"(CASE WHEN regexp_matches({text.sql}, '\\S') {members}"
    return Typed(sql, kind, "entries" if kind.kind == "map" else f"from_json({text.name})")


def _fields_of(written: str) -> str:
    """`a INT, b STRING` as a struct's fields."""
    return re.sub(r"(^|,)\s*(`[^`]+`|[A-Za-z_]\w*)\s+(?=[A-Za-z])", r"\1\2:", written)


_SCALARS = {
    "string": "spark_json_text({0})",
    "boolean": "spark_json_boolean({0})",
    "bigint": "spark_json_whole({0})",
    "int": "TRY_CAST(spark_json_whole({0}) AS INTEGER)",
    "smallint": "TRY_CAST(spark_json_whole({0}) AS SMALLINT)",
    "tinyint": "TRY_CAST(spark_json_whole({0}) AS TINYINT)",
    "double": "spark_json_number({0})",
}


def _from_json(sql: str, kind: Type, call) -> str:
    """The value of a JSON node; null where it is of another kind."""
    if kind.kind in _SCALARS:
        return _SCALARS[kind.kind].format(sql)
    if kind.kind == "array":
        element = _from_json("spark_e", kind.element, call)
        return f"list_transform(spark_json_elements({sql}), lambda spark_e: {element})"
    if kind.kind == "map" and kind.parts[0] == dt.STRING:
        name = call.scope.statement.unused_name()
        value = _from_json(f"json_extract({sql}, spark_json_step({name}))", kind.parts[1], call)
        keys = f"spark_json_keys({sql})"
        return f"(CASE WHEN {keys} IS NOT NULL THEN map({keys}, list_transform({keys}, lambda {name}: {value})) END)"
    if kind.kind == "struct":
        members = ", ".join(
            f"{dt.quoted_name(name)} := "
            + _from_json(f"json_extract({sql}, {text_literal(_path([_Name(name)]))})", part, call)
            for name, part in zip(kind.names, kind.parts)
        )
        return f"(CASE WHEN {sql} IS NOT NULL THEN struct_pack({members}) END)"
    raise call.lacking(f"'{call.name}' into {kind}")
