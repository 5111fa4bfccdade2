"""Window functions, and the OVER of aggregates."""

from __future__ import annotations

from .. import coercion, datatypes as dt
from ..casts import cast
from ..typed import Typed, bare
from .aggregates import OVER
from .registry import ANY, argument, count, function, literal

_RANKS = (1, 1 << 31)


@function("row_number", "rank", "dense_rank", is_window_only=True, counts_rows=True)
def rank(call) -> Typed:
    count(call, 0, 0)
    if call.order is None:
        raise call.refusal(f"'{call.name}' needs an ORDER BY in its OVER")
    name = "row_number()" if call.lower == "row_number" else f"{call.lower.upper()}()"
    return Typed(f"{call.lower}(){OVER}::INTEGER", dt.INT, name, bounds=_RANKS)


@function("percent_rank", is_window_only=True, counts_rows=True)
def percent_rank(call) -> Typed:
    count(call, 0, 0)
    if call.order is None:
        raise call.refusal(f"'{call.name}' needs an ORDER BY in its OVER")
    return Typed(f"percent_rank(){OVER}", dt.DOUBLE, "PERCENT_RANK()")


@function("cume_dist", is_window_only=True)
def cume_dist(call) -> Typed:
    count(call, 0, 0)
    return Typed(f"cume_dist(){OVER}", dt.DOUBLE, "cume_dist()")


@function("ntile", is_window_only=True, counts_rows=True)
def ntile(call) -> Typed:
    count(call, 0, 1)
    parts = literal(call, 0, "a number of parts") if call.arguments else 1
    if not isinstance(parts, int) or parts < 1:
        raise call.refusal(f"'{call.name}' takes a number of parts from 1 on")
    return Typed(f"ntile({parts}){OVER}::INTEGER", dt.INT, f"ntile({parts})", bounds=_RANKS)


@function("lag", "lead", is_window_only=True, counts_rows=True)
def shifted(call) -> Typed:
    """The value some rows before or after, else the default."""
    count(call, 1, 3)
    if call.order is None:
        raise call.refusal(f"'{call.name}' needs an ORDER BY in its OVER")
    value = argument(call, 0, ANY)
    offset = literal(call, 1, "an offset") if len(call.arguments) > 1 else 1
    if not isinstance(offset, int) or isinstance(offset, bool):
        raise call.refusal(f"the offset of '{call.name}' is a whole number")
    kind, tail, default = value.type, "", "NULL"
    if len(call.arguments) > 2:
        other = call.arguments[2]
        kind = coercion.common(value.type, other.type)
        # What Spark makes of a text default beside another type is not known for sure.
        is_mixed = value.type != other.type and dt.STRING in (value.type, other.type)
        if kind is None or is_mixed and dt.VOID not in (value.type, other.type):
            raise call.refusal(f"the default of '{call.name}' is {other.type}, and its value {value.type}")
        tail, default = f", {bare(cast(other, kind).sql)}", other.name
    nulls = " IGNORE NULLS" if call.ignores_nulls else ""
    sql = f"{call.lower}({bare(cast(value, kind).sql)}, {offset}{tail}{nulls}){OVER}"
    return Typed(sql, kind, f"{call.lower}({value.name}, {offset}, {default})")


@function("nth_value", is_window_only=True)
def nth_value(call) -> Typed:
    count(call, 2, 2)
    value = argument(call, 0, ANY)
    index = literal(call, 1, "a position")
    if not isinstance(index, int) or index < 1:
        raise call.refusal(f"the position of '{call.name}' is a whole number from 1 on")
    nulls = " IGNORE NULLS" if call.ignores_nulls else ""
    return Typed(f"nth_value({bare(value.sql)}, {index}{nulls}){OVER}", value.type, f"nth_value({value.name}, {index})")


def over(call, built: Typed, frame) -> Typed:
    """A window function's text with its OVER at its place."""
    clause = f" OVER ({frame.sql})"
    sql = built.sql.replace(OVER, clause) if OVER in built.sql else built.sql + clause
    parts = [frame.partition_name, frame.order_name, frame.rows_name]
    name = f"{_called(call, built)} OVER ({' '.join(part for part in parts if part)})"
    return Typed(sql, built.type, name, bounds=built.bounds)


def _called(call, built: Typed) -> str:
    """Spark calls `first_value` of a window `first`."""
    if call.lower in ("first_value", "last_value"):
        return built.name.replace("_value", "", 1)
    return built.name
