"""Functions of arrays, maps and structs."""

from __future__ import annotations

import re

from sqlglot import exp

from .. import coercion, datatypes as dt, intervals, ordering, zone
from ..access import element, lambda_body, lambda_name
from ..casts import cast
from ..datatypes import Type
from ..expressions import implicit, translate, unknown_type
from ..operators import unified
from ..typed import Typed, text_literal
from .registry import argument, called, count, function, literal

_SIZE = (-1, (1 << 31) - 1)


def _array(call, index: int) -> Typed:
    """An argument that must be an array."""
    value = call.arguments[index]
    if not value.type.is_known:
        raise unknown_type(value, call.at)
    if value.type.kind != "array":
        raise call.refusal(f"argument {index + 1} of '{call.name}' is {value.type}, and must be an array")
    return value


def _map(call, index: int) -> Typed:
    """An argument that must be a map."""
    value = call.arguments[index]
    if not value.type.is_known:
        raise unknown_type(value, call.at)
    if value.type.kind != "map":
        raise call.refusal(f"argument {index + 1} of '{call.name}' is {value.type}, and must be a map")
    return value


def _two_arrays(call) -> tuple[Typed, Typed]:
    """Two arrays of one type."""
    count(call, 2, 2)
    (one, other), _ = unified([_array(call, 0), _array(call, 1)], call.at, call.name)
    return one, other


def _array_and_element(call) -> tuple[Typed, Typed]:
    """An array and a value of its elements' type."""
    count(call, 2, 2)
    array, value = _array(call, 0), call.arguments[1]
    kind = coercion.common(array.type.element, value.type, promotes_strings=False)
    if kind is None:
        raise call.refusal(f"'{call.name}' does not compare {array.type.element} with {value.type}")
    return cast(array, dt.array_of(kind)), cast(value, kind)


@function("array")
def array(call) -> Typed:
    if not call.arguments:
        return Typed("[]", dt.array_of(dt.VOID), "array()")
    values, kind = unified(call.arguments, call.at, "array")
    return Typed(f"[{', '.join(value.sql for value in values)}]", dt.array_of(kind), called(call))


@function("map")
def map_(call) -> Typed:
    if len(call.arguments) % 2:
        raise call.refusal("'map' takes keys and values in turn")
    if not call.arguments:
        return Typed("MAP {}", Type("map", parts=(dt.VOID, dt.VOID)), "map()")
    keys, key = unified(call.arguments[::2], call.at, "map")
    values, value = unified(call.arguments[1::2], call.at, "map")
    pairs = ", ".join(f"{one.sql}: {other.sql}" for one, other in zip(keys, values))
    return Typed(f"MAP {{{pairs}}}", dt.map_of(key, value), called(call))


@function("struct")
def struct(call) -> Typed:
    """A struct; a column or an alias gives its field the name."""
    pairs = []
    for index, (value, node) in enumerate(zip(call.arguments, call.nodes)):
        is_named = isinstance(node, (exp.Column, exp.Alias, exp.Dot)) or value.column is not None
        pairs.append((value.column_name if is_named else f"col{index + 1}", value))
    return _packed(pairs, called(call))


@function("named_struct")
def named_struct(call) -> Typed:
    if len(call.arguments) % 2 or not call.arguments:
        raise call.refusal("'named_struct' takes names and values in turn")
    names = [str(literal(call, index, "a name")) for index in range(0, len(call.arguments), 2)]
    return _packed(list(zip(names, call.arguments[1::2])), called(call))


def _packed(pairs: list[tuple[str, Typed]], name: str) -> Typed:
    kind = dt.struct_of((field_name, value.type) for field_name, value in pairs)
    members = ", ".join(f"{dt.quoted_name(field_name)} := {value.sql}" for field_name, value in pairs)
    return Typed(f"struct_pack({members})", kind, name)


