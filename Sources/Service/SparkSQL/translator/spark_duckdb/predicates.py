"""Conditions: LIKE, RLIKE, IN, BETWEEN, IS and CASE."""

from __future__ import annotations

from sqlglot import exp

from . import datatypes as dt, java_regex
from .dialect import POSTFIX_NOT
from .expressions import boolean, handles, implicit, translate
from .operators import compared, for_comparison, refuse_order, unified
from .refusal import Refusal, unsupported
from .scope import Scope
from .typed import Typed, bare, text_literal


@handles(exp.Boolean, exp.Null)
def constant(node: exp.Expression, scope: Scope) -> Typed:
    from . import literals

    return literals.NULL if isinstance(node, exp.Null) else literals.boolean(node.this)


@handles(exp.Like, exp.ILike)
def like(node: exp.Binary, scope: Scope) -> Typed:
    word = "ILIKE" if isinstance(node, exp.ILike) else "LIKE"
    if isinstance(node.expression, (exp.Any, exp.All)):
        return _like_several(node, word, scope)
    value = implicit(translate(node.this, scope), dt.STRING, node.this, "the text of LIKE")
    pattern = implicit(translate(node.expression, scope), dt.STRING, node, "the pattern of LIKE")
    return _negated(node, matched(word, value, pattern, "\\"))


def _negated(node: exp.Expression, found: Typed) -> Typed:
    """The opposite of a LIKE with a NOT before it."""
    if not node.args.get("negate"):
        return found
    return Typed(f"(NOT {found.sql})", dt.BOOLEAN, f"(NOT {found.name})")


@handles(exp.Escape)
def escape(node: exp.Escape, scope: Scope) -> Typed:
    inner = node.this
    if not isinstance(inner, (exp.Like, exp.ILike)):
        raise unsupported("ESCAPE", node, "ESCAPE")
    word = "ILIKE" if isinstance(inner, exp.ILike) else "LIKE"
    value = implicit(translate(inner.this, scope), dt.STRING, inner, "the text of LIKE")
    pattern = implicit(translate(inner.expression, scope), dt.STRING, inner, "the pattern of LIKE")
    sign = node.expression.name
    if len(sign) != 1:
        raise Refusal("the escape of LIKE is one character", node, sign)
    found = _negated(inner, matched(word, value, pattern, sign))
    name = f"{value.name} LIKE {pattern.name} ESCAPE '{sign}'"
    if inner.args.get("negate"):
        return Typed(found.sql, dt.BOOLEAN, f"(NOT {name})")
    return Typed(found.sql, dt.BOOLEAN, name, column=f"{value.name} LIKE {pattern.name}")


def matched(word: str, value: Typed, pattern: Typed, escape: str) -> Typed:
    """A LIKE; Spark's patterns have an escape unasked."""
    ending = ""
    if not isinstance(pattern.value, str) or escape in pattern.value:
        ending = f" ESCAPE {text_literal(escape)}"
    if isinstance(pattern.value, str):
        _check_escapes(pattern.value, escape)
    name = f"{value.name} LIKE {pattern.name}"
    if word == "ILIKE":
        name = f"ilike({value.name}, {pattern.name})"
    return Typed(f"({value.sql} {word} {pattern.sql}{ending})", dt.BOOLEAN, name)


def _check_escapes(pattern: str, escape: str) -> None:
    at = 0
    while at < len(pattern):
        if pattern[at] == escape:
            if pattern[at + 1 : at + 2] not in ("%", "_", escape) or at + 1 == len(pattern):
                raise Refusal(
                    f"'{pattern}': '{escape}' in a LIKE pattern stands before %, _ or itself",
                    name=pattern,
                )
            at += 1
        at += 1


def _like_several(node: exp.Binary, word: str, scope: Scope) -> Typed:
    every = isinstance(node.expression, exp.All)
    value = implicit(translate(node.this, scope), dt.STRING, node.this, "the text of LIKE")
    inner = node.expression.this
    items = inner.expressions if isinstance(inner, exp.Tuple) else [inner.unnest()]
    patterns = [
        implicit(translate(item, scope), dt.STRING, item, "the pattern of LIKE") for item in items
    ]
    # With a NOT each pattern is negated by itself.
    parts = [_negated(node, matched(word, value, pattern, "\\")).sql for pattern in patterns]
    joined = (" AND " if every else " OR ").join(parts)
    name = f"{'not' if node.args.get('negate') else ''}like{'all' if every else 'any'}({value.name}"
    listed = ", ".join(pattern.name for pattern in patterns)
    return Typed(f"({joined})", dt.BOOLEAN, f"{name}, {listed})", column=f"{name})")


@handles(exp.RegexpLike)
def rlike(node: exp.RegexpLike, scope: Scope) -> Typed:
    value = implicit(translate(node.this, scope), dt.STRING, node.this, "the text of RLIKE")
    pattern = translate(node.expression, scope)
    return regex_found(value, pattern, node.expression, "RLIKE")


def regex_found(value: Typed, pattern: Typed, at, word: str) -> Typed:
    """Whether a regular expression matches somewhere."""
    name = f"{word}({value.name}, {pattern.name})"
    if pattern.value is None:
        return Typed("NULL::BOOLEAN", dt.BOOLEAN, name)
    regex = java_regex.translated(pattern, at)
    found = f"regexp_matches({value.sql}, {text_literal(regex.for_search)})"
    return Typed(found, dt.BOOLEAN, name)


