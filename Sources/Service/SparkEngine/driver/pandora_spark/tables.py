"""Reads the tables of a computation as they are declared, and refuses what does not fit."""

from __future__ import annotations

import os

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types

from .conversion import converted, met, refused
from .fields import is_nested, quoted, struct_of, type_of
from .inference import Unreadable, fields_of_objects, fields_of_texts

#: Compressions that no codec of Spark reads, by the ending of a name.
UNREADABLE = {".lzo": "lzo", ".zst": "zstd", ".zip": "zip", ".7z": "7z", ".rar": "rar"}
#: The column with the path of a row's file, which no table has.
FILE = "pandora_file"
#: Stands for an empty field of csv that is not quoted, which a quoted one is told from by it.
NOTHING = "\u0001pandora\u0001"


def load(session: SparkSession, table: dict) -> DataFrame:
    """The rows of a table; one without files has its columns and no rows."""
    fields = [] if table["format"] == "text" else table["schema"]
    if not table["groups"]:
        return without_rows(session, fields)
    for group in table["groups"]:
        check(group["paths"])
    if table["format"] == "text":
        return united(lines(session, group) for group in table["groups"])
    if table["format"] in ("parquet", "orc"):
        return columnar(session, table, fields)
    fields = fields or infer(session, table)
    if not fields:
        return without_rows(session, [])
    if table["isChecked"]:
        return united(checked(session, group, fields) for group in table["groups"])
    is_text = table["format"] == "csv"
    if is_text:
        rows = united(records(session, group, table, [each["key"] for each in fields]) for group in table["groups"])
    else:
        rows = united(objects(session, group, fields) for group in table["groups"])
    return typed(rows, fields, is_text)


def infer(session: SparkSession, table: dict) -> list:
    """The fields of a table's files; none where they have nothing that names one."""
    if table["format"] == "text":
        return [{"key": "text", "valtype": "string"}]
    if table["format"] == "csv":
        known = dict.fromkeys(name for group in table["groups"] for name in names_of(session, group, table))
        if not known:
            return []
        return fields_of_texts(united(records(session, group, table, list(known)) for group in table["groups"]), list(known))
    return fields_of_objects(united(raw_lines(session, group) for group in table["groups"]))


def without_rows(session: SparkSession, fields: list) -> DataFrame:
    return session.createDataFrame([], struct_of(fields or [{"key": "text", "valtype": "string"}]))


def united(frames) -> DataFrame:
    first, *more = frames
    for frame in more:
        first = first.unionByName(frame)
    return first


def check(paths: list) -> None:
    for path in paths:
        ending = os.path.splitext(path)[1].lower()
        if ending in UNREADABLE:
            raise Unreadable(
                f"spark cannot read {UNREADABLE[ending]}, as '{os.path.basename(path)}' is written: "
                "store it with gzip, bzip2, lz4, snappy or deflate, or plain"
            )


# --- Lines


def lines(session: SparkSession, group: dict) -> DataFrame:
    """Lines of text; LF ends one, with a CR before it."""
    if group["isCopy"]:
        return as_csv(session, group, 1, ",", False).select(F.coalesce("c0", F.lit("")).alias("text"))
    text = F.col("value")
    whole = F.when(text.endswith("\r"), F.expr("substring(value, 1, length(value) - 1)")).otherwise(text)
    return session.read.text(located(group), lineSep="\n").select(whole.alias("text"))


def raw_lines(session: SparkSession, group: dict) -> DataFrame:
    """Lines that are not empty, as `value`, with their files; bytes that are no UTF-8 are refused."""
    text = F.col("value")
    frame = session.read.text(located(group), lineSep="\n").select(text, F.input_file_name().alias(FILE))
    binary = text.cast("binary")
    kept = F.encode(F.decode(binary, "UTF-8"), "UTF-8") == binary
    whole = F.when(kept, text).otherwise(refused(F.lit(None), "utf8", "", F.col(FILE), types.StringType()))
    return frame.where(text.rlike(r"\S")).select(whole.alias("value"), F.col(FILE))


def objects(session: SparkSession, group: dict, fields: list) -> DataFrame:
    """The values of objects, a line each; scalars as texts, which keeps their digits."""
    corrupt = "pandora_corrupt"
    schema = types.StructType(
        [types.StructField(each["key"], unconverted(each), True) for each in fields]
        + [types.StructField(corrupt, types.StringType(), True)]
    )
    options = {"mode": "PERMISSIVE", "columnNameOfCorruptRecord": corrupt}
    parsed = raw_lines(session, group).select(F.from_json("value", schema, options).alias("o"), "value", FILE)
    bad = F.col("o").isNull() | F.col("o").getField(corrupt).isNotNull() | goes_on(F.col("value"))
    problem = refused(F.col("value"), "json", "", F.col(FILE), types.BooleanType())
    return parsed.where(F.when(bad, problem).otherwise(True)).select(
        *[F.col("o").getField(each["key"]).alias(each["key"]) for each in fields], FILE
    )