@function("size", "cardinality", "array_size")
def size(call) -> Typed:
    """The number of elements; -1 of null, but null for `array_size`."""
    count(call, 1, 1)
    value = call.arguments[0]
    if value.type == dt.VOID:
        return Typed("-1" if call.lower != "array_size" else "NULL::INTEGER", dt.INT, called(call))
    if value.type.kind != "map" or call.lower == "array_size":
        value = _array(call, 0)
    length = f"cardinality({value.sql})" if value.type.kind == "map" else f"len({value.sql})"
    sql = f"{length}::INTEGER" if call.lower == "array_size" else f"coalesce({length}, -1)::INTEGER"
    return Typed(sql, dt.INT, called(call), bounds=_SIZE)


@function("array_contains")
def array_contains(call) -> Typed:
    array, value = _array_and_element(call)
    return Typed(f"spark_array_contains({array.sql}, {value.sql})", dt.BOOLEAN, called(call))


@function("array_position")
def array_position(call) -> Typed:
    array, value = _array_and_element(call)
    sql = f"spark_array_position({array.sql}, {value.sql})"
    return Typed(sql, dt.BIGINT, called(call), bounds=_SIZE)


@function("array_remove")
def array_remove(call) -> Typed:
    array, value = _array_and_element(call)
    return Typed(f"spark_array_remove({array.sql}, {value.sql})", array.type, called(call))


@function("array_append", "array_prepend")
def array_add(call) -> Typed:
    count(call, 2, 2)
    array, value = _array(call, 0), call.arguments[1]
    kind = coercion.common(array.type.element, value.type)
    if kind is None:
        raise call.refusal(f"'{call.name}' does not put {value.type} to {array.type.element}")
    lists = [cast(array, dt.array_of(kind)).sql, f"[{cast(value, kind).sql}]"]
    if call.lower == "array_prepend":
        lists.reverse()
    return Typed(f"({' || '.join(lists)})", dt.array_of(kind), called(call))


@function("array_distinct")
def array_distinct(call) -> Typed:
    count(call, 1, 1)
    array = _array(call, 0)
    return Typed(f"spark_array_distinct({array.sql})", array.type, called(call))


@function("array_compact")
def array_compact(call) -> Typed:
    count(call, 1, 1)
    array = _array(call, 0)
    sql = f"list_filter({array.sql}, lambda spark_e: spark_e IS NOT NULL)"
    return Typed(sql, array.type, called(call))


@function("array_union", "array_intersect", "array_except")
def array_sets(call) -> Typed:
    one, other = _two_arrays(call)
    return Typed(f"spark_{call.lower}({one.sql}, {other.sql})", one.type, called(call))


@function("arrays_overlap")
def arrays_overlap(call) -> Typed:
    one, other = _two_arrays(call)
    return Typed(f"spark_arrays_overlap({one.sql}, {other.sql})", dt.BOOLEAN, called(call))


@function("array_max", "array_min")
def array_extreme(call) -> Typed:
    count(call, 1, 1)
    array = _array(call, 0)
    if ordering.needs_key(array.type.element):
        raise call.lacking(f"'{call.name}' of {array.type}")
    return Typed(f"list_{call.lower[-3:]}({array.sql})", array.type.element, called(call))


@function("array_repeat")
def array_repeat(call) -> Typed:
    count(call, 2, 2)
    value, times = call.arguments[0], argument(call, 1, dt.INT)
    sql = f"spark_array_repeat({value.sql}, {times.sql})"
    return Typed(sql, dt.array_of(value.type), called(call))


@function("array_join")
def array_join(call) -> Typed:
    """Elements as one text; nulls are left out, or stand as the third argument says."""
    count(call, 2, 3)
    texts = cast(_array(call, 0), dt.array_of(dt.STRING), call.at)
    separator = argument(call, 1, dt.STRING)
    if len(call.arguments) == 3:
        instead = argument(call, 2, dt.STRING)
        sql = f"spark_array_join({texts.sql}, {separator.sql}, {instead.sql})"
    else:
        sql = f"spark_array_join({texts.sql}, {separator.sql})"
    return Typed(sql, dt.STRING, called(call))


