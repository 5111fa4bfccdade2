"""Queries inside of expressions."""

from __future__ import annotations

from sqlglot import exp

from . import coercion, datatypes as dt, queries
from .casts import cast, cast_sql
from .expressions import handles, translate, unknown_type
from .identifiers import identifier
from .refusal import Refusal
from .relation import Relation, in_parentheses
from .scope import Scope
from .typed import Typed


def _query(node: exp.Expression, scope: Scope) -> Relation:
    return queries.translate_query(node, scope.inside())


@handles(exp.Subquery)
def scalar(node: exp.Subquery, scope: Scope) -> Typed:
    """A query that answers one value."""
    relation = _query(node, scope)
    columns = relation.columns
    if columns is None:
        return Typed(in_parentheses(relation.sql), dt.UNKNOWN, "scalarsubquery()")
    if len(columns) != 1:
        raise Refusal(f"a query in an expression has one column, and not {len(columns)}", node, "SELECT")
    return Typed(in_parentheses(relation.sql), columns[0].type, "scalarsubquery()")


@handles(exp.Exists)
def exists(node: exp.Exists, scope: Scope) -> Typed:
    relation = _query(node.this, scope)
    return Typed(f"EXISTS {in_parentheses(relation.sql)}", dt.BOOLEAN, "exists()")


def in_query(node: exp.In, scope: Scope) -> Typed:
    """`a IN (SELECT …)`, compared in the type that Spark compares the two in."""
    left_nodes = node.this.expressions if isinstance(node.this, exp.Tuple) else [node.this]
    left = [translate(part, scope) for part in left_nodes]
    relation = _query(node.args["query"], scope)
    columns = relation.columns
    if columns is None:
        raise unknown_type(left[0], node)
    if len(columns) != len(left):
        raise Refusal(f"IN compares {len(left)} with the {len(columns)} columns of a query", node, "IN")
    values, items, is_cast = [], [], False
    for value, column in zip(left, columns):
        kind = coercion.common(value.type, column.type)
        if kind is None:
            raise Refusal(f"cannot compare {value.type} with {column.type}", node, value.name)
        values.append(cast(value, kind).sql)
        items.append(f"{cast_sql(identifier(column.name), column.type, kind)} AS {identifier(column.name)}")
        is_cast = is_cast or kind != column.type
    sql = relation.sql
    if is_cast:
        sql = f"SELECT {', '.join(items)}\nFROM {in_parentheses(sql)} AS q"
    one = values[0] if len(values) == 1 else f"({', '.join(values)})"
    name = f"({left[0].name} IN (listquery()))"
    return Typed(f"({one} IN {in_parentheses(sql)})", dt.BOOLEAN, name)
