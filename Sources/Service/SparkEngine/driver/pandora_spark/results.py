"""Writes the rows of a query as one file, which takes the workers of all its partitions."""

from __future__ import annotations

import glob
import json
import os
import shutil

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types

from .fields import is_json, quoted
from .queries import Refused
from .session import on_clock


def named(frame: DataFrame, names: dict | None) -> DataFrame:
    """The rows with the names that their definition has for them.

    Names are given by place, and must not go to another column.
    """
    if not names:
        return frame
    renamed = set(names["renamed"])
    kept = [name for index, name in enumerate(names["fields"]) if index not in renamed]
    found = [name for index, name in enumerate(frame.columns) if index not in renamed]
    if len(frame.columns) != len(names["fields"]) or kept != found:
        shown = ", ".join(f"'{each}'" for each in frame.columns)
        raise Refused(
            f"the result has the columns {shown}, which are not those of the definition: "
            "update the definition, its SQL is described again then"
        )
    return frame.toDF(*names["fields"])


def write_result(session: SparkSession, frame: DataFrame, request: dict) -> int:
    """Writes the result's file, completely or not at all; returns its number of rows."""
    parts = request["workDirectory"] + "/result.parts"
    whole = request["workDirectory"] + "/result.unfinished"
    shutil.rmtree(parts, ignore_errors=True)
    try:
        is_parquet = request["format"] == "parquet"
        writer = stored(frame).write.option("compression", "snappy") if is_parquet else as_objects(frame).write
        with on_clock(session, request.get("zone")):
            (writer.parquet if is_parquet else writer.text)("file://" + parts)
        rows = join_parquet(session, found(parts), whole) if is_parquet else join_lines(found(parts), whole)
        # Renaming replaces the result of an earlier run at once.
        os.rename(whole, request["resultPath"])
        return rows
    finally:
        shutil.rmtree(parts, ignore_errors=True)
        if os.path.exists(whole):
            os.remove(whole)


def found(directory: str) -> list:
    """The files that Spark has written, in the order of their rows."""
    return sorted(glob.glob(glob.escape(directory) + "/part-*"))


def join_parquet(session: SparkSession, paths: list, whole: str) -> int:
    """Puts the row groups of files into one, without reading what is in them."""
    jvm = session.sparkContext._jvm
    hadoop = session.sparkContext._jsc.hadoopConfiguration()
    parquet = jvm.org.apache.parquet.hadoop
    files = [parquet.util.HadoopInputFile.fromPath(path_of(jvm, each), hadoop) for each in paths]
    rows, schema, metadata = 0, None, None
    for file in files:
        reader = parquet.ParquetFileReader.open(file)
        try:
            rows += reader.getRecordCount()
            if schema is None:
                schema = reader.getFileMetaData().getSchema()
                metadata = reader.getFileMetaData().getKeyValueMetaData()
        finally:
            reader.close()
    if os.path.exists(whole):
        os.remove(whole)
    writer = parquet.ParquetFileWriter(hadoop, schema, path_of(jvm, whole))
    writer.start()
    for file in files:
        writer.appendFile(file)
    writer.end(metadata)
    checksum = os.path.join(os.path.dirname(whole), f".{os.path.basename(whole)}.crc")
    if os.path.exists(checksum):
        os.remove(checksum)
    return rows


def path_of(jvm, path: str):
    return jvm.org.apache.hadoop.fs.Path("file://" + path)


def join_lines(paths: list, whole: str) -> int:
    rows = 0
    with open(whole, "wb") as target:
        for path in paths:
            with open(path, "rb") as part:
                while chunk := part.read(1 << 20):
                    rows += chunk.count(b"\n")
                    target.write(chunk)
    return rows


def stored(frame: DataFrame) -> DataFrame:
    """The rows in the types that every engine reads alike: times without a zone, which are UTC."""
    columns = []
    for field in frame.schema.fields:
        kind = without_zones(field.dataType)
        columns.append(F.col(quoted(field.name)).cast(kind).alias(field.name, metadata=field.metadata))
    return frame.select(columns) if frame.columns else frame


