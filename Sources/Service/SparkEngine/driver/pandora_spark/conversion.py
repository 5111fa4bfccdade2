"""Makes values of a type from the texts of files, and fails at those that are none.

Spark's own casts cut 1.5 to a whole number, and make nothing of what they cannot read.
"""

from __future__ import annotations

from pyspark.sql import functions as F
from pyspark.sql import types

from .fields import type_of

#: The word that begins the message of such a failure; its JSON follows.
MARK = "pandora-value:"

_FLOAT = r"^\s*[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|(?i)(nan|inf|infinity))\s*$"
_DATE = (
    r"^\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}"
    r"([T ]\d{1,2}:\d{1,2}(:\d{1,2}(\.\d*)?)?\s*(Z|UTC|[+-]\d{1,2}(:?\d{2})?)?)?\s*$"
)


def refused(value, kind: str, key: str, path, wanted: types.DataType):
    """A column that fails with a value, its field and its file."""
    said = F.struct(
        F.substring(value.cast("string"), 1, 200).alias("value"),
        F.lit(kind).alias("kind"),
        F.lit(key).alias("field"),
        path.alias("path"),
    )
    return F.raise_error(F.concat(F.lit(MARK), F.to_json(said))).cast(wanted)


def met(column, key: str, path):
    """A condition that fails where a row lacks a required field."""
    problem = refused(F.lit(None), "required", key, path, types.BooleanType())
    return F.when(column.isNull(), problem).otherwise(True)


def converted(column, field: dict, found: types.DataType, path, is_text: bool):
    """A field's value; `is_text` where arrays and maps are texts, too, and an empty text is nothing."""
    wanted = type_of(field)
    if found == wanted and not (is_text and field["valtype"] in ("array", "map")):
        return column
    if isinstance(found, types.StructType) and field.get("schema"):
        parts = [part(column, each, found, path) for each in field["schema"]]
        return F.when(column.isNotNull(), F.struct(*parts))
    if not isinstance(found, types.StringType):
        return from_number(column, field, found, path)
    text = F.when(column != "", column) if is_text else column
    value = read(text, field)
    problem = refused(text, field["valtype"], field["key"], path, value[1])
    return F.when(text.isNull(), F.lit(None).cast(value[1])).when(value[2], value[0]).otherwise(problem)


def part(column, field: dict, found: types.StructType, path):
    inner = column.getField(field["key"])
    return converted(inner, field, found[field["key"]].dataType, path, False).alias(field["key"])


def from_number(column, field: dict, found: types.DataType, path):
    """A value of a columnar file in another type; one that is cut by it fails."""
    wanted = type_of(field)
    value = column.cast(wanted)
    if field["valtype"] != "long" or not isinstance(found, types.FractionalType):
        return value
    problem = refused(column, "long", field["key"], path, wanted)
    return F.when(column.isNull() | (value == column), value).otherwise(problem)


def read(text, field: dict) -> tuple:
    """The value of a text, its type, and the condition that it is one."""
    wanted, kind = type_of(field), field["valtype"]
    if kind == "long":
        exact = text.cast(types.DecimalType(38, 10))
        whole = exact.cast(wanted)
        return whole, wanted, exact == whole
    if kind == "float":
        return text.cast(wanted), wanted, text.rlike(_FLOAT)
    if kind == "date":
        plain = F.regexp_replace(text, r"^\s*(\d+)[-/](\d+)[-/](\d+)", "$1-$2-$3")
        time = F.regexp_replace(plain, r"\s+(?=Z|UTC|[+-]\d)", "").cast(wanted)
        return time, wanted, text.rlike(_DATE) & time.isNotNull()
    if kind == "array" or isinstance(wanted, types.StructType):
        value = F.from_json(text, wanted)
        return value, wanted, value.isNotNull()
    if kind == "map":
        return text, wanted, F.get_json_object(text, "$").isNotNull()
    value = text.cast(wanted)
    return value, wanted, value.isNotNull()
