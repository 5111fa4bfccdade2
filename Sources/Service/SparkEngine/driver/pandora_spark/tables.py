"""Reads the files of tables."""

from __future__ import annotations

import os

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types

from .fields import struct_of

#: Compressions that no codec of Spark reads, by the ending of a name.
UNREADABLE = {".lzo": "lzo", ".zip": "zip", ".7z": "7z", ".rar": "rar"}


class Unreadable(Exception):
    """Files that cannot be read; the message is for users."""


def load(session: SparkSession, table: dict) -> DataFrame:
    """The rows of a table; one without files has its columns and no rows."""
    fields = table["schema"]
    paths = table["files"]["paths"]
    if table["files"]["format"] == "text":
        fields = []
    if not paths:
        schema = struct_of(fields or [{"key": "text", "valtype": "string"}])
        return session.createDataFrame([], schema)
    check(paths)
    return typed(read(session, table["files"], fields), fields)


def check(paths: list) -> None:
    for path in paths:
        ending = os.path.splitext(path)[1].lower()
        if ending in UNREADABLE:
            raise Unreadable(
                f"spark cannot read {UNREADABLE[ending]}, as '{os.path.basename(path)}' is written: "
                "store it with gzip, bzip2, lz4, snappy or zstd, or plain"
            )


def read(session: SparkSession, files: dict, fields: list) -> DataFrame:
    reader = session.read.option("mode", "FAILFAST")
    # Dates are read as texts: their cast takes every form with an offset.
    if fields:
        reader = reader.schema(types.StructType([as_text(each) for each in struct_of(fields).fields]))
    kind, paths = files["format"], [literal_path(path) for path in files["paths"]]
    if kind == "json":
        return reader.json(paths)
    if kind == "csv":
        return reader.csv(
            paths,
            sep=files["delimiter"],
            header=files["containsHeader"],
            quote='"',
            escape='"',
            multiLine=True,
            inferSchema=not fields,
        )
    if kind == "text":
        return session.read.text(paths).withColumnRenamed("value", "text")
    columnar = session.read
    return columnar.orc(paths) if kind == "orc" else columnar.parquet(*paths)


def literal_path(path: str) -> str:
    """A path as Spark takes it, which reads patterns in it."""
    escaped = "".join("\\" + each if each in "\\*?[]{}" else each for each in path)
    return escaped if "://" in path else "file://" + escaped


def as_text(field: types.StructField) -> types.StructField:
    if isinstance(field.dataType, types.TimestampType):
        return types.StructField(field.name, types.StringType(), True)
    return field


def typed(frame: DataFrame, fields: list) -> DataFrame:
    """The rows with the declared columns in their types."""
    if not fields:
        return frame
    columns = []
    for field in struct_of(fields).fields:
        column = frame[quoted_column(field.name)]
        columns.append(cast(column, frame.schema[field.name].dataType, field.dataType).alias(field.name))
    return frame.select(columns)


def cast(column, found: types.DataType, wanted: types.DataType):
    if found == wanted:
        return column
    if not isinstance(found, types.StringType) or not isinstance(wanted, types.TimestampType):
        return column.cast(wanted)
    # A text that is no time must not become nothing.
    time = column.cast(wanted)
    text = F.concat(F.lit("'"), column, F.lit("' is no time: write it as 2006-01-02T15:04:05Z"))
    return F.when(column.isNotNull() & time.isNull(), F.raise_error(text).cast(wanted)).otherwise(time)


def quoted_column(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
