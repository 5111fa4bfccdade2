"""The session's zone, on whose clock texts, dates and the parts of moments are read.

Moments are `TIMESTAMP`s of UTC everywhere; only where a clock is read or set does the zone matter. It is one for a
whole statement, as in Spark, and the program translates one statement at a time.
"""

from __future__ import annotations

import contextlib
import re

from .refusal import Refusal
from .typed import once

UTC = "UTC"
#: A name of the tz database, which DuckDB and Java both know.
_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)+")

_current = UTC


@contextlib.contextmanager
def session(name: object):
    """Translates with a zone; `None` is UTC.

    Raises a `Refusal` for what is no name of a zone.
    """
    global _current
    if name is not None and not (isinstance(name, str) and (name == UTC or _NAME.fullmatch(name))):
        raise Refusal(f"'{name}' is no zone: write its name, such as Asia/Shanghai")
    _current = name or UTC
    try:
        yield _current
    finally:
        _current = UTC


def name() -> str:
    return _current


def is_utc() -> bool:
    return _current == UTC


def offset(moment: str, between: str, zero: str) -> str:
    """How far the clock is ahead at a moment: `+0800`, or with a text between; `zero` where it is not."""
    text = f"spark_offset({moment}, '{between}')"
    return text if zero == f"+00{between}00" else f"spark_offset_or({moment}, '{between}', '{zero}')"


def local(moment: str) -> str:
    """What the zone's clock shows at a moment."""
    return moment if is_utc() else f"spark_local({moment})"


def utc(clock: str) -> str:
    """The moment at which the zone's clock shows this: the earlier of two, and behind a gap what it is set to."""
    return clock if is_utc() else once(clock, lambda text: f"spark_utc({text})")
