"""What a SELECT reads: tables, subqueries, joins and lateral views."""

from __future__ import annotations

import difflib

from sqlglot import exp

from . import coercion, generators, pivots, queries
from .datatypes import BIGINT, BOOLEAN
from .expressions import boolean, implicit, translate
from .identifiers import identifier
from .refusal import Refusal, unsupported
from .relation import in_parentheses
from .scope import Column, Scope, Source
from .typed import bare


def from_clause(node: exp.Select, scope: Scope) -> str:
    """The FROM of a SELECT with its joins and lateral views; the scope has their columns then."""
    clause = node.args.get("from_")
    if clause is None:
        if node.args.get("joins") or node.args.get("laterals"):
            raise Refusal("a join or LATERAL VIEW needs a FROM", node, "FROM")
        return _views(node, scope, "")
    sql = "FROM " + source(clause.this, scope)
    sql += _joins(clause.this, scope)
    for join in node.args.get("joins") or []:
        sql += _join(join, scope)
        sql += _joins(join.this, scope)
    _check_order(node)
    return _views(node, scope, sql)


def _check_order(node: exp.Select) -> None:
    """Spark reads LATERAL VIEW after all joins."""
    laterals, joins = node.args.get("laterals") or [], node.args.get("joins") or []
    if laterals and joins and _start(joins[-1]) > _start(laterals[0]) >= 0:
        raise Refusal("a join cannot stand behind LATERAL VIEW", joins[-1], "JOIN")


def _start(node: exp.Expression) -> int:
    starts = [(each._meta or {}).get("start") for each in node.walk()]
    return min((start for start in starts if start is not None), default=-1)


def _joins(node: exp.Expression, scope: Scope) -> str:
    """Joins that the parser keeps with a table."""
    return "".join(_join(join, scope) for join in node.args.get("joins") or [])


def source(node: exp.Expression, scope: Scope, is_lateral: bool = False) -> str:
    """One table, subquery or list of values; it is added to the scope."""
    if node.args.get("sample"):
        raise unsupported("TABLESAMPLE", node, "TABLESAMPLE")
    if node.args.get("pivots"):
        return _pivoted(node, scope)
    if isinstance(node, exp.Lateral):
        return "LATERAL " + source(_lateral_query(node), scope, is_lateral=True)
    if isinstance(node, exp.Table):
        return _table(node, scope)
    if isinstance(node, exp.Subquery) and isinstance(node.this, exp.Table) and not node.alias:
        inner = source(node.this, scope) + _joins(node.this, scope)
        return f"({inner})"
    if not isinstance(node, (exp.Subquery, exp.Values)):
        raise unsupported(f"'{node.key.upper()}' in a FROM", node, node.key.upper())
    alias = node.args.get("alias")
    query = node.this if isinstance(node, exp.Subquery) and not node.args.get("limit") else node
    relation = queries.translate_query(query, scope.inside() if is_lateral else scope.beside())
    columns = queries.renamed(relation.columns, alias, node)
    name = node.alias or scope.statement.unused_name()
    scope.sources.append(Source(name, columns))
    return f"{in_parentheses(relation.sql)} AS {identifier(name)}{_column_list(alias)}"


def _pivoted(node: exp.Expression, scope: Scope) -> str:
    if len(node.args["pivots"]) > 1:
        raise unsupported("more than one PIVOT", node, "PIVOT")
    bare_node = node.copy()
    bare_node.set("pivots", None)
    # What it is made of is read once to know its columns.
    inside = scope.beside()
    source(bare_node, inside)
    pivot, columns = node.args["pivots"][0], inside.sources[-1].columns
    query = pivots.query(node, pivot, columns)
    kinds = queries.translate_query(query.this.copy(), scope.beside()).columns[len(pivots.keys(pivot, columns)) :]
    if not all(column.type.is_numeric or column.type == BOOLEAN for column in kinds):
        query = pivots.query(node, pivot, columns, has_nulls=False)
    return source(query, scope)


def _lateral_query(node: exp.Lateral) -> exp.Expression:
    query = node.this
    if not isinstance(query, exp.Subquery):
        raise unsupported("LATERAL with a function", node, "LATERAL")
    if node.args.get("alias"):
        query.set("alias", node.args["alias"])
    return query


def _column_list(alias: exp.TableAlias | None) -> str:
    names = (alias.args.get("columns") or []) if alias else []
    return f"({', '.join(identifier(name.name) for name in names)})" if names else ""


def _table(node: exp.Table, scope: Scope) -> str:
    if isinstance(node.this, exp.Anonymous):
        return _range(node, scope)
    if node.args.get("db"):
        name = ".".join(part.name for part in node.parts)
        raise unsupported(f"the table '{name}', which is none of the job's own", node, name)
    found = scope.table_named(node.name)
    if found is None:
        raise _unknown_table(node, scope)
    alias = node.args.get("alias")
    columns = queries.renamed(found.columns, alias, node)
    name = node.alias or node.name
    scope.sources.append(Source(name, columns))
    text = identifier(found.name)
    if node.alias or found.name.lower() != node.name.lower():
        text += f" AS {identifier(name)}{_column_list(alias)}"
    return text


def _unknown_table(node: exp.Table, scope: Scope) -> Refusal:
    known = sorted(table.name for table in (scope.statement.tables or {}).values())
    close = difflib.get_close_matches(node.name, known, n=1)
    if close:
        hint = f": did you mean '{close[0]}'?"
    else:
        hint = f": the tables are {', '.join(known)}" if known else ": there are no tables"
    return Refusal(f"no table named '{node.name}'{hint}", node, node.name)


