"""Aggregates."""

from __future__ import annotations

from .. import datatypes as dt, decimals, ordering
from ..casts import cast
from ..datatypes import duckdb_type
from ..typed import Typed, bare
from .registry import ANY, NUMBER, argument, called, count, function, literal

_D, _L = dt.DOUBLE, dt.BIGINT
_COUNT = (0, 1 << 53)


def aggregated(call, sql: str, kind, name: str | None = None, condition: str | None = None, bounds=None) -> Typed:
    """An aggregate with its FILTER; `condition` is one that its meaning adds."""
    conditions = [bare(call.condition.sql)] if call.condition is not None else []
    conditions += [condition] if condition else []
    tail = f" FILTER (WHERE {' AND '.join(f'({c})' if len(conditions) > 1 else c for c in conditions)})" if conditions else ""
    name = name or _name(call)
    if call.condition is not None:
        name += f" FILTER (WHERE {call.condition.name})"
    return Typed(sql + tail, kind, name, bounds=bounds)


def _name(call, *more: str) -> str:
    name = called(call, *more)
    return name.replace("(", "(DISTINCT ", 1) if call.is_distinct else name


def _distinct(call) -> str:
    return "DISTINCT " if call.is_distinct else ""


def _wrapped(call, found: Typed, before: str, after: str, kind, bounds=None) -> Typed:
    """What is done with an aggregate's answer; the window, if there is one, goes between.

    The marks are taken out where the whole text is put together (`windows.over`, `finished`).
    """
    sql = f"{before}{found.sql}{OVER}{after}"
    return Typed(sql if call.is_window else sql.replace(OVER, ""), kind, found.name, bounds=bounds)


#: Stands where an OVER goes inside of what is done with a window's answer.
OVER = "\ufdd2"


@function("count", is_aggregate=True)
def count_(call) -> Typed:
    """Rows, rows without nulls, or different values."""
    if call.has_star or not call.arguments:
        if not call.has_star:
            raise call.refusal("'count' takes '*' or something to count")
        return aggregated(call, "count(*)", _L, "count(1)", bounds=_COUNT)
    texts = [value.sql for value in call.arguments]
    if len(texts) == 1:
        return aggregated(call, f"count({_distinct(call)}{bare(texts[0])})", _L, bounds=_COUNT)
    # A row with a null among its values is not counted.
    missing = " OR ".join(f"{text} IS NULL" for text in texts)
    row = f"CASE WHEN NOT ({missing}) THEN ({', '.join(texts)}) END"
    return aggregated(call, f"count({_distinct(call)}{row})", _L, bounds=_COUNT)


@function("count_if", is_aggregate=True)
def count_if(call) -> Typed:
    count(call, 1, 1)
    test = argument(call, 0, dt.BOOLEAN)
    return aggregated(call, f"count({_distinct(call)}CASE WHEN {bare(test.sql)} THEN 1 END)", _L, bounds=_COUNT)


@function("sum", "try_sum", is_aggregate=True)
def sum_(call) -> Typed:
    """A sum: a bigint of whole numbers, which wraps around, a double of doubles and texts."""
    count(call, 1, 1)
    value = argument(call, 0, NUMBER)
    inner = f"sum({_distinct(call)}{bare(value.sql)})"
    found = aggregated(call, inner, _L)
    if value.type.is_integral:
        if call.lower == "try_sum":
            return _wrapped(call, found, "TRY_CAST(", " AS BIGINT)", _L)
        return _wrapped(call, found, "spark_wrap_bigint(", ")", _L)
    if value.type.kind == "decimal":
        kind = dt.decimal(value.type.precision + 10, value.type.scale)
        return _wrapped(call, found, "TRY_CAST(", f" AS {duckdb_type(kind)})", kind)
    return aggregated(call, f"sum({_distinct(call)}{cast(value, _D).sql})", _D)


@function("avg", "mean", "try_avg", is_aggregate=True)
def average(call) -> Typed:
    count(call, 1, 1)
    value = argument(call, 0, NUMBER)
    if value.type.kind == "decimal":
        return _decimal_average(call, value)
    return aggregated(call, f"avg({_distinct(call)}{bare(value.sql)})", _D)


def _decimal_average(call, value: Typed) -> Typed:
    """The average of decimals is one with four digits more."""
    if call.is_window or call.condition is not None:
        raise call.lacking(f"'{call.name}' of decimals with OVER or FILTER")
    kind = dt.decimal(value.type.precision + 4, value.type.scale + 4)
    total_type = dt.decimal(value.type.precision + 10, value.type.scale)
    total = Typed(f"sum({_distinct(call)}{value.sql})", total_type, "")
    number = Typed(f"count({_distinct(call)}{value.sql})", dt.decimal(20, 0), "")
    return Typed(decimals.divided(total, number, kind), kind, _name(call))


