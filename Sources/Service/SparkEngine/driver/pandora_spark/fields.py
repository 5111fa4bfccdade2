"""Turns the fields of schemas into Spark's types, and back."""

from __future__ import annotations

from pyspark.sql import types

SCALARS = {
    "string": types.StringType(),
    "jsonstring": types.StringType(),
    "boolean": types.BooleanType(),
    "long": types.LongType(),
    "float": types.DoubleType(),
    "date": types.TimestampType(),
}


def struct_of(fields: list) -> types.StructType:
    """The type of a row with these fields."""
    return types.StructType([types.StructField(field["key"], type_of(field), True) for field in fields])


def type_of(field: dict) -> types.DataType:
    kind = field["valtype"]
    if kind == "array":
        return types.ArrayType(SCALARS.get(field.get("elemtype"), types.StringType()), True)
    if kind == "map" and field.get("schema"):
        return struct_of(field["schema"])
    # A map without fields is a text with its JSON.
    return SCALARS.get(kind, types.StringType())


def is_nested(field: dict) -> bool:
    return field["valtype"] in ("array", "map")


def field_of(name: str, kind: types.DataType, metadata: dict) -> dict:
    """The field of a result's column; a type without a match becomes a string."""
    if is_json(metadata) and isinstance(kind, types.StringType):
        return {"key": name, "valtype": "jsonstring"}
    if isinstance(kind, types.ArrayType):
        element = valtype_of(kind.elementType)
        return {"key": name, "valtype": "array", "elemtype": element if element in ("long", "float") else "string"}
    return {"key": name, "valtype": valtype_of(kind)}


def valtype_of(kind: types.DataType) -> str:
    if isinstance(kind, types.BooleanType):
        return "boolean"
    if isinstance(kind, types.IntegralType):
        return "long"
    if isinstance(kind, types.NumericType):
        return "float"
    if isinstance(kind, (types.TimestampType, types.TimestampNTZType, types.DateType)):
        return "date"
    if isinstance(kind, (types.StructType, types.MapType)):
        return "map"
    return "string"


def is_json(metadata: dict) -> bool:
    """Whether a column of texts has JSON in it, as a map without declared fields does."""
    return bool(metadata.get("json"))


def quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