@handles(exp.Between)
def between(node: exp.Between, scope: Scope) -> Typed:
    value = translate(node.this, scope)
    low, high = translate(node.args["low"], scope), translate(node.args["high"], scope)
    above, below = compared(">=", value, low, node), compared("<=", value, high, node)
    name = f"({above.name} AND {below.name})"
    for end in (low, high):
        if dt.BOOLEAN in (value.type, end.type):
            refuse_order(value, end, node)
    one, from_ = for_comparison(value, low, node)
    other, to = for_comparison(value, high, node)
    if one.sql == other.sql:
        return Typed(f"({one.sql} BETWEEN {from_.sql} AND {to.sql})", dt.BOOLEAN, name)
    return Typed(f"({above.sql} AND {below.sql})", dt.BOOLEAN, name)


@handles(exp.In)
def contained(node: exp.In, scope: Scope) -> Typed:
    if node.args.get("query"):
        from .subqueries import in_query

        return in_query(node, scope)
    if node.args.get("unnest") or node.args.get("field"):
        raise unsupported("this form of IN", node, "IN")
    if isinstance(node.this, exp.Tuple):
        return _rows_in(node, scope)
    value = translate(node.this, scope)
    items = [translate(item, scope) for item in node.expressions]
    name = f"({value.name} IN ({', '.join(item.name for item in items)}))"
    values, _ = unified([value, *items], node, "IN")
    listed = ", ".join(bare(item.sql) for item in values[1:])
    return Typed(f"({values[0].sql} IN ({listed}))", dt.BOOLEAN, name)


def _rows_in(node: exp.In, scope: Scope) -> Typed:
    """`(a, b) IN ((1, 2), (3, 4))`, column by column in their common types."""
    rows = [node.this, *node.expressions]
    if not all(isinstance(row, exp.Tuple) and len(row.expressions) == len(node.this.expressions) for row in rows):
        raise Refusal("the rows of IN have different numbers of columns", node, "IN")
    table = [[translate(cell, scope) for cell in row.expressions] for row in rows]
    columns = [unified(list(column), node, "IN")[0] for column in zip(*table)]
    texts = [f"({', '.join(cell.sql for cell in row)})" for row in zip(*columns)]
    return Typed(f"({texts[0]} IN ({', '.join(texts[1:])}))", dt.BOOLEAN, "(IN)")


def is_not_null(node: exp.Not, scope: Scope) -> Typed | None:
    """`a IS NOT NULL`, which is a tree of its own name."""
    inner = node.this
    if not (isinstance(inner, exp.Is) and (node._meta or {}).get(POSTFIX_NOT)):
        return None
    value = translate(inner.this, scope)
    if isinstance(inner.expression, exp.Null):
        return Typed(f"({value.sql} IS NOT NULL)", dt.BOOLEAN, f"({value.name} IS NOT NULL)")
    found = _is(inner, scope)
    return Typed(f"(NOT {found.sql})", dt.BOOLEAN, f"(NOT {found.name})")


@handles(exp.Is)
def is_(node: exp.Is, scope: Scope) -> Typed:
    return _is(node, scope)


def _is(node: exp.Is, scope: Scope) -> Typed:
    value = translate(node.this, scope)
    what = node.expression
    if isinstance(what, exp.Null):
        return Typed(f"({value.sql} IS NULL)", dt.BOOLEAN, f"({value.name} IS NULL)")
    if isinstance(what, exp.Boolean):
        return compared("<=>", value, constant(what, scope), node)
    raise unsupported("this form of IS", node, "IS")


@handles(exp.NullSafeNEQ)
def distinct_from(node: exp.NullSafeNEQ, scope: Scope) -> Typed:
    found = compared("<=>", translate(node.this, scope), translate(node.expression, scope), node)
    return Typed(f"(NOT {found.sql})", dt.BOOLEAN, f"(NOT {found.name})")


@handles(exp.Case)
def case(node: exp.Case, scope: Scope) -> Typed:
    subject = translate(node.this, scope) if node.this else None
    conditions, results = [], []
    for branch in node.args["ifs"]:
        if subject is None:
            conditions.append(boolean(branch.this, scope, "the condition of WHEN"))
        else:
            conditions.append(compared("=", subject, translate(branch.this, scope), branch))
        results.append(translate(branch.args["true"], scope))
    otherwise = node.args.get("default")
    if otherwise is not None:
        results.append(translate(otherwise, scope))
    return case_of(conditions, results, node)


def case_of(conditions: list[Typed], results: list[Typed], at) -> Typed:
    """A CASE; one more result than conditions is the one of ELSE."""
    values, kind = unified(results, at, "CASE")
    branches = zip(conditions, values)
    sql = "".join(f" WHEN {bare(when.sql)} THEN {bare(then.sql)}" for when, then in branches)
    name = "".join(f" WHEN {when.name} THEN {then.name}" for when, then in zip(conditions, results))
    if len(results) > len(conditions):
        sql += f" ELSE {bare(values[-1].sql)}"
        name += f" ELSE {results[-1].name}"
    return Typed(f"(CASE{sql} END)", kind, f"CASE{name} END")


@handles(exp.Any)
def any_(node: exp.Any, scope: Scope) -> Typed:
    """`any(a)`, an aggregate that the parser takes for the word of LIKE."""
    from .calls import Call, invoked

    return invoked(Call("any", [translate(node.this, scope)], node, scope))


