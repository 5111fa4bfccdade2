"""Where in the user's SQL a failure of what it was translated to comes from.

DuckDB names an offset in the translation, or says what only some function or query can have failed with. A place is
told where all that it can be stands at one; elsewhere none is, since a wrong one is worse.
"""

from __future__ import annotations

import contextlib
import re

from sqlglot import exp

#: What DuckDB says where a query in an expression answers more than one row.
_TOO_MANY = "More than one row returned by a subquery"

_pairs: list[tuple[str, exp.Expression]] | None = None


@contextlib.contextmanager
def recorded():
    """Collects what every expression is translated to, with its node."""
    global _pairs
    _pairs = []
    try:
        yield _pairs
    finally:
        _pairs = None


def record(text: str, node: exp.Expression) -> None:
    if _pairs is not None:
        _pairs.append((text, node))


def at_offset(translation: str, offset: int, pairs) -> list[list[exp.Expression]]:
    """The nodes whose text is around an offset in bytes, together where it is the same, the shortest first."""
    at = len(translation.encode()[:offset].decode("utf-8", "ignore"))
    if not re.compile(r"::|[\w\"'(\[]").match(translation, at) or _is_within(translation, at):
        return []
    around = [text for text in {text for text, _ in pairs} if text and _covers(translation, text, at)]
    return [[node for other, node in pairs if other == text] for text in sorted(around, key=len)]


def _covers(translation: str, text: str, at: int) -> bool:
    start = translation.find(text, max(at - len(text) + 1, 0))
    while 0 <= start <= at:
        if not _is_within(translation, start) and not _is_within(translation, start + len(text)):
            return True
        start = translation.find(text, start + 1)
    return False


def _is_within(text: str, at: int) -> bool:
    """Whether an offset is in the middle of a word."""
    return 0 < at < len(text) and bool(re.match(r"\w\w", text[at - 1 : at + 1]))


def of_message(message: str, macros, pairs) -> list[list[exp.Expression]]:
    """The innermost nodes that can fail with a message."""
    if message.startswith(_TOO_MANY):
        return [[node for _, node in pairs if isinstance(node, exp.Subquery)]]
    names = macros.failing_with(message)
    if not names:
        return []
    calls = re.compile(rf"\b(?:{'|'.join(names)})\(")
    found = [node for text, node in pairs if calls.search(text)]
    outer = set()
    for node in found:
        while node.parent is not None:
            node = node.parent
            outer.add(id(node))
    return [[node for node in found if id(node) not in outer]]
