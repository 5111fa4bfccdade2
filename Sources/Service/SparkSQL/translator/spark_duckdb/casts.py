"""Casts as Spark makes them: what does not fit is cut, wraps around or becomes null, never an error."""

from __future__ import annotations

from . import datatypes as dt, zone
from .datatypes import Type, duckdb_type
from .refusal import Refusal, unsupported
from .typed import NOT_LITERAL, Typed, once, text_literal


def cast(value: Typed, target: Type, at=None) -> Typed:
    """The value as another type; Spark still calls it what it did."""
    if value.type == target:
        return value
    sql = cast_sql(value.sql, value.type, target, at)
    literal = value.value if _keeps_literal(value, target) else NOT_LITERAL
    bounds = value.bounds if value.type.is_integral and target.is_integral else None
    if bounds and not _fits(bounds, target):
        bounds = None
    return Typed(sql, target, value.name, literal, bounds, value.column)


def _keeps_literal(value: Typed, target: Type) -> bool:
    if value.value is None:
        return True
    return value.is_literal and value.type.is_integral and target.is_integral and value.bounds is not None


def _fits(bounds: tuple[int, int], target: Type) -> bool:
    low, high = dt.integral_range(target.kind)
    return low <= bounds[0] and bounds[1] <= high


def postfix(sql: str, target: Type) -> str:
    return f"{sql}::{duckdb_type(target)}"


def cast_sql(sql: str, source: Type, target: Type, at=None) -> str:
    """The text of a cast from one type to another."""
    if source == target:
        return sql
    if source == dt.VOID:
        return "NULL" if target.kind == "void" else postfix("NULL", target)
    if not source.is_known:
        raise Refusal(f"the type of '{sql}' is not known", at, sql)
    if target == dt.STRING:
        return once(sql, lambda text: to_string(text, source))
    to = _TO.get(target.kind)
    if to is None or to(sql, source, target) is None:
        raise Refusal(f"cannot cast {source} to {target}", at, str(target))
    return once(sql, lambda text: to(text, source, target))


def _boolean(sql: str, source: Type, target: Type) -> str | None:
    if source == dt.STRING:
        return f"spark_boolean({sql})"
    return f"({sql} <> 0)" if source.is_numeric else None


def _integral(sql: str, source: Type, target: Type) -> str | None:
    kind = target.kind
    if source == dt.STRING:
        return f"TRY_CAST(spark_whole({sql}) AS {duckdb_type(target)})"
    if source == dt.BOOLEAN:
        return postfix(sql, target)
    if source.is_integral:
        widens = dt.BITS[source.kind] <= dt.BITS[kind]
        return postfix(sql, target) if widens else f"spark_wrap_{kind}({sql})"
    if source.is_fractional:
        return f"spark_cut_{kind}({sql})"
    if source.kind == "decimal":
        return f"spark_wrap_{kind}(trunc({sql})::HUGEINT)"
    if source == dt.DATE:
        return f"CASE WHEN {sql} IS NULL THEN NULL::{duckdb_type(target)} END"
    if source == dt.TIMESTAMP:
        seconds = f"spark_seconds({sql})"
        return seconds if kind == "bigint" else f"spark_wrap_{kind}({seconds})"
    return None


def _fractional(sql: str, source: Type, target: Type) -> str | None:
    if source == dt.STRING:
        return f"spark_{target.kind}({sql})"
    if source.kind == "decimal" and source.precision > 15:
        return f"{sql}::VARCHAR::{duckdb_type(target)}"
    if source == dt.TIMESTAMP:
        return postfix(f"(epoch_us({sql}) / 1e6)", target)
    return postfix(sql, target) if source.is_numeric or source == dt.BOOLEAN else None


def _decimal(sql: str, source: Type, target: Type) -> str | None:
    name = duckdb_type(target)
    if source == dt.STRING:
        return f"TRY_CAST(spark_decimal_text({sql}) AS {name})"
    if source.is_fractional:
        # From its shortest text, as Spark does: 2.675 is not 2.67499999.
        return f"TRY_CAST({sql}::VARCHAR AS {name})"
    if source.is_numeric or source == dt.BOOLEAN:
        number = f"{sql}::INTEGER" if source == dt.BOOLEAN else sql
        return f"TRY_CAST({number} AS {name})"
    if source == dt.TIMESTAMP:
        return f"TRY_CAST(epoch_us({sql})::DECIMAL(26,0) * 0.000001 AS {name})"
    return None


def _date(sql: str, source: Type, target: Type) -> str | None:
    if source == dt.STRING:
        return f"spark_date({sql})"
    return postfix(zone.local(sql), target) if source == dt.TIMESTAMP else None


