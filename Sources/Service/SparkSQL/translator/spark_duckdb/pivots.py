"""PIVOT as the aggregates that it stands for: one of each value, over the rows that have it."""

from __future__ import annotations

from sqlglot import exp

from . import functions
from .expressions import described
from .refusal import Refusal, unsupported
from .scope import Column

#: Each value is a column of its own, in which every other is looked up.
_MOST = 1000


def query(
    node: exp.Expression, pivot: exp.Pivot, columns: list[Column] | None, has_nulls: bool = True
) -> exp.Subquery:
    """The query in the place of a table or subquery with a PIVOT; `columns` are those of the table.

    Where no row has a value, Spark has a null if all aggregates are numbers or truth values (`has_nulls`), and what
    they make of no rows where one is of another type.
    """
    if pivot.args.get("alias"):
        raise Refusal("no name stands behind PIVOT: put it into a subquery that has one", pivot, "PIVOT")
    if columns is None or pivot.args.get("unpivot") or len(pivot.args["fields"]) != 1:
        raise unsupported("this form of PIVOT", pivot, "PIVOT")
    field = pivot.args["fields"][0]
    if len(field.expressions) > _MOST:
        raise unsupported(f"a PIVOT of {len(field.expressions)} values", pivot, "PIVOT")
    if not isinstance(field.this, exp.Column):
        raise unsupported("PIVOT over several columns", pivot, "PIVOT")
    kept = [exp.column(column.name, quoted=True) for column in keys(pivot, columns)]
    aggregates = [_unaliased(each) for each in pivot.expressions]
    items: list[exp.Expression] = list(kept)
    for value, label in map(_value, field.expressions):
        condition = exp.NullSafeEQ(this=field.this.copy(), expression=value)
        for aggregate, name in aggregates:
            title = label if len(aggregates) == 1 else f"{label}_{name}"
            items.append(exp.alias_(_of_rows(aggregate, condition, has_nulls), title, quoted=True))
    source = node.copy()
    source.set("pivots", None)
    select = exp.Select(expressions=items, from_=exp.From(this=source))
    if kept:
        select.set("group", exp.Group(expressions=[key.copy() for key in kept]))
    return exp.Subquery(this=select)


def keys(pivot: exp.Pivot, columns: list[Column]) -> list[Column]:
    """The columns that rows are put together by: those that the PIVOT does not name."""
    parts = [pivot.args["fields"][0].this, *pivot.expressions]
    named = {column.name.lower() for part in parts for column in part.find_all(exp.Column)}
    return [column for column in columns if column.name.lower() not in named]


def _unaliased(node: exp.Expression) -> tuple[exp.Expression, str]:
    """An aggregate and its name; Spark's own name for it would have to be known where there is no alias."""
    inner = node.this if isinstance(node, exp.Alias) else node
    if not isinstance(inner, exp.Anonymous) or not functions.is_aggregate(str(inner.this)):
        raise unsupported(f"'{described(inner)}' in PIVOT", inner, "PIVOT")
    return inner, node.alias if isinstance(node, exp.Alias) else described(inner).lower()


def _value(node: exp.Expression) -> tuple[exp.Expression, str]:
    """A value and what its column is called."""
    value = node.this if isinstance(node, exp.PivotAlias) else node
    number = value.this if isinstance(value, exp.Neg) else value
    if not isinstance(number, (exp.Literal, exp.Boolean, exp.Null)):
        raise unsupported(f"'{described(value)}' as a value of PIVOT", value, "PIVOT")
    if isinstance(node, exp.PivotAlias):
        return value, node.args["alias"].name
    if isinstance(value, exp.Literal):
        return value, value.name
    return value, described(value).lower()


def _of_rows(aggregate: exp.Expression, condition: exp.Expression, has_nulls: bool) -> exp.Expression:
    """The aggregate of the rows that have a value."""

    def of_those(node: exp.Expression) -> exp.Expression:
        return exp.Filter(this=node, expression=exp.Where(this=condition.copy()))

    if not has_nulls:
        if str(aggregate.this).lower() in ("first", "last", "first_value", "last_value", "any_value"):
            raise unsupported(f"'{described(aggregate)}' in this PIVOT", aggregate, "PIVOT")
        return of_those(aggregate.copy())
    found = exp.GT(this=of_those(_count()), expression=exp.Literal.number(0))
    return exp.Case(ifs=[exp.If(this=found, true=of_those(aggregate.copy()))])


def _count() -> exp.Expression:
    return exp.Anonymous(this="count", expressions=[exp.Star()])
