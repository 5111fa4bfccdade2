"""Queries: SELECT, set operations, VALUES and WITH."""

from __future__ import annotations

from sqlglot import exp

from . import coercion, datatypes as dt, expressions, selects
from .casts import cast, cast_sql
from .identifiers import identifier
from .length import limited
from .refusal import Refusal, unsupported
from .relation import Relation, in_parentheses, indented
from .scope import Column, Named, Scope
from .typed import Typed, bare


def translate_query(node: exp.Expression, scope: Scope) -> Relation:
    """A query of any form; `scope` is its own, with nothing in it yet."""
    prefix = _with(node, scope)
    if isinstance(node, exp.Select):
        relation = selects.translate_select(node, scope)
    elif isinstance(node, exp.SetOperation):
        relation = _set_operation(node, scope)
    elif isinstance(node, exp.Subquery):
        relation = _subquery(node, scope)
    elif isinstance(node, exp.Values):
        relation = values(node, scope)
    elif isinstance(node, exp.Table):
        relation = selects.table_as_query(node, scope)
    else:
        word = node.key.upper()
        raise Refusal(f"'{word}' is no query: a job or a transform is one SELECT", node, word)
    return Relation(limited(prefix + relation.sql, node), relation.columns)


def _with(node: exp.Expression, scope: Scope) -> str:
    """The common table expressions of a query, which those after them and the query may name."""
    clause = node.args.get("with_")
    if clause is None:
        return ""
    if clause.args.get("recursive"):
        raise Refusal("Spark has no WITH RECURSIVE", clause, "WITH RECURSIVE")
    texts = []
    for definition in clause.expressions:
        name = definition.alias
        relation = translate_query(definition.this, scope.inside())
        columns = renamed(relation.columns, definition.args["alias"], definition)
        # A name that something around has is given another one: inside of it that one is meant.
        is_taken = scope.table_named(name) is not None and scope.statement.tables is not None
        own_name = scope.statement.unused_name() if is_taken else name
        scope.queries[name.lower()] = Named(own_name, columns)
        listed = _listed(columns) if definition.args["alias"].args.get("columns") else ""
        texts.append(f"{identifier(own_name)}{listed} AS {in_parentheses(relation.sql)}")
    return f"WITH {', '.join(texts)}\n"


def _listed(columns: list[Column]) -> str:
    return f"({', '.join(identifier(column.name) for column in columns)})"


def renamed(columns: list[Column] | None, alias: exp.TableAlias | None, at) -> list[Column] | None:
    """Columns under the names that an alias gives them: `AS t(a, b)`."""
    names = [name.name for name in (alias.args.get("columns") or [])] if alias else []
    if not names:
        return columns
    if columns is None:
        return [Column(name, dt.UNKNOWN) for name in names]
    if len(names) != len(columns):
        raise Refusal(f"{len(names)} names are given to {len(columns)} columns", at, alias.name)
    return [Column(name, column.type) for name, column in zip(names, columns)]


_WORDS = {exp.Union: "UNION", exp.Except: "EXCEPT", exp.Intersect: "INTERSECT"}


def _set_operation(node: exp.SetOperation, scope: Scope) -> Relation:
    """Both sides in common types, column by column; the names are those of the left."""
    if node.args.get("by_name") or node.args.get("side") or node.args.get("on"):
        raise unsupported("a set operation by name", node, "BY NAME")
    sides, words = _sides(node)
    relations = [translate_query(side, scope.inside()) for side in sides]
    known = [relation.columns is not None for relation in relations]
    if any(known) and not all(known):
        raise Refusal("the columns of one side of a set operation are not known", node, "UNION")
    result, before = relations[0], None
    for word, right in zip(words, relations[1:]):
        # Left to right, whatever binds tighter: each step is a query of its own, in the types of its two sides.
        # A date that was made a time by one step is written by the next as a time is.
        columns = _common_columns(result.columns, right.columns, node) if all(known) else None
        left = _as(result, columns)
        # A chain of one word is read from the left as it is.
        is_chain = word == before and left is result
        one, other = left.sql if is_chain else in_parentheses(left.sql), in_parentheses(_as(right, columns).sql)
        result, before = Relation(limited(f"{one}\n{word}\n{other}", node), columns), word
    return selects.ordered_result(node, result, scope)


