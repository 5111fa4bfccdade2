"""What names mean in a query: its sources, the columns they have, and the query around it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace

from . import datatypes as dt
from .datatypes import Type
from .identifiers import identifier
from .refusal import Refusal
from .typed import Typed


@dataclass(frozen=True)
class Column:
    """A column that a query reads or answers."""

    name: str
    type: Type


@dataclass
class Source:
    """A table, subquery or view in a FROM; `columns` is `None` where nobody has said them."""

    alias: str | None
    columns: list[Column] | None
    #: Columns that stand once for both sides of a join (USING), which belong to no one table.
    merged: set[str] = field(default_factory=set)
    #: Whether its columns can be named and are among `*`: not so behind a semi join.
    visible: bool = True


@dataclass(frozen=True)
class Named:
    """A table or a common table expression: what DuckDB calls it, and its columns if they are known."""

    name: str
    columns: list[Column] | None


class Statement:
    """What all queries of one statement share: the tables there are, and names that nobody else has."""

    def __init__(self, tables: dict[str, Named] | None):
        """`tables` is by name in lower case; `None` where nobody has said which there are."""
        self.tables = tables
        self._numbers = itertools.count(1)

    def unused_name(self) -> str:
        """A name for a subquery, or for the argument of a lambda function."""
        return f"spark_{next(self._numbers)}"


@dataclass
class Scope:
    """The names that an expression may use."""

    statement: Statement
    parent: "Scope | None" = None
    sources: list[Source] = field(default_factory=list)
    #: Common table expressions, by name in lower case.
    queries: dict[str, Named] = field(default_factory=dict)
    #: What the names of this SELECT's own columns stand for, as far as they are known.
    aliases: dict[str, Typed] = field(default_factory=dict)
    #: Arguments of the lambda functions around the expression, by name in lower case.
    arguments: dict[str, Typed] = field(default_factory=dict)
    #: Windows that the query names.
    windows: dict[str, object] = field(default_factory=dict)
    #: The texts of the keys of GROUP BY.
    keys: list[str] = field(default_factory=list)
    #: Names of the SELECT's columns: a column of a source with such a name is written with its table.
    outputs: set[str] = field(default_factory=set)

    def inside(self) -> "Scope":
        """The scope of a query inside this one, which may name what this one names."""
        return Scope(self.statement, parent=self)

    def beside(self) -> "Scope":
        """The scope of a query in a FROM, which does not see what stands beside it."""
        return Scope(self.statement, parent=self.parent, queries=self.queries)

    def with_arguments(self, arguments: dict[str, Typed]) -> "Scope":
        """This scope with the arguments of a lambda function."""
        return replace(self, arguments={**self.arguments, **arguments})

    def table_named(self, name: str) -> Named | None:
        """A common table expression or a table."""
        lower = name.lower()
        scope: Scope | None = self
        while scope:
            if lower in scope.queries:
                return scope.queries[lower]
            scope = scope.parent
        if self.statement.tables is None:
            return Named(name, None)
        return self.statement.tables.get(lower)

    def resolve(self, parts: list[str], at) -> tuple[Typed, list[str]] | None:
        """What a name with dots means: a column, and the fields taken from it."""
        if parts[0].lower() in self.arguments:
            return self.arguments[parts[0].lower()], parts[1:]
        scope: Scope | None = self
        while scope:
            found = scope.own(parts, at, is_outer=scope is not self)
            if found:
                return found
            scope = scope.parent
        return None

    def own(self, parts: list[str], at, is_outer: bool) -> tuple[Typed, list[str]] | None:
        """The same among the sources of this query alone."""
        if len(parts) > 1:
            found = self._of_table(parts[0], parts[1], is_outer)
            if found:
                return found, parts[2:]
        found = self._of_any(parts[0], at, is_outer)
        return (found, parts[1:]) if found else None

    def _of_table(self, table: str, name: str, is_outer: bool) -> Typed | None:
        for source in self.sources:
            if not source.visible or not source.alias or source.alias.lower() != table.lower():
                continue
            if source.columns is None:
                return Typed(f"{identifier(source.alias)}.{identifier(name)}", dt.UNKNOWN, name)
            for column in source.columns:
                if column.name.lower() == name.lower():
                    return self._column(source, column, name, is_outer, is_qualified=True)
        return None

    def _of_any(self, name: str, at, is_outer: bool) -> Typed | None:
        lower = name.lower()
        found = [
            (source, column)
            for source in self.sources
            if source.visible
            for column in source.columns or []
            if column.name.lower() == lower
        ]
        merged = [pair for pair in found if lower in pair[0].merged]
        if merged and len(merged) == len(found):
            source, column = merged[0]
            return Typed(identifier(column.name), column.type, name)
        if len(found) > 1:
            tables = ", ".join(f"'{source.alias}'" for source, _ in found)
            raise Refusal(f"'{name}' is a column of more than one table: {tables}", at, name)
        if found:
            return self._column(*found[0], name, is_outer, is_qualified=False)
        unknown = [source for source in self.sources if source.columns is None and source.visible]
        if len(unknown) == 1:
            return Typed(f"{identifier(unknown[0].alias or '')}.{identifier(name)}", dt.UNKNOWN, name)
        if unknown:
            return Typed(identifier(name), dt.UNKNOWN, name)
        return None

    def _column(
        self, source: Source, column: Column, name: str, is_outer: bool, is_qualified: bool
    ) -> Typed:
        lower = column.name.lower()
        is_shared = sum(
            other.name.lower() == lower for each in self.sources for other in each.columns or []
        )
        needs_table = is_outer or is_shared > 1 or lower in self.outputs
        prefix = f"{identifier(source.alias)}." if source.alias and needs_table else ""
        return Typed(prefix + identifier(column.name), column.type, name)

    def names(self) -> list[str]:
        """All column names that can be used here, for what is said of one that is not there."""
        own = [column.name for source in self.sources for column in source.columns or []]
        return own + (self.parent.names() if self.parent else [])