def _timestamp(sql: str, source: Type, target: Type) -> str | None:
    if source == dt.STRING:
        return f"spark_timestamp({sql})"
    if source == dt.DATE:
        return zone.utc(postfix(sql, target))
    if source.is_integral:
        return f"make_timestamp({sql}::BIGINT * 1000000)"
    if source.is_fractional:
        return f"spark_timestamp_of_double({sql})"
    if source.kind == "decimal":
        return f"make_timestamp(trunc({sql} * 1000000)::BIGINT)"
    return f"make_timestamp({sql}::BIGINT)" if source == dt.BOOLEAN else None


def _binary(sql: str, source: Type, target: Type) -> str | None:
    return f"encode({sql})" if source == dt.STRING else None


def _array(sql: str, source: Type, target: Type) -> str | None:
    if source.kind != "array":
        return None
    if source.element == dt.VOID:
        return postfix(sql, target)
    element = cast_sql("spark_e", source.element, target.element)
    return f"list_transform({sql}, lambda spark_e: {element})"


def _map(sql: str, source: Type, target: Type) -> str | None:
    if source.kind != "map":
        return None
    if source.parts[0] == dt.VOID:
        return postfix(sql, target)
    keys = _array(f"map_keys({sql})", dt.array_of(source.parts[0]), dt.array_of(target.parts[0]))
    values = _array(f"map_values({sql})", dt.array_of(source.parts[1]), dt.array_of(target.parts[1]))
    return f"CASE WHEN {sql} IS NOT NULL THEN map({keys}, {values}) END"


def _struct(sql: str, source: Type, target: Type) -> str | None:
    if source.kind != "struct" or len(source.parts) != len(target.parts):
        return None
    members = []
    for name, part, new_name, new in zip(source.names, source.parts, target.names, target.parts):
        field = f"struct_extract({sql}, {text_literal(name)})"
        members.append(f"{dt.quoted_name(new_name)} := {cast_sql(field, part, new)}")
    return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({', '.join(members)}) END"


_TO = {
    "boolean": _boolean,
    "tinyint": _integral,
    "smallint": _integral,
    "int": _integral,
    "bigint": _integral,
    "float": _fractional,
    "double": _fractional,
    "decimal": _decimal,
    "date": _date,
    "timestamp": _timestamp,
    "binary": _binary,
    "array": _array,
    "map": _map,
    "struct": _struct,
}


def to_string(sql: str, source: Type) -> str:
    """The text of a value as Spark writes it."""
    if source.kind in ("double", "float"):
        return f"spark_text_of_{source.kind}({sql})"
    if source.kind == "decimal" and source.scale == source.precision:
        # DuckDB writes no zero before the point where the type has no digit there.
        wider = dt.decimal(source.precision + 1, source.scale)
        if wider.precision == source.precision:
            raise unsupported("a decimal of 38 digits behind the point as text", name=str(source))
        return to_string(f"{sql}::{duckdb_type(wider)}", wider)
    if source.kind == "decimal" and source.scale > 6:
        return f"spark_text_of_decimal({sql})"
    if source == dt.BINARY:
        return f"decode({sql}, 'replace')"
    if source.is_interval:
        raise unsupported("an interval as text", name="interval")
    if source.kind == "array":
        return f"('[' || spark_text_of_elements({_texts(sql, source.element)}) || ']')"
    if source.kind == "map":
        keys, values = _texts(f"map_keys({sql})", source.parts[0]), _texts(
            f"map_values({sql})", source.parts[1]
        )
        return f"('{{' || spark_text_of_entries({keys}, {values}) || '}}')"
    if source.kind == "struct":
        return _text_of_struct(sql, source)
    if source == dt.TIMESTAMP:
        sql = zone.local(sql)
    return postfix(sql, dt.STRING)


def _texts(sql: str, element: Type) -> str:
    if element == dt.STRING:
        return sql
    return f"list_transform({sql}, lambda spark_e: {cast_sql('spark_e', element, dt.STRING)})"


def _text_of_struct(sql: str, source: Type) -> str:
    fields = [
        _or_null(sql, name, part)
        for name, part in zip(source.names, source.parts)
    ]
    listed = " || ', ' || ".join(fields)
    return f"CASE WHEN {sql} IS NOT NULL THEN '{{' || {listed} || '}}' END"


def _or_null(sql: str, name: str, part: Type) -> str:
    text = cast_sql(f"struct_extract({sql}, {text_literal(name)})", part, dt.STRING)
    return f"coalesce({text}, 'null')"