@function("flatten")
def flatten(call) -> Typed:
    count(call, 1, 1)
    array = _array(call, 0)
    if array.type.element.kind != "array":
        raise call.refusal(f"'{call.name}' takes an array of arrays, not {array.type}")
    return Typed(f"spark_flatten({array.sql})", array.type.element, called(call))


@function("slice")
def slice_(call) -> Typed:
    count(call, 3, 3)
    array = _array(call, 0)
    start, length = argument(call, 1, dt.INT), argument(call, 2, dt.INT)
    return Typed(f"spark_slice({array.sql}, {start.sql}, {length.sql})", array.type, called(call))


@function("sequence")
def sequence(call) -> Typed:
    """Numbers from one to the other, both included; of dates with a step of whole days."""
    count(call, 2, 3)
    if all(value.type.is_integral for value in call.arguments):
        values, kind = unified(call.arguments, call.at, call.name)
        listed = ", ".join(value.sql for value in values)
        return Typed(f"spark_sequence({listed})::{dt.duckdb_type(kind)}[]", dt.array_of(kind), called(call))
    first, last = call.arguments[:2]
    step = call.arguments[2] if len(call.arguments) == 3 else None
    if first.type == last.type and first.type in (dt.DATE, dt.TIMESTAMP):
        if step is None and first.type == dt.DATE:
            return Typed(f"spark_days({first.sql}, {last.sql})", dt.array_of(dt.DATE), called(call))
        if step is not None and step.type.is_interval and isinstance(step.value, int) and step.value > 0:
            sql = _series(first, last, step)
            cast_to = dt.duckdb_type(first.type) + "[]"
            return Typed(f"{sql}::{cast_to}", dt.array_of(first.type), called(call))
    raise call.lacking(f"this form of '{call.name}'")


def _series(first: Typed, last: Typed, step: Typed) -> str:
    """Times from one to the other; those of a zone are as far apart on its clock."""
    is_zoned = not zone.is_utc() and first.type == dt.TIMESTAMP and not intervals.is_exact(step)
    ends = [zone.local(end.sql) if is_zoned else f"{end.sql}::TIMESTAMP" for end in (first, last)]
    if step.type == dt.MONTHS:
        clocks = f"spark_months({', '.join(ends)}, {step.value})"
    else:
        clocks = f"generate_series({', '.join(ends)}, {step.sql})"
    steps = f"spark_reached({', '.join(ends)}, {clocks})"
    return f"list_transform({steps}, lambda spark_e: {zone.utc('spark_e')})" if is_zoned else steps


@function("element_at", "try_element_at", "get")
def element_at(call) -> Typed:
    """An element counted from 1, from the end where the index is negative; `get` counts from 0."""
    count(call, 2, 2)
    value, key = call.arguments
    if value.type.kind == "map":
        kept = implicit(key, value.type.parts[0], call.at, "the key")
        return Typed(f"map_extract_value({value.sql}, {kept.sql})", value.type.parts[1], called(call))
    array, index = _array(call, 0), argument(call, 1, dt.INT)
    if call.lower == "get":
        return Typed(element(array.sql, index), array.type.element, called(call))
    return Typed(f"spark_element_at({array.sql}, {index.sql})", array.type.element, called(call))


