"""One SELECT: its sources, its columns, and the clauses after them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from sqlglot import exp

from . import datatypes as dt, generators, sources
from .calls import ordered
from .casts import postfix
from .expressions import boolean, implicit, translate
from .identifiers import identifier
from .refusal import Refusal, unsupported
from .relation import Relation, in_parentheses, indented
from .scope import Column, Scope, Source
from .typed import Typed, bare


def translate_select(node: exp.Select, scope: Scope) -> Relation:
    """A SELECT, clause by clause in the order in which Spark gives names their meaning.

    Hints and DISTRIBUTE BY say where rows are computed and change none.
    """
    _check_clauses(node)
    scope.windows = {w.this.name.lower(): w for w in node.args.get("windows") or []}
    from_sql = sources.from_clause(node, scope)
    scope.outputs = {
        item.alias.lower() for item in node.expressions if isinstance(item, exp.Alias)
    }
    where_sql = _where(node, scope)
    scope.keys = _key_texts(node, scope)
    items = _items(node, scope)
    group = _Grouping(node, scope, items)
    having_sql = group.having()
    parts = [_select(node, items), from_sql, where_sql, group.sql, having_sql]
    columns = None if items is None or any(i is None for i in items) else [
        Column(name, kind) for item in items for name, _, kind in item.columns
    ]
    relation = Relation("\n".join(part for part in parts if part), columns)
    return _ordered(node, relation, scope, items)


def _check_clauses(node: exp.Select) -> None:
    if node.args.get("kind") or node.args.get("operation_modifiers"):
        raise unsupported("SELECT AS", node, "SELECT AS")
    if not node.expressions:
        raise Refusal("SELECT has no columns: name them, or write * for all", node, "SELECT")
    distinct = node.args.get("distinct")
    if distinct is not None and distinct.args.get("on"):
        raise Refusal("Spark has no DISTINCT ON", distinct, "DISTINCT ON")


def _where(node: exp.Select, scope: Scope) -> str:
    clause = node.args.get("where")
    if clause is None:
        return ""
    # A WHERE sees no names of the SELECT's own columns.
    aliases, scope.aliases = scope.aliases, {}
    condition = boolean(clause.this, scope, "the condition of WHERE")
    scope.aliases = aliases
    return f"WHERE {bare(condition.sql)}"


def _key_texts(node: exp.Select, scope: Scope) -> list[str]:
    """The columns that GROUP BY names, which `grouping_id()` counts."""
    group = node.args.get("group")
    texts = []
    for column in group.find_all(exp.Column, bfs=False) if group is not None else []:
        found = scope.resolve([part.name for part in column.parts], column)
        if found and found[0].sql not in texts:
            texts.append(found[0].sql)
    return texts


class Item:
    """One entry of a SELECT's list: an expression, a star, or a generator of several columns."""

    def __init__(self, columns, value: Typed | None = None, is_star: bool = False):
        #: Name, DuckDB's text and type of each column.
        self.columns = columns
        self.value = value
        self.is_star = is_star


def _items(node: exp.Select, scope: Scope) -> list[Item]:
    items = []
    for entry in node.expressions:
        item = _item(entry, scope, node)
        items.append(item)
        if item.value is not None and isinstance(entry, exp.Alias):
            scope.aliases.setdefault(entry.alias.lower(), item.value)
    if sum(generators.generates(generators.inner(entry)) for entry in node.expressions) > 1:
        raise Refusal("a SELECT has one explode at most", node, "explode")
    return items


def _item(entry: exp.Expression, scope: Scope, node: exp.Select) -> Item:
    star = _star(entry)
    if star is not None:
        return _expanded(entry, star, scope)
    called = generators.inner(entry)
    if generators.generates(called):
        if node.args.get("group") or any(isinstance(e, exp.Window) for x in node.expressions for e in x.walk()):
            raise unsupported("explode beside GROUP BY or a window", called, generators.name(called))
        columns = generators.columns(called, scope, generators.names(entry))
        return Item([(column.name, text, column.type) for column, text in columns])
    inner = generators.inner(entry)
    if isinstance(entry, exp.Aliases):
        raise Refusal("several names are given to one column", entry, "AS")
    value = translate(inner, scope)
    name = entry.alias if isinstance(entry, exp.Alias) else value.column_name
    return Item([(name, _with_type(value), value.type)], value)


def _with_type(value: Typed) -> str:
    """The text of a column; one that may be nothing but null says its type, which DuckDB would not know."""
    is_plain = "NULL" not in value.sql or "void" in str(value.type)
    return value.sql if is_plain or not value.type.is_known else postfix(value.sql, value.type)


def _star(entry: exp.Expression) -> str | None:
    """The table of `t.*`, "" of a plain star, `None` of anything else."""
    if isinstance(entry, exp.Star):
        if any(entry.args.values()):
            raise unsupported("EXCEPT or REPLACE after a star", entry, "*")
        return ""
    if isinstance(entry, exp.Column) and isinstance(entry.this, exp.Star):
        return ".".join(part.name for part in entry.parts[:-1])
    return None