@function("min", "max", is_aggregate=True)
def extreme(call) -> Typed:
    count(call, 1, 1)
    value = argument(call, 0, ANY)
    if value.type.kind == "map":
        raise call.refusal(f"'{call.name}' does not compare maps")
    if ordering.needs_key(value.type):
        word, condition = "arg_" + call.lower, f"{value.sql} IS NOT NULL"
        sql = f"{word}({value.sql}, {ordering.key(value.sql, value.type)})"
        return aggregated(call, sql, value.type, condition=condition)
    return aggregated(call, f"{call.lower}({_distinct(call)}{bare(value.sql)})", value.type)


@function("first", "last", "any_value", "first_value", "last_value", is_aggregate=True)
def first(call) -> Typed:
    """The first or last value, null or not; with a second argument `true` the first that is not null."""
    count(call, 1, 2)
    value = argument(call, 0, ANY)
    skips = call.ignores_nulls
    if len(call.arguments) == 2:
        skips = skips or literal(call, 1, "a flag") is True
    if call.is_window:
        word = "last_value" if call.lower.startswith("last") else "first_value"
        inner = f"{word}({bare(value.sql)}{' IGNORE NULLS' if skips else ''})"
        short = {"first_value": "first_value", "last_value": "last_value"}.get(call.lower, call.lower)
        return aggregated(call, inner, value.type, f"{short}({value.name})")
    word = "last" if call.lower.startswith("last") else "first"
    condition = f"{value.sql} IS NOT NULL" if skips else None
    return aggregated(call, f"{word}({bare(value.sql)})", value.type, f"{call.lower}({value.name})", condition)


@function("collect_list", "array_agg", "collect_set", is_aggregate=True)
def collected(call) -> Typed:
    """The values that are not null as an array, which is empty where there are none."""
    count(call, 1, 1)
    value = argument(call, 0, ANY)
    distinct = "DISTINCT " if call.lower == "collect_set" or call.is_distinct else ""
    found = aggregated(
        call, f"list({distinct}{bare(value.sql)})", dt.array_of(value.type), condition=f"{value.sql} IS NOT NULL"
    )
    name = found.name if call.lower != "array_agg" else found.name.replace("array_agg", "collect_list", 1)
    wrapped = _wrapped(call, found, "coalesce(", ", [])", found.type)
    return Typed(wrapped.sql, wrapped.type, name)


_SPREAD = {
    "stddev": "stddev_samp", "std": "stddev_samp", "stddev_samp": "stddev_samp", "stddev_pop": "stddev_pop",
    "variance": "var_samp", "var_samp": "var_samp", "var_pop": "var_pop", "kurtosis": "kurtosis_pop",
    "skewness": None, "median": "median",
}  # fmt: skip


@function(*_SPREAD, is_aggregate=True)
def spread(call) -> Typed:
    """Measures of how far values are from another, of doubles."""
    count(call, 1, 1)
    value = argument(call, 0, _D)
    text = f"{_distinct(call)}{bare(value.sql)}"
    word = _SPREAD[call.lower]
    if word is not None:
        return aggregated(call, f"{word}({text})", _D)
    if call.is_window or call.condition is not None or call.is_distinct:
        raise call.lacking("'skewness' with OVER, FILTER or DISTINCT")
    # Spark's is that of the population; DuckDB's is corrected for a sample, and null below three values.
    values = value.sql
    centred = f"(sum(pow({values}, 3)) / count({values}) - 3 * avg({values}) * var_pop({values}) - pow(avg({values}), 3))"
    return Typed(f"({centred} / nullif(pow(stddev_pop({values}), 3), 0))", _D, _name(call))


@function("corr", "covar_pop", "covar_samp", "regr_avgx", "regr_avgy", "regr_slope", "regr_intercept",
          "regr_r2", "regr_sxx", "regr_syy", "regr_sxy", is_aggregate=True)  # fmt: skip
def paired(call) -> Typed:
    count(call, 2, 2)
    one, other = argument(call, 0, _D), argument(call, 1, _D)
    found = aggregated(call, f"{call.lower}({_distinct(call)}{one.sql}, {other.sql})", _D)
    if call.lower == "corr":
        # Without any spread Spark has no correlation, DuckDB has NaN.
        return _wrapped(call, found, "spark_no_nan(", ")", _D)
    return found