@function("sort_array", "array_sort")
def sort_array(call) -> Typed:
    """Sorted; nulls come first with `sort_array`, last with `array_sort` or from the greatest down."""
    count(call, 1, 2)
    array = _array(call, 0)
    if call.lower == "array_sort":
        if len(call.nodes) > 1:
            raise call.lacking("'array_sort' with a function")
        default = (
            "lambdafunction((IF(((namedlambdavariable() IS NULL) AND (namedlambdavariable() IS NULL)), 0, "
            "(IF((namedlambdavariable() IS NULL), 1, (IF((namedlambdavariable() IS NULL), -1, "
            "(IF((namedlambdavariable() < namedlambdavariable()), -1, (IF((namedlambdavariable() > "
            "namedlambdavariable()), 1, 0)))))))))), namedlambdavariable(), namedlambdavariable())"
        )
        return Typed(_sorted(array, "'ASC', 'NULLS LAST'"), array.type, called(call, default))
    ascending = literal(call, 1, "a direction") if len(call.arguments) > 1 else True
    order = "'ASC', 'NULLS FIRST'" if ascending else "'DESC', 'NULLS LAST'"
    name = called(call) if len(call.arguments) > 1 else called(call, "true")
    return Typed(_sorted(array, order), array.type, name)


def _sorted(array: Typed, order: str) -> str:
    element_type = array.type.element
    if not ordering.needs_key(element_type):
        return f"list_sort({array.sql}, {order})"
    # Each element beside its key, by which the pairs are sorted; a null element stays one.
    pair = f"struct_pack(k := {ordering.key('spark_e', element_type)}, v := spark_e)"
    pairs = f"list_transform({array.sql}, lambda spark_e: CASE WHEN spark_e IS NOT NULL THEN {pair} END)"
    return f"list_transform(list_sort({pairs}, {order}), lambda spark_e: struct_extract(spark_e, 'v'))"


@function("arrays_zip")
def arrays_zip(call) -> Typed:
    """Structs of the elements at the same places."""
    count(call, 1, None)
    arrays = [_array(call, index) for index in range(len(call.arguments))]
    pairs, place = [], call.scope.statement.unused_name()
    for index, (value, node) in enumerate(zip(arrays, call.nodes)):
        name = value.column_name if isinstance(node, (exp.Column, exp.Alias)) else str(index)
        pairs.append((name, value))
    kind = dt.struct_of((name, value.type.element) for name, value in pairs)
    members = ", ".join(
        f"{dt.quoted_name(name)} := list_extract({value.sql}, {place})" for name, value in pairs
    )
    lengths = ", ".join(f"len({value.sql})" for value in arrays)
    longest = f"greatest({lengths})" if len(arrays) > 1 else lengths
    nothing = " OR ".join(f"{value.sql} IS NULL" for value in arrays)
    sql = f"list_transform(range(1, {longest} + 1), lambda {place}: struct_pack({members}))"
    return Typed(f"(CASE WHEN NOT ({nothing}) THEN {sql} END)", dt.array_of(kind), called(call))


@function("map_keys", "map_values", "map_entries")
def map_parts(call) -> Typed:
    count(call, 1, 1)
    value = _map(call, 0)
    key, item = value.type.parts
    kind = {
        "map_keys": key,
        "map_values": item,
        "map_entries": dt.struct_of([("key", key), ("value", item)]),
    }[call.lower]
    return Typed(f"{call.lower}({value.sql})", dt.array_of(kind), called(call))


@function("map_contains_key")
def map_contains_key(call) -> Typed:
    count(call, 2, 2)
    value = _map(call, 0)
    key = implicit(call.arguments[1], value.type.parts[0], call.at, "the key")
    return Typed(f"list_contains(map_keys({value.sql}), {key.sql})", dt.BOOLEAN, called(call))


@function("map_from_arrays")
def map_from_arrays(call) -> Typed:
    count(call, 2, 2)
    keys, values = _array(call, 0), _array(call, 1)
    kind = dt.map_of(keys.type.element, values.type.element)
    return Typed(f"spark_map({keys.sql}, {values.sql})", kind, called(call))


@function("map_from_entries")
def map_from_entries(call) -> Typed:
    count(call, 1, 1)
    entries = _array(call, 0)
    if entries.type.element.kind != "struct" or len(entries.type.element.parts) != 2:
        raise call.refusal(f"'{call.name}' takes an array of structs of two fields, not {entries.type}")
    key, value = entries.type.element.names
    keys = f"list_transform({entries.sql}, lambda spark_e: struct_extract(spark_e, {text_literal(key)}))"
    values = f"list_transform({entries.sql}, lambda spark_e: struct_extract(spark_e, {text_literal(value)}))"
    return Typed(f"spark_map({keys}, {values})", dt.map_of(*entries.type.element.parts), called(call))


