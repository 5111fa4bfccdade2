"""The functions that the documents name and Spark lacks."""

from __future__ import annotations

import re
import sys


def register(session) -> None:
    """Makes the functions known to the SQL of a session; `instr` cannot have the name of Spark's beside it."""
    from pyspark import cloudpickle
    from pyspark.sql.types import IntegerType, StringType

    # Workers have no copy of this module: the functions are sent to them whole.
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    session.udf.register("keyvalue", keyvalue, StringType())
    session.udf.register("pandora_instr", instr, IntegerType())


#: A call of `instr` with more than two arguments, none of them with parentheses or commas of its own.
_LONG_INSTR = re.compile(r"\binstr(?=\s*\((?:[^(),']|'[^']*')*,(?:[^(),']|'[^']*')*,)", re.IGNORECASE)


def with_own_names(sql: str) -> str:
    """The SQL with the session's names of the functions that Spark has otherwise."""
    return _LONG_INSTR.sub("pandora_instr", sql)


def with_users_names(text: str) -> str:
    """A name or a message of Spark, in the words of the SQL's author."""
    return text.replace("pandora_instr", "instr")


def keyvalue(text, *more):
    """The value of the first pair with a key."""
    first, second, key = more if len(more) == 3 else (";", ":", more[0])
    if None in (text, first, second, key):
        return None
    for piece in [text] if first == "" else text.split(first):
        name, sign, value = piece.partition(second) if second else (piece, "", "")
        if sign and name == str(key):
            return value
    return None


def instr(text, part, start=1, nth=1):
    """The place of an appearance of a part, counted from 1; 0 where there is none."""
    if None in (text, part, start, nth):
        return None
    if start < 1 or nth < 1:
        raise ValueError("instr counts from 1")
    at = start - 2
    for _ in range(nth):
        at = text.find(part, at + 1)
        if at < 0:
            return 0
    return at + 1
