"""Orders of structs and arrays: in Spark a null inside of one is the least, in DuckDB the greatest."""

from __future__ import annotations

from .datatypes import Type
from .refusal import unsupported
from .typed import text_literal


def needs_key(kind: Type) -> bool:
    """Whether DuckDB would order values of the type otherwise."""
    return kind.kind in ("struct", "array")


def key(sql: str, kind: Type) -> str:
    """What values are ordered by: of each part first whether it is there, then what it is."""
    if kind.kind == "struct":
        members = []
        for index, (name, part) in enumerate(zip(kind.names, kind.parts)):
            field = f"struct_extract({sql}, {text_literal(name)})"
            members += [f"n{index} := {field} IS NOT NULL", f"v{index} := {_inner(field, part)}"]
        return f"struct_pack({', '.join(members)})"
    if kind.kind == "array":
        element = _inner("spark_e", kind.element)
        return f"list_transform({sql}, lambda spark_e: struct_pack(n := spark_e IS NOT NULL, v := {element}))"
    raise unsupported(f"an order of {kind}", name=str(kind))


def _inner(sql: str, kind: Type) -> str:
    return key(sql, kind) if needs_key(kind) else sql
