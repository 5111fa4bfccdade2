"""Spark's types as values, read from and written as Spark's own words, and DuckDB's type for each."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Type:
    """A type of Spark.

    `kind` is Spark's word ("bigint", "array"); decimals have `precision` and `scale`, nested types
    `parts`: the element, the key and value, or the fields named in `names`.
    """

    kind: str
    precision: int = 0
    scale: int = 0
    parts: tuple["Type", ...] = ()
    names: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        if self.kind == "decimal":
            return f"decimal({self.precision},{self.scale})"
        if self.kind == "struct":
            members = (f"{name}:{part}" for name, part in zip(self.names, self.parts))
            return f"struct<{','.join(members)}>"
        if self.parts:
            return f"{self.kind}<{','.join(map(str, self.parts))}>"
        return self.kind

    @property
    def is_integral(self) -> bool:
        return self.kind in INTEGRALS

    @property
    def is_fractional(self) -> bool:
        return self.kind in ("float", "double")

    @property
    def is_numeric(self) -> bool:
        return self.is_integral or self.is_fractional or self.kind == "decimal"

    @property
    def is_interval(self) -> bool:
        return self.kind in ("months", "span")

    @property
    def is_nested(self) -> bool:
        return self.kind in ("array", "map", "struct")

    @property
    def element(self) -> "Type":
        return self.parts[0]

    @property
    def is_known(self) -> bool:
        return self.kind != "unknown" and all(part.is_known for part in self.parts)


INTEGRALS = ("tinyint", "smallint", "int", "bigint")

VOID = Type("void")
BOOLEAN = Type("boolean")
TINYINT = Type("tinyint")
SMALLINT = Type("smallint")
INT = Type("int")
BIGINT = Type("bigint")
FLOAT = Type("float")
DOUBLE = Type("double")
STRING = Type("string")
BINARY = Type("binary")
DATE = Type("date")
TIMESTAMP = Type("timestamp")
# Intervals of years and months, and of days to microseconds.
MONTHS = Type("months")
SPAN = Type("span")
# A table's column whose type nobody has said.
UNKNOWN = Type("unknown")
# A map without declared fields, which DuckDB keeps as JSON.
JSON = Type("json")

MAX_PRECISION = 38
MIN_ADJUSTED_SCALE = 6

BITS = {"tinyint": 8, "smallint": 16, "int": 32, "bigint": 64}
# The decimal that holds every value of an integral type.
DIGITS = {"tinyint": 3, "smallint": 5, "int": 10, "bigint": 20}


def array_of(element: Type) -> Type:
    return Type("array", parts=(element,))


def map_of(key: Type, value: Type) -> Type:
    return Type("map", parts=(key, value))


def struct_of(fields) -> Type:
    """A struct of pairs of name and type."""
    pairs = list(fields)
    return Type(
        "struct", parts=tuple(part for _, part in pairs), names=tuple(name for name, _ in pairs)
    )


def decimal(precision: int, scale: int) -> Type:
    """A decimal cut to 38 digits, as Spark cuts types that are declared or widened."""
    return Type("decimal", min(precision, MAX_PRECISION), min(scale, MAX_PRECISION))


def adjusted_decimal(precision: int, scale: int) -> Type:
    """The decimal of a computation: digits after the point give way to those before it."""
    if precision <= MAX_PRECISION:
        return Type("decimal", precision, scale)
    whole = precision - scale
    kept = max(MAX_PRECISION - whole, min(scale, MIN_ADJUSTED_SCALE))
    return Type("decimal", MAX_PRECISION, kept)


def integral_range(kind: str) -> tuple[int, int]:
    half = 1 << (BITS[kind] - 1)
    return -half, half - 1


_DUCKDB = {
    "void": '"NULL"',
    "boolean": "BOOLEAN",
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "string": "VARCHAR",
    "binary": "BLOB",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "months": "INTERVAL",
    "span": "INTERVAL",
    "json": "JSON",
}


def duckdb_type(kind: Type) -> str:
    """DuckDB's name of a type; a type of nothing but nulls is an integer there."""
    if kind.kind == "decimal":
        return f"DECIMAL({kind.precision},{kind.scale})"
    if kind.kind == "array":
        return duckdb_type(kind.element) + "[]"
    if kind.kind == "map":
        return f"MAP({duckdb_type(kind.parts[0])}, {duckdb_type(kind.parts[1])})"
    if kind.kind == "struct":
        members = (
            f"{quoted_name(name)} {duckdb_type(part)}" for name, part in zip(kind.names, kind.parts)
        )
        return f"STRUCT({', '.join(members)})"
    return _DUCKDB[kind.kind]


def quoted_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