def _expanded(entry: exp.Expression, table: str, scope: Scope) -> Item:
    """The columns that a star stands for; a star itself where they are not known."""
    visible = [source for source in scope.sources if source.visible]
    if table:
        visible = [s for s in visible if s.alias and s.alias.lower() == table.lower()]
        if not visible:
            return _fields(entry, table, scope)
    if not visible:
        raise Refusal("a star needs a FROM", entry, "*")
    if any(source.columns is None for source in visible):
        prefix = f"{identifier(visible[0].alias)}." if table else ""
        return Item([("*", prefix + "*", dt.UNKNOWN)], is_star=True)
    columns, merged = [], set()
    for source in visible:
        for column in source.columns if not table else []:
            if column.name.lower() in source.merged and column.name.lower() not in merged:
                merged.add(column.name.lower())
                columns.append((column.name, identifier(column.name), column.type))
    for source in visible:
        for column in source.columns:
            if column.name.lower() not in merged:
                found = scope.resolve(([source.alias] if source.alias else []) + [column.name], entry)
                columns.append((column.name, found[0].sql, column.type))
    return Item(columns)


def _fields(entry: exp.Expression, name: str, scope: Scope) -> Item:
    """`s.*` of a struct: each of its fields."""
    found = scope.resolve(name.split("."), entry)
    if found is None or found[0].type.kind != "struct" or found[1]:
        raise Refusal(f"no table named '{name}' stands before '.*'", entry, name)
    value = found[0]
    return Item(
        [
            (field, f"struct_extract({value.sql}, '{field}')", kind)
            for field, kind in zip(value.type.names, value.type.parts)
        ]
    )


def _select(node: exp.Select, items: list[Item]) -> str:
    texts = []
    for item in items:
        for name, sql, _ in item.columns:
            text = bare(sql)
            is_own_name = text == identifier(name) or text.endswith("." + identifier(name))
            texts.append(text if item.is_star or is_own_name else f"{text} AS {identifier(name)}")
    word = "SELECT DISTINCT" if node.args.get("distinct") else "SELECT"
    one_line = f"{word} {', '.join(texts)}"
    if len(one_line) <= 100 and "\n" not in one_line:
        return one_line
    return f"{word}\n" + indented(",\n".join(texts))


class _Grouping:
    """GROUP BY and HAVING."""

    def __init__(self, node: exp.Select, scope: Scope, items: list[Item]):
        self.node = node
        self.scope = scope
        self.items = items
        self.keys: list[str] = []
        self.sql = self._group_by()

    def _group_by(self) -> str:
        group = self.node.args.get("group")
        if group is None:
            return ""
        if group.args.get("all"):
            return "GROUP BY ALL"
        texts = [self._element(entry) for entry in group.expressions]
        sets = [*(group.args.get("grouping_sets") or [])]
        if group.args.get("rollup") or group.args.get("cube"):
            word = "ROLLUP" if group.args.get("rollup") else "CUBE"
            return f"GROUP BY {word} ({', '.join(texts)})"
        if sets:
            # `GROUP BY a, b GROUPING SETS (…)`: the list before only names the keys.
            return f"GROUP BY {', '.join(self._sets(entry) for entry in sets)}"
        return f"GROUP BY {', '.join(texts)}"

    def _element(self, entry: exp.Expression) -> str:
        if isinstance(entry, (exp.Rollup, exp.Cube)):
            word = "ROLLUP" if isinstance(entry, exp.Rollup) else "CUBE"
            return f"{word} ({', '.join(self._element(part) for part in entry.expressions)})"
        if isinstance(entry, exp.GroupingSets):
            return self._sets(entry)
        if isinstance(entry, exp.Tuple):
            return f"({', '.join(self._element(part) for part in entry.expressions)})"
        return self._key(entry)

    def _sets(self, entry: exp.GroupingSets) -> str:
        listed = []
        for part in entry.expressions:
            text = self._element(part.this if isinstance(part, exp.Paren) else part)
            listed.append(text if text.startswith("(") else f"({text})")
        return f"GROUPING SETS ({', '.join(listed)})"

    def _key(self, entry: exp.Expression) -> str:
        if isinstance(entry, exp.Literal) and not entry.is_string and entry.name.isdigit():
            return self._position(entry)
        if isinstance(entry, exp.Column) and not entry.table:
            aliases, self.scope.aliases = self.scope.aliases, {}
            is_column = self.scope.resolve([entry.name], entry) is not None
            self.scope.aliases = aliases
            if not is_column and entry.name.lower() in self.scope.aliases:
                value = self.scope.aliases[entry.name.lower()]
                self.keys.append(value.sql)
                return identifier(entry.name)
        value = translate(entry, self.scope)
        self.keys.append(value.sql)
        return bare(value.sql)

    def _position(self, entry: exp.Literal) -> str:
        columns = [column for item in self.items for column in item.columns]
        index = int(entry.name)
        if not 1 <= index <= len(columns):
            raise Refusal(f"GROUP BY {index} is no column: there are {len(columns)}", entry, entry.name)
        self.keys.append(columns[index - 1][1])
        return entry.name

    def having(self) -> str:
        clause = self.node.args.get("having")
        if clause is None:
            return ""
        scope = _with_aliases_first(self.scope, self.keys)
        return f"HAVING {bare(boolean(clause.this, scope, 'the condition of HAVING').sql)}"


