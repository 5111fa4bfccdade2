"""The DuckDB macros that a translation uses, in the order in which they must be created."""

from __future__ import annotations

import os
import re

_NAME = re.compile(r"\bspark_[a-z0-9_]+\b")
#: What a macro fails with, where the texts in it are literals.
_ERROR = re.compile(r"\berror\(((?:'(?:[^']|'')*'|\s*\|\|\s*|\w+)+)\)")
_START = re.compile(r"^CREATE MACRO (spark_[a-z0-9_]+)", re.MULTILINE)


class Macros:
    """All macros by name, each with its text and those it uses."""

    def __init__(self, texts: list[str]):
        """Takes the texts of the files; a macro may use those of any file."""
        self._texts: dict[str, str] = {}
        for text in texts:
            starts = list(_START.finditer(text))
            ends = [start.start() for start in starts[1:]] + [len(text)]
            for start, end in zip(starts, ends):
                self._texts[start.group(1)] = _without_comments(text[start.start() : end])
        self._uses = {
            name: [used for used in dict.fromkeys(_NAME.findall(text)) if used in self._texts and used != name]
            for name, text in self._texts.items()
        }

    @staticmethod
    def of_directories(*directories: str) -> "Macros":
        """The macros of all `.sql` files in directories; a later one stands for one of the same name."""
        texts = []
        for directory in directories:
            for name in sorted(os.listdir(directory)):
                if name.endswith(".sql"):
                    with open(os.path.join(directory, name), encoding="utf-8") as file:
                        texts.append(file.read())
        return Macros(texts)

    def used_by(self, sql: str) -> list[str]:
        """The macros that a text calls, and those that they call, which come before them."""
        found: list[str] = []
        for name in dict.fromkeys(_NAME.findall(sql)):
            self._add(name, found)
        return found

    def _add(self, name: str, found: list[str]) -> None:
        if name in found or name not in self._texts:
            return
        for used in self._uses[name]:
            self._add(used, found)
        found.append(name)

    def failing_with(self, message: str) -> list[str]:
        """The macros that fail with a message, and those that use them."""
        failing = {name for name, text in self._texts.items() if _fails_with(text, message)}
        return [name for name in self._texts if failing & {name, *self.used_by(name)}]

    def text(self, names: list[str]) -> str:
        """The statements that create the macros."""
        return "\n".join(self._texts[name] for name in names)

    @property
    def names(self) -> list[str]:
        return list(self._texts)


def _fails_with(text: str, message: str) -> bool:
    for said in _ERROR.findall(text):
        parts = re.split(r"\s*\|\|\s*(?=(?:[^']|'[^']*')*$)", said)
        pattern = "".join(re.escape(part[1:-1].replace("''", "'")) if part.startswith("'") else ".*" for part in parts)
        if re.fullmatch(pattern, message, re.DOTALL):
            return True
    return False


def _without_comments(text: str) -> str:
    lines = [line for line in text.split("\n") if not line.startswith("--")]
    return "\n".join(lines).strip()
