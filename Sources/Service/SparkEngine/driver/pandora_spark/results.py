"""Writes the rows of a query as one file, which takes the workers of all its partitions."""

from __future__ import annotations

import glob
import os
import shutil

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types

from .queries import Refused


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
        if request["format"] == "parquet":
            stored(frame).write.option("compression", "snappy").parquet("file://" + parts)
            rows = join_parquet(session, found(parts), whole)
        else:
            in_words(frame).write.option("ignoreNullFields", "false").json("file://" + parts)
            rows = join_lines(found(parts), whole)
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
        columns.append(F.col(quoted(field.name)).cast(kind).alias(field.name))
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
    """The rows with their times as the API writes them: RFC 3339 in UTC."""
    columns = [worded(F.col(quoted(each.name)), each.dataType).alias(each.name) for each in frame.schema.fields]
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
    if not has_times(kind):
        return column
    if isinstance(kind, types.ArrayType):
        return F.transform(column, lambda each: worded(each, kind.elementType))
    if isinstance(kind, types.MapType):
        return F.transform_values(column, lambda _, each: worded(each, kind.valueType))
    parts = [worded(column.getField(each.name), each.dataType).alias(each.name) for each in kind.fields]
    return F.when(column.isNotNull(), F.struct(*parts))


def has_times(kind: types.DataType) -> bool:
    if isinstance(kind, types.ArrayType):
        return has_times(kind.elementType)
    if isinstance(kind, types.MapType):
        return has_times(kind.valueType)
    if isinstance(kind, types.StructType):
        return any(has_times(each.dataType) for each in kind.fields)
    return isinstance(kind, (types.TimestampType, types.TimestampNTZType, types.DateType, types.NullType))


def quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