def without_zones(kind: types.DataType) -> types.DataType:
    if isinstance(kind, types.TimestampType):
        return types.TimestampNTZType()
    if isinstance(kind, types.NullType):
        return types.StringType()
    if isinstance(kind, types.ArrayType):
        return types.ArrayType(without_zones(kind.elementType), kind.containsNull)
    if isinstance(kind, types.MapType):
        return types.MapType(without_zones(kind.keyType), without_zones(kind.valueType), kind.valueContainsNull)
    if isinstance(kind, types.StructType):
        parts = [types.StructField(each.name, without_zones(each.dataType), each.nullable) for each in kind.fields]
        return types.StructType(parts)
    return kind


def in_words(frame: DataFrame) -> DataFrame:
    """The rows with their times as the API writes them, RFC 3339 in UTC, and null for numbers that JSON has not."""
    columns = [
        worded(F.col(quoted(each.name)), each.dataType).alias(each.name, metadata=each.metadata)
        for each in frame.schema.fields
    ]
    return frame.select(columns)


def worded(column, kind: types.DataType):
    if isinstance(kind, (types.TimestampType, types.TimestampNTZType)):
        text = column.cast("string")
        whole = F.translate(F.substring(text, 1, 19), " ", "T")
        return F.concat(whole, F.lit("."), F.rpad(F.substring(text, 21, 6), 6, "0"), F.lit("Z"))
    if isinstance(kind, types.DateType):
        return F.concat(column.cast("string"), F.lit("T00:00:00Z"))
    if isinstance(kind, types.NullType):
        return column.cast("string")
    if isinstance(kind, (types.DoubleType, types.FloatType)):
        return F.when(~F.isnan(column) & (F.abs(column) != float("inf")), column)
    if not needs_words(kind):
        return column
    if isinstance(kind, types.ArrayType):
        return F.transform(column, lambda each: worded(each, kind.elementType))
    if isinstance(kind, types.MapType):
        return F.transform_values(column, lambda _, each: worded(each, kind.valueType))
    parts = [worded(column.getField(each.name), each.dataType).alias(each.name) for each in kind.fields]
    return F.when(column.isNotNull(), F.struct(*parts))


_WORDED = (
    types.TimestampType,
    types.TimestampNTZType,
    types.DateType,
    types.NullType,
    types.DoubleType,
    types.FloatType,
)


def needs_words(kind: types.DataType) -> bool:
    if isinstance(kind, types.ArrayType):
        return needs_words(kind.elementType)
    if isinstance(kind, types.MapType):
        return needs_words(kind.valueType)
    if isinstance(kind, types.StructType):
        return any(needs_words(each.dataType) for each in kind.fields)
    return isinstance(kind, _WORDED)


def as_objects(frame: DataFrame, partitions: tuple = ()) -> DataFrame:
    """One text a row, with its object of JSON; columns of partitions stay beside it."""
    worded_frame = in_words(frame)
    fields = [each for each in worded_frame.schema.fields if each.name not in partitions]
    folders = [F.col(quoted(name)) for name in partitions]
    if any(is_json(each.metadata) for each in fields):
        pieces = [F.lit("{")]
        for index, field in enumerate(fields):
            key = json.dumps(field.name, ensure_ascii=False)
            pieces += [F.lit(("," if index else "") + key + ":"), as_json(field)]
        line = F.concat(*pieces, F.lit("}"))
    elif fields:
        line = F.to_json(F.struct(*[F.col(quoted(each.name)) for each in fields]), {"ignoreNullFields": "false"})
    else:
        line = F.lit("{}")
    return worded_frame.select(*folders, line.alias("line"))


def as_json(field: types.StructField):
    """A value as JSON, which is null where there is none."""
    column = F.col(quoted(field.name))
    if is_json(field.metadata) and isinstance(field.dataType, types.StringType):
        # JSON has line ends between its parts only.
        valid = F.get_json_object(column, "$").isNotNull()
        text = F.regexp_replace(column, r"[\r\n]+", " ")
        return F.when(column.isNull(), F.lit("null")).when(valid, text).otherwise(listed(column))
    return listed(column)


def listed(column):
    """The JSON of a value, by that of a list with it alone."""
    text = F.to_json(F.array(column), {"ignoreNullFields": "false"})
    return text.substr(F.lit(2), F.length(text) - 2)