def _sides(node: exp.SetOperation) -> tuple[list[exp.Expression], list[str]]:
    """The queries of a chain of set operations, without recursion, and the words between them."""
    sides: list[exp.Expression] = []
    words: list[str] = []
    top = node
    while isinstance(node, exp.SetOperation) and (node is top or not _has_modifiers(node)):
        word = _WORDS[type(node)]
        words.append(word if node.args.get("distinct") else f"{word} ALL")
        sides.append(node.expression)
        node = node.this
    sides.append(node)
    return sides[::-1], words[::-1]


def _has_modifiers(node: exp.Expression) -> bool:
    return any(node.args.get(key) for key in ("order", "limit", "offset", "with_"))


def _common_columns(
    left: list[Column], right: list[Column], node: exp.SetOperation
) -> list[Column]:
    """The columns of both sides in their common types, with the names of the left."""
    word = _WORDS[type(node)]
    if len(left) != len(right):
        raise Refusal(f"the sides of {word} have {len(left)} and {len(right)} columns", node, word)
    columns = []
    for index, (one, other) in enumerate(zip(left, right)):
        kind = coercion.common(one.type, other.type)
        if kind is None:
            raise Refusal(f"column {index + 1} of {word} is {one.type} and {other.type}", node, other.name)
        columns.append(Column(one.name, kind))
    return columns


def _as(relation: Relation, columns: list[Column] | None) -> Relation:
    """A side of a set operation with the types that both sides have."""
    if columns is None or all(own.type == column.type for own, column in zip(relation.columns, columns)):
        return relation
    items = [
        f"{cast_sql(f'c{index}', own.type, column.type)} AS {identifier(column.name)}"
        for index, (own, column) in enumerate(zip(relation.columns, columns))
    ]
    names = ", ".join(f"c{index}" for index in range(len(columns)))
    return Relation(
        f"SELECT {', '.join(items)}\nFROM {in_parentheses(relation.sql)} AS q({names})", columns
    )


def _subquery(node: exp.Subquery, scope: Scope) -> Relation:
    """A query in parentheses, with an ORDER BY or LIMIT that may follow them."""
    relation = translate_query(node.this, scope.inside())
    if not _has_modifiers(node):
        return relation
    wrapped = Relation(in_parentheses(relation.sql), relation.columns)
    return selects.ordered_result(node, wrapped, scope)


def values(node: exp.Values, scope: Scope) -> Relation:
    """Rows written out, each column in the common type of its values."""
    rows = [
        [expressions.translate(cell, scope) for cell in _cells(row)] for row in node.expressions
    ]
    width = len(rows[0])
    if any(len(row) != width for row in rows):
        raise Refusal("the rows of VALUES have different numbers of columns", node, "VALUES")
    kinds = []
    for index in range(width):
        kind = coercion.common_of_all([row[index].type for row in rows])
        if kind is None:
            raise Refusal(f"column {index + 1} of VALUES has no common type", node, "VALUES")
        kinds.append(kind)
    texts = [
        "(" + ", ".join(_cell(cell, kind) for cell, kind in zip(row, kinds)) + ")" for row in rows
    ]
    columns = [Column(f"col{index + 1}", kind) for index, kind in enumerate(kinds)]
    names = ", ".join(column.name for column in columns)
    listed = ",\n".join(texts)
    return Relation(f"SELECT * FROM (VALUES\n{indented(listed)}\n) AS v({names})", columns)


def _cells(row: exp.Expression) -> list[exp.Expression]:
    if isinstance(row, exp.Tuple):
        return row.expressions
    return [row.this if isinstance(row, exp.Paren) else row]


def _cell(value: Typed, kind: dt.Type) -> str:
    """A cell of VALUES; DuckDB must see the type in each, since it looks for one of its own."""
    text = bare(cast(value, kind).sql)
    return text if "::" in text or kind in (dt.STRING, dt.INT, dt.VOID) else f"{cast(value, kind).sql}::{dt.duckdb_type(kind)}"
