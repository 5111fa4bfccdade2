"""Writes a table as the files of an export."""

from __future__ import annotations

import os
import re
import shutil

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types

from .fields import is_json, quoted
from .hdfs import place_all, written
from .results import as_objects, in_words, stored
from .tables import load

#: What Spark calls the files of its partitions.
PART = re.compile(r"part-(\d+)")
NESTED = (types.ArrayType, types.MapType, types.StructType)
#: The endings of packed files of lines; files of columns are packed within.
ENDINGS = {"gzip": ".gz", "bzip2": ".bz2", "lz4": ".lz4", "snappy": ".snappy", "deflate": ".deflate"}


def write(session: SparkSession, request: dict) -> list:
    """Writes the files; returns their paths relative to the directory, in order."""
    frame = load(session, request["table"])
    directory = request["directory"]
    target = directory + "/.written"
    is_remote = "://" in directory
    if not is_remote:
        shutil.rmtree(target, ignore_errors=True)
    place = target if is_remote else "file://" + target
    count, partitions = request["fileCount"], request["partitionBy"]
    frame = prepared(frame, request)
    # One partition keeps the order of the rows; more are filled in turn.
    frame = frame.coalesce(1) if count == 1 else frame.repartition(count)
    writer = frame.write.partitionBy(*partitions) if partitions else frame.write
    writer = writer.option("compression", codec(request))
    kind = request["format"]
    if kind == "csv":
        writer.csv(
            place,
            sep=request.get("delimiter") or ",",
            header=request["containsHeader"],
            quote='"',
            escape='"',
            emptyValue='""',
            ignoreLeadingWhiteSpace=False,
            ignoreTrailingWhiteSpace=False,
        )
    elif kind in ("json", "text"):
        writer.text(place)
    elif kind == "orc":
        writer.orc(place)
    else:
        writer.parquet(place)
    if is_remote:
        names = [path for path in written(session, target) if PART.match(os.path.basename(path))]
        paths = named(names, ending(request))
        place_all(session, target, directory, zip(names, paths))
        return sorted(paths)
    paths = collect(target, directory, ending(request))
    shutil.rmtree(target, ignore_errors=True)
    return sorted(paths)


def codec(request: dict) -> str:
    compression = request["compression"]
    if request["format"] in ("orc", "parquet") and compression == "none":
        return "none" if request["format"] == "orc" else "uncompressed"
    return compression


def prepared(frame: DataFrame, request: dict) -> DataFrame:
    """The rows in the form of the format: times as the API writes them in lines, without a zone in columns."""
    kind, partitions = request["format"], tuple(request["partitionBy"])
    if kind in ("orc", "parquet"):
        return stored(frame) if kind == "parquet" else frame
    if kind == "json":
        return as_objects(frame, partitions)
    frame = in_words(frame)
    if kind == "csv":
        return frame.select([flat(field) for field in frame.schema.fields])
    folders = [F.col(quoted(name)) for name in partitions]
    pairs = [
        F.concat(F.lit(field.name + "="), in_line(field))
        for field in frame.schema.fields
        if field.name not in partitions
    ]
    return frame.select(*folders, F.concat_ws("\t", *pairs).alias("line"))


def flat(field: types.StructField):
    """A column with what is nested as a text of JSON."""
    column = F.col(quoted(field.name))
    if isinstance(field.dataType, NESTED):
        return F.to_json(column, {"ignoreNullFields": "false"}).alias(field.name)
    return column


def in_line(field: types.StructField):
    """A value in a line of keys and values; JSON has escapes of its own."""
    if isinstance(field.dataType, NESTED):
        return flat(field)
    text = F.col(quoted(field.name)).cast("string")
    return F.when(F.lit(is_json(field.metadata)), F.regexp_replace(text, r"[\r\n\t]+", " ")).otherwise(escaped(text))


def escaped(text):
    for found, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = F.replace(text, F.lit(found), F.lit(written))
    return text


def ending(request: dict) -> str:
    kind = request["format"]
    if kind in ("orc", "parquet"):
        return kind
    return ("txt" if kind == "text" else kind) + ENDINGS.get(request["compression"], "")


def collect(source: str, directory: str, ending: str) -> list:
    """Moves the files that Spark has written to an export's names: `part-00003.json`."""
    found = [
        os.path.normpath(os.path.join(os.path.relpath(folder, source), name))
        for folder, _, names in os.walk(source)
        for name in names
        if PART.match(name)
    ]
    paths = named(found, ending)
    for old, new in zip(found, paths):
        os.makedirs(os.path.dirname(os.path.join(directory, new)), exist_ok=True)
        os.rename(os.path.join(source, old), os.path.join(directory, new))
    return paths


def named(found: list, ending: str) -> list:
    """The names that an export has for files of Spark's, in the same order; they are sorted first."""
    found.sort()
    taken: dict = {}
    paths = []
    for path in found:
        folder, name = os.path.split(path)
        number = PART.match(name)[1].zfill(5)
        count = taken[folder, number] = taken.get((folder, number), -1) + 1
        suffix = f"-{count}" if count else ""
        paths.append(os.path.join(folder, f"part-{number}{suffix}.{ending}"))
    return paths
