"""How long a translation may become.

An alias that stands for an expression doubles it with each column that names it twice, and queries in parentheses are
moved to the right by each around them: a short text can become one that no memory has room for.
"""

from __future__ import annotations

from .refusal import SPARK_RUNS_IT, Refusal

LONGEST = 1 << 21


def limited(sql: str, at) -> str:
    """The text itself.

    Raises a `Refusal` where it is too long.
    """
    if len(sql) > LONGEST:
        raise Refusal(f"for DuckDB this is SQL of more than {LONGEST} characters: {SPARK_RUNS_IT}", at)
    return sql