@dataclass
class _AliasesFirst(Scope):
    """Names as HAVING and ORDER BY see them: the SELECT's own columns before those of its sources."""


    def resolve(self, parts, at):
        lower = parts[0].lower()
        own = self.aliases.get(lower)
        if own is not None and lower not in self.arguments:
            column = super().own(parts, at, is_outer=False)
            is_key = column is not None and column[0].sql in self.keys
            if not is_key and not self._is_inside_aggregate(at):
                return Typed(own.sql, own.type, parts[0], bounds=own.bounds), parts[1:]
        return super().resolve(parts, at)

    def _is_inside_aggregate(self, at) -> bool:
        from . import functions

        node = at.parent if isinstance(at, exp.Expression) else None
        while node is not None and not isinstance(node, exp.Select):
            if isinstance(node, exp.Anonymous) and functions.is_aggregate(str(node.this)):
                return not isinstance(node.parent, exp.Window)
            node = node.parent
        return False


def _with_aliases_first(scope: Scope, keys: list[str]) -> Scope:
    own = {part.name: getattr(scope, part.name) for part in fields(scope)}
    return _AliasesFirst(**{**own, "aliases": dict(scope.aliases), "keys": keys})


def _ordered(node: exp.Select, relation: Relation, scope: Scope, items: list[Item]) -> Relation:
    outer = _with_aliases_first(scope, [])
    for item in items:
        if item.value is None or item.value.column_name.lower() in outer.aliases:
            continue
        # A column without an alias can be named as Spark calls it.
        outer.aliases[item.columns[0][0].lower()] = item.value
    generated = {
        name.lower(): kind for item in items if item.value is None and not item.is_star
        for name, _, kind in item.columns
    }
    return ordered_and_limited(node, relation, outer, generated)


def ordered_and_limited(
    node: exp.Expression, relation: Relation, scope: Scope, generated: dict | None = None
) -> Relation:
    """ORDER BY, LIMIT and OFFSET after a query."""
    order = node.args.get("order") or node.args.get("sort") or node.args.get("cluster")
    sql = relation.sql
    if order is not None:
        terms = [_term(term, scope, generated or {}) for term in order.expressions]
        sql += "\nORDER BY " + ", ".join(terms)
    for key, word in (("limit", "LIMIT"), ("offset", "OFFSET")):
        clause = node.args.get(key)
        if clause is not None:
            sql += _count(clause, word, scope)
    return Relation(sql, relation.columns)


def _term(term: exp.Expression, scope: Scope, generated: dict) -> str:
    inner = term.this if isinstance(term, exp.Ordered) else term
    if isinstance(inner, exp.Literal) and not inner.is_string and inner.name.isdigit():
        return ordered(term, scope, Typed(inner.name, dt.INT, inner.name))[0]
    if isinstance(inner, exp.Column) and not inner.table:
        lower = inner.name.lower()
        if lower in scope.outputs or lower in generated:
            kind = scope.aliases[lower].type if lower in scope.aliases else generated.get(lower, dt.VOID)
            return ordered(term, scope, Typed(identifier(inner.name), kind, inner.name))[0]
    return ordered(term, scope)[0]


def _count(clause: exp.Expression, word: str, scope: Scope) -> str:
    inner = clause.expression
    if isinstance(inner, (exp.Column, exp.Var)) and inner.name.lower() == "all":
        return ""
    value = implicit(translate(inner, Scope(scope.statement)), dt.INT, inner, f"the number of {word}")
    if value.bounds and value.bounds[0] < 0:
        raise Refusal(f"{word} {value.name} is less than 0", clause, word)
    return f"\n{word} {bare(value.sql)}"


def ordered_result(node: exp.Expression, relation: Relation, scope: Scope) -> Relation:
    """ORDER BY, LIMIT and OFFSET after a set operation or a query in parentheses.

    DuckDB orders such a query by its columns alone: by anything else it is a query around it.
    """
    inner = Scope(
        scope.statement, scope.parent, sources=[Source(None, relation.columns)], queries=scope.queries
    )
    order = node.args.get("order")
    plain = order is None or all(
        isinstance(term.this, (exp.Column, exp.Literal)) for term in order.expressions
    )
    if not plain:
        name = scope.statement.unused_name()
        sql = f"SELECT *\nFROM {in_parentheses(relation.sql)} AS {name}"
        relation = Relation(sql, relation.columns)
    return ordered_and_limited(node, relation, inner)


def table_as_query(node: exp.Table, scope: Scope) -> Relation:
    """A table in parentheses."""
    text = sources.source(node, scope)
    return Relation(f"SELECT * FROM {text}", scope.sources[-1].columns)
