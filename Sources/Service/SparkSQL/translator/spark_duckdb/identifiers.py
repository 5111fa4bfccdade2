"""Names as DuckDB must see them: quoted where they would mean something else."""

from __future__ import annotations

import re

from .datatypes import quoted_name
from .keywords import KEYWORDS

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def identifier(name: str) -> str:
    """A name as it is where it is a plain word of no meaning, else in quotes."""
    if _PLAIN.match(name) and name.lower() not in KEYWORDS:
        return name
    return quoted_name(name)