def _range(node: exp.Table, scope: Scope) -> str:
    """The table function `range`, the only one that makes rows of nothing."""
    call = node.this
    name = str(call.this)
    if name.lower() != "range" or not 1 <= len(call.expressions) <= 3:
        raise unsupported(f"the table function '{name}'", node, name)
    numbers = [
        bare(implicit(translate(each, Scope(scope.statement)), BIGINT, each, "range's argument").sql)
        for each in call.expressions
    ]
    alias = node.alias or "range"
    columns = queries.renamed([Column("id", BIGINT)], node.args.get("alias"), node)
    scope.sources.append(Source(alias, columns))
    return f"range({', '.join(numbers)}) AS {identifier(alias)}({identifier(columns[0].name)})"


_SIDES = {"LEFT": "LEFT JOIN", "RIGHT": "RIGHT JOIN", "FULL": "FULL JOIN"}


def _join(node: exp.Join, scope: Scope) -> str:
    side = (node.args.get("side") or "").upper()
    kind = (node.args.get("kind") or "").upper()
    method = (node.args.get("method") or "").upper()
    if method not in ("", "NATURAL"):
        raise unsupported(f"{method} JOIN", node, method)
    left = list(scope.sources)
    is_lateral = isinstance(node.this, exp.Lateral)
    text = source(node.this, scope, is_lateral)
    right = scope.sources[len(left) :]
    if kind in ("SEMI", "ANTI"):
        word = f"{kind} JOIN"
    elif kind == "CROSS":
        word = "CROSS JOIN"
    elif kind in ("", "INNER", "OUTER"):
        word = _SIDES.get(side, "JOIN")
    else:
        raise unsupported(f"{kind} JOIN", node, kind)
    condition = _condition(node, method, word, left, right, scope)
    if word == "JOIN" and not condition:
        word = "CROSS JOIN"
    elif word != "CROSS JOIN" and not condition:
        condition = " ON true"
    if kind in ("SEMI", "ANTI"):
        for each in right:
            each.visible = False
    return f"\n{word} {text}{condition}"


def _condition(
    node: exp.Join, method: str, word: str, left: list[Source], right: list[Source], scope: Scope
) -> str:
    """The ON or USING of a join, with a space before it."""
    names = [name.name for name in node.args.get("using") or []]
    if method == "NATURAL":
        names = _shared_names(node, left, right)
    if names:
        return _using(node, names, word, left, right)
    on = node.args.get("on")
    if on is None or isinstance(on, exp.Boolean) and on.this:
        return ""
    return f" ON {bare(boolean(on, scope, 'the condition of a join').sql)}"


def _shared_names(node: exp.Join, left: list[Source], right: list[Source]) -> list[str]:
    if any(each.columns is None for each in left + right):
        raise Refusal("NATURAL JOIN needs tables whose columns are known", node, "NATURAL")
    mine = [column.name for each in left if each.visible for column in each.columns]
    other = {column.name.lower() for each in right for column in each.columns}
    return list(dict.fromkeys(name for name in mine if name.lower() in other))


def _using(
    node: exp.Join, names: list[str], word: str, left: list[Source], right: list[Source]
) -> str:
    """Columns that stand for both sides; both sides must have them in types DuckDB compares as Spark."""
    for name in names:
        mine = _column_of(left, name, node)
        other = _column_of(right, name, node)
        if mine and other:
            kind = coercion.comparison(mine.type, other.type)
            if mine.type != other.type and not (mine.type.is_integral and other.type.is_integral):
                raise unsupported(
                    f"USING ({name}) over {mine.type} and {other.type} ({kind or 'no common type'})",
                    node,
                    name,
                )
    if not word.startswith(("SEMI", "ANTI")):
        merged = {name.lower() for name in names}
        for each in left + right:
            each.merged |= merged
    return f" USING ({', '.join(identifier(name) for name in names)})"


def _column_of(sources: list[Source], name: str, at) -> Column | None:
    for each in sources:
        for column in each.columns or []:
            if column.name.lower() == name.lower():
                return column
    if any(each.columns is None for each in sources):
        return None
    raise Refusal(f"no column named '{name}' on one side of the join", at, name)


def _views(node: exp.Select, scope: Scope, sql: str) -> str:
    for view in node.args.get("laterals") or []:
        if not view.args.get("view"):
            raise unsupported("LATERAL without VIEW here", view, "LATERAL")
        sql += ("\n" if sql else "FROM ") + _view(view, scope, is_first=not sql)
    return sql


def _view(view: exp.Lateral, scope: Scope, is_first: bool) -> str:
    """LATERAL VIEW: the rows that a generator makes of each row."""
    if not generators.generates(view.this):
        name = generators.name(view.this)
        raise Refusal(f"'{name}' makes no rows: LATERAL VIEW takes explode, posexplode, …", view, name)
    alias = view.args.get("alias")
    names = [name.name for name in (alias.args.get("columns") or [])] if alias else []
    columns = generators.columns(view.this, scope, names)
    name = view.alias or scope.statement.unused_name()
    items = ", ".join(f"{bare(text)} AS {identifier(column.name)}" for column, text in columns)
    scope.sources.append(Source(name, [column for column, _ in columns]))
    text = f"(SELECT {items}) AS {identifier(name)}"
    if is_first:
        return text
    if view.args.get("outer"):
        return f"LEFT JOIN LATERAL {text} ON true"
    return f"CROSS JOIN LATERAL {text}"