@function("map_concat")
def map_concat(call) -> Typed:
    """All entries; a key that comes twice is an error in Spark, and here."""
    count(call, 1, None)
    values, kind = unified([_map(call, index) for index in range(len(call.arguments))], call.at, call.name)
    keys = " || ".join(f"map_keys({value.sql})" for value in values)
    items = " || ".join(f"map_values({value.sql})" for value in values)
    return Typed(f"spark_map({keys}, {items})", kind, called(call))


@function("str_to_map")
def str_to_map(call) -> Typed:
    """Pairs of a text: `a:1,b:2`. A key that comes twice is an error in Spark, and here."""
    count(call, 1, 3)
    text = argument(call, 0, dt.STRING)
    signs = [",", ":"]
    for index in (1, 2):
        if index < len(call.arguments):
            sign = argument(call, index, dt.STRING)
            if not isinstance(sign.value, str):
                raise call.lacking("'str_to_map' with a delimiter that is no literal")
            from ..java_regex import translated

            plain = translated(sign, call.at).plain
            if plain is None:
                raise call.lacking(f"'str_to_map' by the regular expression '{sign.value}'")
            signs[index - 1] = plain
    sql = f"spark_str_to_map({text.sql}, {text_literal(signs[0])}, {text_literal(signs[1])})"
    name = called(call, *[",", ":"][len(call.arguments) - 1 :])
    return Typed(sql, dt.map_of(dt.STRING, dt.STRING), name)


def _functional(call, first: Typed, kinds: list[Type], index: int = 1) -> tuple[str, Typed, str]:
    """A function that is an argument: its head, its body, and its name in Spark."""
    node = call.nodes[index] if index < len(call.nodes) else None
    if not isinstance(node, exp.Lambda):
        raise call.refusal(f"argument {index + 1} of '{call.name}' is a function such as 'x -> x + 1'")
    head, body = lambda_body(node, kinds, call.scope, call.at)
    return head, body, lambda_name(node, body)


@function("transform")
def transform(call) -> Typed:
    values = _array(call, 0)
    node = call.nodes[1] if len(call.nodes) == 2 else None
    head, body, name = _functional(call, values, [values.type.element, dt.INT])
    if len(node.expressions) == 2:
        # DuckDB counts from 1, as a bigint.
        index = node.expressions[1].name + "__"
        body = body.with_sql(_replaced(body.sql, index))
    sql = f"list_transform({values.sql}, {head}{body.sql})"
    return Typed(sql, dt.array_of(body.type), f"transform({values.name}, {name})")


def _replaced(sql: str, index: str) -> str:
    return re.sub(rf"(?<![\w\"]){re.escape(index)}(?!\w)", f"({index} - 1)::INTEGER", sql)


@function("filter")
def filter_(call) -> Typed:
    values = _array(call, 0)
    if len(call.nodes) != 2 or len(getattr(call.nodes[1], "expressions", [])) != 1:
        raise call.lacking("'filter' by the index")
    head, body, name = _functional(call, values, [values.type.element])
    test = implicit(body, dt.BOOLEAN, call.at, "what 'filter' tests")
    return Typed(f"list_filter({values.sql}, {head}{test.sql})", values.type, f"filter({values.name}, {name})")


@function("exists", "forall")
def exists(call) -> Typed:
    """Whether one element, or every one, passes; unknown where only nulls could change the answer."""
    values = _array(call, 0)
    head, body, name = _functional(call, values, [values.type.element])
    test = implicit(body, dt.BOOLEAN, call.at, f"what '{call.name}' tests")
    sql = f"spark_{call.lower}(list_transform({values.sql}, {head}{test.sql}))"
    return Typed(sql, dt.BOOLEAN, f"{call.lower}({values.name}, {name})")