def goes_on(line):
    """Whether something follows the object of a line, which Spark's reader would leave out without a word."""
    bare = F.regexp_replace(line, r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', '""')
    # A comma between two objects belongs to an array, which begins before them.
    rest = bare.rlike(r"\}\s*[^\s,\]}]|^[^\[]*\}\s*,\s*\{")
    return ~line.rlike(r"\}\s*$") | (line.rlike(r"\}\s*(,\s*\{|[^\s,\]}])") & rest)


def unconverted(field: dict) -> types.DataType:
    if field["valtype"] == "map" and field.get("schema"):
        return types.StructType([types.StructField(each["key"], unconverted(each), True) for each in field["schema"]])
    return type_of(field) if field["valtype"] == "array" else types.StringType()


# --- Records of csv


def records(session: SparkSession, group: dict, table: dict, keys: list) -> DataFrame:
    """The fields of records with these names, as texts; what a file lacks is null."""
    columns = group["columns"]
    if not columns:
        each = [{**group, "paths": [path]} for path in group["paths"]]
        # Whether there are line ends inside of quotes is not known of what only Spark unpacks.
        named = [{**one, "columns": names_of(session, one, table), "isSequential": True} for one in each]
        found = [records(session, one, table, keys) for one in named if one["columns"]]
        return united(found) if found else nothing(session, keys)
    frame = as_csv(session, group, len(columns), table["delimiter"], table["containsHeader"])
    places = {name: index for index, name in reversed(list(enumerate(columns)))}
    selected = [
        (F.col(f"c{places[key]}") if key in places else F.lit(None).cast("string")).alias(key) for key in keys
    ]
    return frame.select(*selected, F.input_file_name().alias(FILE))


def nothing(session: SparkSession, keys: list) -> DataFrame:
    fields = [types.StructField(key, types.StringType(), True) for key in [*keys, FILE]]
    return session.createDataFrame([], types.StructType(fields))


def as_csv(session: SparkSession, group: dict, count: int, delimiter: str, has_header: bool) -> DataFrame:
    columns = types.StructType([types.StructField(f"c{index}", types.StringType(), True) for index in range(count)])
    return session.read.schema(columns).csv(
        located(group),
        sep="," if group["isCopy"] else delimiter,
        header=has_header,
        quote='"',
        escape='"',
        nullValue=NOTHING,
        emptyValue="",
        multiLine=group["isCopy"] or group["isSequential"],
        mode="FAILFAST",
        enforceSchema=True,
    )


def names_of(session: SparkSession, group: dict, table: dict) -> list:
    """The names of a group's columns; Spark reads the header of a file that only it can unpack."""
    if group["columns"]:
        return group["columns"]
    if not table["containsHeader"] and table["schema"]:
        return [each["key"] for each in table["schema"]]
    first = session.read.csv(
        located({"paths": group["paths"][:1]}), sep=table["delimiter"], header=False, quote='"', escape='"'
    ).head()
    if first is None:
        return []
    return [value or "" for value in first] if table["containsHeader"] else [f"column{at}" for at in range(len(first))]


# --- Columns


def checked(session: SparkSession, group: dict, fields: list) -> DataFrame:
    """Objects that the service has written of checked points; dates are texts with an offset."""
    schema = types.StructType([types.StructField(each["key"], unconverted_date(each), True) for each in fields])
    frame = session.read.schema(schema).json(located(group), lineSep="\n")
    columns = []
    for field in fields:
        column = F.col(quoted(field["key"]))
        if field["valtype"] == "date":
            column = column.cast("timestamp")
        columns.append(column.alias(field["key"], metadata=mark_of(field)))
    return frame.select(columns)


def unconverted_date(field: dict) -> types.DataType:
    return types.StringType() if field["valtype"] == "date" else type_of(field)


def columnar(session: SparkSession, table: dict, fields: list) -> DataFrame:
    paths = [path for group in table["groups"] for path in located(group)]
    reader = session.read.option("mergeSchema", "true" if len(paths) > 1 else "false")
    frame = reader.orc(paths) if table["format"] == "orc" else reader.parquet(*paths)
    if not fields:
        return frame
    known = {each.name.lower(): each for each in frame.schema.fields}
    rows = frame.withColumn(FILE, F.input_file_name())
    columns = []
    for field in fields:
        found = known.get(field["key"].lower())
        column = F.col(quoted(found.name)) if found else F.lit(None).cast(type_of(field))
        columns.append(column.alias(field["key"]))
    return typed(rows.select(*columns, FILE), fields, is_text=False)


def typed(frame: DataFrame, fields: list, is_text: bool) -> DataFrame:
    """The rows with the declared columns in their types; what does not fit fails with its file and field."""
    path = F.col(FILE)
    for field in fields:
        if field.get("required"):
            frame = frame.where(met(F.col(quoted(field["key"])), field["key"], path))
    columns = []
    for field in fields:
        found = frame.schema[field["key"]].dataType
        column = converted(F.col(quoted(field["key"])), field, found, path, is_text)
        columns.append(column.alias(field["key"], metadata=mark_of(field)))
    return frame.select(columns)


def mark_of(field: dict) -> dict:
    """Says that a column of texts has JSON in it, which is written as what it is."""
    return {"json": True} if is_nested(field) and isinstance(type_of(field), types.StringType) else {}


def located(group: dict) -> list:
    return [literal_path(path) for path in group["paths"]]


def literal_path(path: str) -> str:
    """A path as Spark takes it, which reads patterns in it."""
    escaped = "".join("\\" + each if each in "\\*?[]{}" else each for each in path)
    return escaped if "://" in path else "file://" + escaped
