"""Regular expressions of Java as those of RE2, which is DuckDB's engine.

What both have is rewritten where it means something else; what RE2 lacks is refused by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .refusal import Refusal, unsupported
from .typed import Typed

#: What Java ends a line with; `.` matches none of them.
_LINE_ENDS = r"\n\r\x{85}\x{2028}\x{2029}"
_DIGIT = re.compile("[0-9]")
_COUNT = re.compile("[0-9]+(,[0-9]*)?")
_SPACE = r"\t\n\x0B\f\r "
_REPEATS = "*+?"
_PROPERTIES = {
    "Lower": "[a-z]",
    "Upper": "[A-Z]",
    "Alpha": "[a-zA-Z]",
    "Digit": "[0-9]",
    "Alnum": "[a-zA-Z0-9]",
    "Punct": r"[!-/:-@\[-`{-~]",
    "Blank": r"[ \t]",
    "XDigit": "[0-9a-fA-F]",
    "Space": f"[{_SPACE}]",
    "ASCII": r"[\x00-\x7F]",
    "IsHan": r"\p{Han}",
    "script=Han": r"\p{Han}",
    "IsAlphabetic": r"\p{L}",
    "L": r"\p{L}",
    "Lu": r"\p{Lu}",
    "Ll": r"\p{Ll}",
    "N": r"\p{N}",
    "Nd": r"\p{Nd}",
    "P": r"\p{P}",
    "S": r"\p{S}",
    "Z": r"\p{Z}",
    "IsL": r"\p{L}",
    "IsN": r"\p{N}",
}


@dataclass(frozen=True)
class Regex:
    """A pattern for RE2.

    `groups` counts its capturing groups. `can_be_empty` says whether it matches a text of no length:
    Java and RE2 find such matches at different places. `has_end` says whether it has a `$`, which for Java
    also stands before a line's end that is the last thing in the text.
    """

    text: str
    groups: int
    can_be_empty: bool
    has_end: bool
    #: The text without any special character, where the pattern is just a text.
    plain: str | None

    @property
    def for_search(self) -> str:
        """The pattern for the question whether there is a match at all."""
        return self.text.replace(_END, rf"(?:\r\n|[{_LINE_ENDS}])?\z")

    @property
    def for_extent(self) -> str:
        """The pattern for what a match covers, in a text that does not end a line."""
        return self.text.replace(_END, r"\z")


# Stands for `$` until it is known what the pattern is for; no pattern has this character.
_END = "\ufdd0"


def translated(pattern: Typed, at) -> Regex:
    """The pattern of a literal."""
    if not isinstance(pattern.value, str):
        raise unsupported("a regular expression that is no literal", at, pattern.name)
    return _Reader(pattern.value, at).read()


class _Reader:
    """Reads a pattern of Java from the left to the right and writes one of RE2."""

    def __init__(self, pattern: str, at):
        self.pattern = pattern
        self.node = at
        self.at = 0
        self.groups = 0
        self.has_end = False
        self.ignores_case = False

    def read(self) -> Regex:
        if _END in self.pattern:
            raise self.lacking("the character U+FDD0")
        text, shortest = self.alternatives()
        if self.at < len(self.pattern):
            raise self.wrong("a ')' without its '('")
        if self.ignores_case and any(ord(c) > 127 and c.isalpha() and c.lower() != c.upper() for c in text):
            raise self.lacking("(?i) with letters that are not ASCII")
        return Regex(text, self.groups, shortest == 0, self.has_end, self.plain())

    def plain(self) -> str | None:
        special = set("\\^$.|?*+()[]{}")
        if not special & set(self.pattern):
            return self.pattern
        if len(self.pattern) == 2 and self.pattern[0] == "\\" and not self.pattern[1].isalnum():
            return self.pattern[1]
        return None

    def alternatives(self) -> tuple[str, int]:
        """Branches up to a closing parenthesis or the end: their text and their shortest match."""
        texts, lengths = [], []
        while True:
            text, shortest = self.branch()
            texts.append(text)
            lengths.append(shortest)
            if self.peek() != "|":
                return "|".join(texts), min(lengths)
            self.at += 1

    def branch(self) -> tuple[str, int]:
        text, shortest = "", 0
        while self.at < len(self.pattern) and self.peek() not in "|)":
            piece, length = self.atom()
            repeated, minimum = self.repeat(piece)
            text += repeated
            shortest += length * minimum
        return text, shortest

    def atom(self) -> tuple[str, int]:
        sign = self.take()
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.set(), 1
        if sign == "\\":
            return self.escape()
        if sign == ".":
            return f"[^{_LINE_ENDS}]", 1
        if sign == "^":
            return r"\A", 0
        if sign == "$":
            self.has_end = True
            return _END, 0
        if sign in _REPEATS:
            raise self.wrong(f"'{sign}' with nothing before it")
        return (f"\\{sign}" if sign in "{}]" else sign), 1

    def group(self) -> tuple[str, int]:
        opening = "("
        if self.peek() == "?":
            self.at += 1
            opening = self.group_kind()
            if opening == "":
                return "", 0
            if opening.endswith(")"):
                return opening, 0
        else:
            self.groups += 1
        text, shortest = self.alternatives()
        if self.peek() != ")":
            raise self.wrong("a '(' without its ')'")
        self.at += 1
        return f"{opening}{text})", shortest

    def group_kind(self) -> str:
        """What follows `(?`."""
        rest = self.pattern[self.at :]
        if rest.startswith(":"):
            self.at += 1
            return "(?:"
        if rest[:1] in "=!" or rest[:2] in ("<=", "<!"):
            raise self.lacking("look-around")
        if rest.startswith(">"):
            raise self.lacking("an atomic group")
        if rest.startswith("<"):
            name, closing, _ = rest[1:].partition(">")
            if not closing:
                raise self.wrong("a group's name without '>'")
            self.at += len(name) + 2
            self.groups += 1
            return f"(?P<{name}>"
        return self.flags(rest)

    def flags(self, rest: str) -> str:
        letters = ""
        while rest[len(letters) : len(letters) + 1].isalpha() or rest[len(letters) : len(letters) + 1] == "-":
            letters += rest[len(letters)]
        closing = rest[len(letters) : len(letters) + 1]
        if closing not in (")", ":") or set(letters) - {"i"}:
            raise self.lacking(f"'(?{rest[: len(letters) + 1]}'")
        self.ignores_case = True
        self.at += len(letters) + 1
        return f"(?{letters}{closing}"

    def escape(self) -> tuple[str, int]:
        sign = self.take()
        if sign in "dDwW":
            return f"\\{sign}", 1
        if sign == "s":
            return f"[{_SPACE}]", 1
        if sign == "S":
            return f"[^{_SPACE}]", 1
        if sign in "bB":
            return f"\\{sign}", 0
        if sign == "A":
            return r"\A", 0
        if sign == "z":
            return r"\z", 0
        if sign == "Z":
            self.has_end = True
            return _END, 0
        if sign == "Q":
            return self.quotation()
        if sign in "pP":
            return self.property(sign == "P"), 1
        return self.escaped_character(sign), 1

    def escaped_character(self, sign: str) -> str:
        if sign in "tnrf":
            return f"\\{sign}"
        if sign == "u" and self.hexadecimal(4):
            return f"\\x{{{self.skip(4)}}}"
        if sign == "x" and self.hexadecimal(2):
            return f"\\x{self.skip(2)}"
        if sign in "123456789" or sign == "k":
            raise self.lacking("a reference back to a group")
        if sign.isalnum():
            raise self.lacking(f"'\\{sign}'")
        return f"\\{sign}" if ord(sign) < 128 else sign

    def quotation(self) -> tuple[str, int]:
        text, closing, _ = self.pattern[self.at :].partition("\\E")
        self.at += len(text) + len(closing)
        return "".join(c if c.isalnum() or ord(c) > 127 else f"\\{c}" for c in text), len(text)

    def property(self, is_negated: bool) -> str:
        name = self.take()
        if name == "{":
            name, closing, _ = self.pattern[self.at :].partition("}")
            if not closing:
                raise self.wrong("a '\\p{' without its '}'")
            self.at += len(name) + 1
        found = _PROPERTIES.get(name)
        if found is None:
            raise self.lacking(f"'\\p{{{name}}}'")
        if not is_negated:
            return found
        return found.replace("\\p", "\\P", 1) if found.startswith("\\p") else f"[^{found[1:]}"

    def set(self) -> str:
        text = "["
        if self.peek() == "^":
            self.at += 1
            text += "^"
        first = True
        while first or self.peek() != "]":
            if self.at >= len(self.pattern):
                raise self.wrong("a '[' without its ']'")
            text += self.member(first)
            first = False
        self.at += 1
        return text + "]"

    def member(self, is_first: bool) -> str:
        sign = self.take()
        if sign == "[":
            raise self.lacking("a set inside a set")
        if sign == "&" and self.peek() == "&":
            raise self.lacking("an intersection of sets")
        if sign == "]" and is_first:
            return "\\]"
        if sign == "\\":
            return self.escape_in_set()
        return f"\\{sign}" if sign == "^" else sign

    def escape_in_set(self) -> str:
        sign = self.take()
        if sign in "dDwW":
            return f"\\{sign}"
        if sign == "s":
            return _SPACE
        if sign == "S":
            raise self.lacking("'\\S' in a set")
        if sign in "pP":
            found = self.property(sign == "P")
            if found.startswith("[^"):
                raise self.lacking("a negated property in a set")
            return found[1:-1] if found.startswith("[") else found
        if sign == "b":
            raise self.lacking("'\\b' in a set")
        return self.escaped_character(sign)

    def repeat(self, piece: str) -> tuple[str, int]:
        """A quantifier after a piece: the text of both, and how often the piece is at least."""
        sign = self.peek()
        if sign and sign in _REPEATS:
            self.at += 1
            count, minimum = sign, 1 if sign == "+" else 0
        elif sign == "{":
            count, minimum = self.counted()
        else:
            return piece, 1
        following = self.peek()
        if following == "+":
            raise self.lacking("a possessive quantifier")
        if following == "?":
            self.at += 1
            count += "?"
        if self.peek() in ("*", "+", "?") and self.peek():
            raise self.wrong("two quantifiers in a row")
        if piece in (_END, r"\A"):
            piece = f"(?:{piece})"
        return piece + count, minimum

    def counted(self) -> tuple[str, int]:
        inner, closing, _ = self.pattern[self.at + 1 :].partition("}")
        if not closing or not _COUNT.fullmatch(inner):
            raise self.wrong("a '{' that is no quantifier")
        numbers = inner.split(",")
        if any(len(number) > 4 or int(number or 0) > 1000 for number in numbers):
            raise self.lacking("more than 1000 repetitions")
        self.at += len(inner) + 2
        return f"{{{inner}}}", int(numbers[0])

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        sign = self.peek()
        if not sign:
            raise self.wrong("an end that comes too soon")
        self.at += 1
        return sign

    def hexadecimal(self, length: int) -> bool:
        digits = self.pattern[self.at : self.at + length]
        return len(digits) == length and all(c in "0123456789abcdefABCDEF" for c in digits)

    def skip(self, length: int) -> str:
        self.at += length
        return self.pattern[self.at - length : self.at]

    def wrong(self, what: str) -> Refusal:
        return Refusal(f"the regular expression '{self.pattern}' has {what}", self.node, self.pattern)

    def lacking(self, what: str) -> Refusal:
        return unsupported(f"{what} in the regular expression '{self.pattern}'", self.node, self.pattern)


def replacement(text: str, groups: int, at) -> str:
    """A replacement of Java (`$1`, `\\$`) as one of RE2 (`\\1`)."""
    result, index = "", 0
    while index < len(text):
        sign = text[index]
        following = text[index + 1 : index + 2]
        if sign == "$":
            if not _DIGIT.fullmatch(following):
                raise unsupported(f"'${following}' in the replacement '{text}'", at, text)
            # Java takes as many digits as there are groups for.
            digits = following
            while _DIGIT.match(text, index + 1 + len(digits)):
                longer = digits + text[index + 1 + len(digits)]
                if int(longer) > groups:
                    break
                digits = longer
            if int(digits) > groups:
                raise Refusal(f"the replacement '{text}' has no group {digits}", at, text)
            if int(digits) > 9:
                raise unsupported("a group beyond the ninth", at, text)
            result += f"\\{digits}"
            index += 1 + len(digits)
        elif sign == "\\":
            if not following:
                raise Refusal(f"the replacement '{text}' ends with a backslash", at, text)
            result += "\\\\" if following == "\\" else following
            index += 2
        else:
            result += sign
            index += 1
    return result
