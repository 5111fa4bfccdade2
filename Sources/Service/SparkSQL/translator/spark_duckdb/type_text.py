"""Types read from Spark's words, as schemas of requests and casts write them."""

from __future__ import annotations

import re

from . import datatypes as dt
from .refusal import Refusal

_NAMES = {
    "void": dt.VOID,
    "boolean": dt.BOOLEAN,
    "tinyint": dt.TINYINT,
    "byte": dt.TINYINT,
    "smallint": dt.SMALLINT,
    "short": dt.SMALLINT,
    "int": dt.INT,
    "integer": dt.INT,
    "bigint": dt.BIGINT,
    "long": dt.BIGINT,
    "float": dt.FLOAT,
    "real": dt.FLOAT,
    "double": dt.DOUBLE,
    "string": dt.STRING,
    "char": dt.STRING,
    "varchar": dt.STRING,
    "binary": dt.BINARY,
    "date": dt.DATE,
    "timestamp": dt.TIMESTAMP,
    "timestamp_ltz": dt.TIMESTAMP,
    "json": dt.JSON,
    "unknown": dt.UNKNOWN,
}
_TOKEN = re.compile(r"\s*(`(?:[^`]|``)*`|[^\s<>(),:`]+|[<>(),:])")


def parse_type(text: str) -> dt.Type:
    """The type that a text such as `map<string,array<int>>` names.

    Raises a `Refusal` for what is no type of Spark.
    """
    reader = _Reader(text)
    parsed = reader.type()
    reader.end()
    return parsed


class _Reader:
    """Reads one type from the left to the right."""

    def __init__(self, text: str):
        self.text = text
        self.tokens = [found.group(1) for found in _TOKEN.finditer(text)]
        self.at = 0

    def type(self) -> dt.Type:
        word = self.take().lower()
        if word == "array":
            self.expect("<")
            element = self.type()
            self.expect(">")
            return dt.array_of(element)
        if word == "map":
            self.expect("<")
            key = self.type()
            self.expect(",")
            value = self.type()
            self.expect(">")
            return dt.map_of(key, value)
        if word == "struct":
            return self.struct()
        if word in ("decimal", "dec", "numeric"):
            digits = self.arguments()
            precision, scale = (digits + [0, 0])[:2] if digits else (10, 0)
            return dt.decimal(precision, scale)
        if word in ("char", "varchar", "character"):
            self.arguments()
            return dt.STRING
        if word not in _NAMES:
            raise self.wrong()
        return _NAMES[word]

    def struct(self) -> dt.Type:
        self.expect("<")
        fields: list[tuple[str, dt.Type]] = []
        while self.peek() != ">":
            name = self.take()
            if name.startswith("`"):
                name = name[1:-1].replace("``", "`")
            if self.peek() == ":":
                self.take()
            fields.append((name, self.type()))
            if self.peek() == ",":
                self.take()
        self.expect(">")
        return dt.struct_of(fields)

    def arguments(self) -> list[int]:
        if self.peek() != "(":
            return []
        self.take()
        numbers: list[int] = []
        while self.peek() != ")":
            token = self.take()
            if token.isascii() and token.isdigit() and len(token) < 10:
                numbers.append(int(token))
            elif token != ",":
                raise self.wrong()
        self.expect(")")
        return numbers

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        if not token:
            raise self.wrong()
        self.at += 1
        return token

    def expect(self, token: str) -> None:
        if self.take() != token:
            raise self.wrong()

    def end(self) -> None:
        if self.at != len(self.tokens):
            raise self.wrong()

    def wrong(self) -> Refusal:
        return Refusal(f"'{self.text}' is not a type of Spark", name=self.text)