@function("regr_count", is_aggregate=True)
def regr_count(call) -> Typed:
    count(call, 2, 2)
    one, other = argument(call, 0, _D), argument(call, 1, _D)
    found = aggregated(call, f"regr_count({one.sql}, {other.sql})", _L)
    return _wrapped(call, found, "", "::BIGINT", _L, _COUNT)


@function("percentile", is_aggregate=True)
def percentile(call) -> Typed:
    """An exact percentile, between two values where it falls there."""
    count(call, 2, 2)
    value = argument(call, 0, _D)
    share = call.arguments[1]
    name = _name(call, "1")
    if share.type.kind == "array":
        return aggregated(call, f"quantile_cont({_distinct(call)}{value.sql}, {share.sql}::DOUBLE[])", dt.array_of(_D), name)
    _check_share(call, share)
    return aggregated(call, f"quantile_cont({_distinct(call)}{value.sql}, {cast(share, _D).sql})", _D, name)


def _check_share(call, share: Typed) -> None:
    if share.is_literal and share.type.is_numeric and not 0 <= share.value <= 1:
        raise call.refusal(f"the share of '{call.name}' is from 0 to 1, not {share.name}")


@function("percentile_approx", "approx_percentile", is_aggregate=True)
def percentile_approx(call) -> Typed:
    """A value near a percentile; here it is the exact one, which is never farther away."""
    count(call, 2, 3)
    value = argument(call, 0, NUMBER) if call.arguments[0].type.is_numeric else call.arguments[0]
    if not (value.type.is_numeric or value.type in (dt.DATE, dt.TIMESTAMP)):
        value = argument(call, 0, NUMBER)
    share = call.arguments[1]
    name = _name(call) if len(call.arguments) > 2 else _name(call, "10000")
    if share.type.kind == "array":
        sql = f"quantile_disc({_distinct(call)}{value.sql}, {share.sql}::DOUBLE[])"
        return aggregated(call, sql, dt.array_of(value.type), name)
    _check_share(call, share)
    return aggregated(call, f"quantile_disc({_distinct(call)}{value.sql}, {cast(share, _D).sql})", value.type, name)


@function("approx_count_distinct", is_aggregate=True)
def approx_count_distinct(call) -> Typed:
    """The number of different values; here it is exact, which is within any error that is allowed."""
    count(call, 1, 2)
    value = argument(call, 0, ANY)
    return aggregated(call, f"count(DISTINCT {bare(value.sql)})", _L, f"approx_count_distinct({value.name})", bounds=_COUNT)


@function("max_by", "min_by", is_aggregate=True)
def by(call) -> Typed:
    count(call, 2, 2)
    value, order = call.arguments
    if ordering.needs_key(order.type):
        raise call.lacking(f"'{call.name}' by {order.type}")
    # The value may be null; DuckDB's arg_max leaves such rows out, its _null form does not.
    word = "arg_max_null" if call.lower == "max_by" else "arg_min_null"
    return aggregated(call, f"{word}({value.sql}, {order.sql})", value.type, condition=f"{order.sql} IS NOT NULL")


@function("bool_and", "every", "bool_or", "some", "any", is_aggregate=True)
def boolean(call) -> Typed:
    count(call, 1, 1)
    value = argument(call, 0, dt.BOOLEAN)
    word = "bool_and" if call.lower in ("bool_and", "every") else "bool_or"
    return aggregated(call, f"{word}({bare(value.sql)})", dt.BOOLEAN)


@function("bit_and", "bit_or", "bit_xor", is_aggregate=True)
def bits(call) -> Typed:
    count(call, 1, 1)
    value = call.arguments[0]
    if not value.type.is_integral:
        raise call.refusal(f"'{call.name}' takes whole numbers, not {value.type}")
    return aggregated(call, f"{call.lower}({_distinct(call)}{bare(value.sql)})", value.type)


@function("mode", is_aggregate=True)
def mode(call) -> Typed:
    count(call, 1, 1)
    value = argument(call, 0, ANY)
    return aggregated(call, f"mode({bare(value.sql)})", value.type)


@function("grouping", is_aggregate=True)
def grouping(call) -> Typed:
    count(call, 1, 1)
    return Typed(f"grouping({bare(call.arguments[0].sql)})::TINYINT", dt.TINYINT, called(call), bounds=(0, 1))


@function("grouping_id", is_aggregate=True)
def grouping_id(call) -> Typed:
    """The bits of `grouping` of each key; of all keys of GROUP BY where none is named."""
    keys = [bare(value.sql) for value in call.arguments] or call.scope.keys
    if not keys:
        raise call.refusal("'grouping_id' needs a GROUP BY with ROLLUP, CUBE or GROUPING SETS")
    return Typed(f"grouping({', '.join(keys)})::BIGINT", _L, called(call), bounds=_COUNT)