@function("aggregate", "reduce")
def aggregate(call) -> Typed:
    """A value carried through an array, and finished by a function of its own if there is one."""
    values = _array(call, 0)
    if len(call.nodes) not in (3, 4):
        raise call.refusal(f"'{call.name}' takes an array, a start, and one or two functions")
    start = call.arguments[1]
    head, body, name = _functional(call, values, [start.type, values.type.element], 2)
    if body.type != start.type:
        raise call.refusal(f"'{call.name}' begins with {start.type} and goes on with {body.type}")
    if values.type.element != start.type:
        raise call.lacking(f"'{call.name}' of {values.type.element} into {start.type}")
    # DuckDB takes the first element for the start where there is none, so the start leads the list.
    sql = f"list_reduce([{start.sql}] || {values.sql}, {head}{body.sql})"
    last = "lambdafunction(namedlambdavariable(), namedlambdavariable())"
    kind = start.type
    if len(call.nodes) == 4:
        head, finish, last = _functional(call, values, [kind], 3)
        sql = f"list_extract(list_transform([{sql}], {head}{finish.sql}), 1)"
        kind = finish.type
    return Typed(sql, kind, f"{call.lower}({values.name}, {start.name}, {name}, {last})")


@function("zip_with")
def zip_with(call) -> Typed:
    values, other = _array(call, 0), _array(call, 1)
    node = call.nodes[2] if len(call.nodes) == 3 else None
    if not isinstance(node, exp.Lambda) or len(node.expressions) != 2:
        raise call.refusal("'zip_with' takes two arrays and a function of two arguments")
    place = call.scope.statement.unused_name()
    one = Typed(f"list_extract({values.sql}, {place})", values.type.element, "namedlambdavariable()")
    two = Typed(f"list_extract({other.sql}, {place})", other.type.element, "namedlambdavariable()")
    names = [argument_.name.lower() for argument_ in node.expressions]
    body = translate(node.this, call.scope.with_arguments(dict(zip(names, (one, two)))))
    longest = f"greatest(len({values.sql}), len({other.sql}))"
    sql = f"list_transform(range(1, {longest} + 1), lambda {place}: {body.sql})"
    sql = f"(CASE WHEN {values.sql} IS NOT NULL AND {other.sql} IS NOT NULL THEN {sql} END)"
    name = f"zip_with({values.name}, {other.name}, {lambda_name(node, body)})"
    return Typed(sql, dt.array_of(body.type), name)


@function("map_filter", "transform_keys", "transform_values")
def map_functions(call) -> Typed:
    value = _map(call, 0)
    node = call.nodes[1] if len(call.nodes) == 2 else None
    if not isinstance(node, exp.Lambda) or len(node.expressions) != 2:
        raise call.refusal(f"'{call.name}' takes a map and a function of key and value")
    key, item = value.type.parts
    names = [argument_.name.lower() for argument_ in node.expressions]
    entry = call.scope.statement.unused_name()
    arguments_ = {
        names[0]: Typed(f"struct_extract({entry}, 'key')", key, "namedlambdavariable()"),
        names[1]: Typed(f"struct_extract({entry}, 'value')", item, "namedlambdavariable()"),
    }
    body = translate(node.this, call.scope.with_arguments(arguments_))
    entries = f"map_entries({value.sql})"
    name = f"{call.lower}({value.name}, {lambda_name(node, body)})"
    if call.lower == "map_filter":
        return Typed(f"spark_map_of(list_filter({entries}, lambda {entry}: {body.sql}))", value.type, name)
    made = f"list_transform({entries}, lambda {entry}: {body.sql})"
    if call.lower == "transform_keys":
        return Typed(f"spark_map({made}, map_values({value.sql}))", dt.map_of(body.type, item), name)
    return Typed(f"spark_map(map_keys({value.sql}), {made})", dt.map_of(key, body.type), name)


