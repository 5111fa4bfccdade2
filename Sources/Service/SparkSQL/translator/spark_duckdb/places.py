"""Where nodes of a tree stand in the text that it was read from."""

from __future__ import annotations

from sqlglot import exp


class Places:
    """The places in one text; each tree is walked once, however many of its nodes are asked for."""

    def __init__(self, sql: str):
        self._sql = sql
        self._starts: dict[int, int | None] = {}
        #: An id is a node's only as long as the node is there.
        self._trees: list[exp.Expression] = []

    def of(self, at) -> tuple[int, int] | None:
        """Line and column, both from 1, of a node or an offset."""
        offset = at if isinstance(at, int) else self.start(at)
        if offset is None or not 0 <= offset <= len(self._sql):
            return None
        before = self._sql[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    def start(self, node) -> int | None:
        """Where a node begins: the first of its parts that knows its place, or of what is around it."""
        while isinstance(node, exp.Expression):
            for tree in (node.root(), node) if id(node) not in self._starts else ():
                self._walk(tree)
            found = self._starts[id(node)]
            if found is not None:
                return found
            node = node.parent
        return None

    def _walk(self, tree: exp.Expression) -> None:
        if id(tree) in self._starts:
            return
        self._trees.append(tree)
        nodes = list(tree.walk())
        for node in nodes:
            self._starts[id(node)] = (node._meta or {}).get("start")
        # Each node comes behind the one that it is part of.
        for node in reversed(nodes):
            found, around = self._starts[id(node)], self._starts.get(id(node.parent))
            if found is not None and node is not tree:
                self._starts[id(node.parent)] = found if around is None else min(found, around)
