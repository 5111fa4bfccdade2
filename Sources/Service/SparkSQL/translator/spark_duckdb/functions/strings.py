"""Functions of texts."""

from __future__ import annotations

import re

from .. import datatypes as dt, literals
from ..casts import cast
from ..expressions import implicit
from ..typed import Typed, once, text_literal
from .registry import ANY, argument, arguments, called, count, function, literal, null, simple

_S, _I, _L = dt.STRING, dt.INT, dt.BIGINT
_LENGTH = (0, (1 << 31) - 1)

simple("lower lcase", [_S], _S, "spark_lower({0})")
simple("upper ucase", [_S], _S, "spark_upper({0})")
simple("trim", [_S], _S, "trim({0}, ' ')")
simple("bit_length", [_S], _I, "(strlen({0}) * 8)::INTEGER", bounds=_LENGTH)
simple("left", [_S, _I], _S, "spark_left({0}, {1})")
simple("right", [_S, _I], _S, "spark_right({0}, {1})")
simple("repeat", [_S, _I], _S, "repeat({0}, {1})")
simple("space", [_I], _S, "repeat(' ', {0})")
simple("translate", [_S, _S, _S], _S, "translate({0}, {1}, {2})")
simple("initcap", [_S], _S, "spark_initcap({0})")
simple("ascii", [_S], _I, "spark_ascii({0})")
simple("chr char", [_L], _S, "spark_chr({0})")
simple("contains", [_S, _S], dt.BOOLEAN, "contains({0}, {1})")
simple("startswith", [_S, _S], dt.BOOLEAN, "starts_with({0}, {1})")
simple("endswith", [_S, _S], dt.BOOLEAN, "ends_with({0}, {1})")
simple("find_in_set", [_S, _S], _I, "spark_find_in_set({0}, {1})", bounds=_LENGTH)
simple("split_part", [_S, _S, _I], _S, "spark_split_part({0}, {1}, {2})")
simple("substring_index", [_S, _S, _I], _S, "spark_substring_index({0}, {1}, {2})")
simple("soundex", [_S], _S, "spark_soundex({0})")
simple("md5", [dt.BINARY], _S, "md5({0})")
simple("sha sha1", [dt.BINARY], _S, "sha1({0})")
simple("crc32", [dt.BINARY], _L, "spark_crc32({0})", bounds=(0, (1 << 32) - 1))
simple("base64", [dt.BINARY], _S, "spark_base64({0})")
simple("unbase64", [_S], dt.BINARY, "spark_unbase64({0})")
simple("unhex", [_S], dt.BINARY, "spark_unhex({0})")
simple("url_encode", [_S], _S, "spark_url_encode({0})")
simple("url_decode", [_S], _S, "spark_url_decode({0})")
simple("luhn_check", [_S], dt.BOOLEAN, "spark_luhn_check({0})")




@function("keyvalue")
def keyvalue(call) -> Typed:
    """`keyvalue(text, key)` with ';' and ':', or `keyvalue(text, split1, split2, key)`."""
    if len(call.arguments) == 2:
        text, key = arguments(call, [_S, _S])
        parts = [text, literals.string(";"), literals.string(":"), key]
    else:
        parts = arguments(call, [_S, _S, _S, _S])
    if any(part.value is None for part in parts):
        return null(_S, called(call))
    return Typed(f"spark_keyvalue({', '.join(part.sql for part in parts)})", _S, called(call))


@function("locate", "position")
def locate(call) -> Typed:
    """The place of a part, from a place on."""
    values = arguments(call, [_S, _S, _I], optional=1)
    listed = ", ".join(value.sql for value in values)
    name = called(call) if len(values) == 3 else called(call, "1")
    return Typed(f"spark_locate({listed})", _I, name, bounds=_LENGTH)


@function("replace")
def replace(call) -> Typed:
    values = arguments(call, [_S, _S, _S], optional=1)
    listed = ", ".join(value.sql for value in values)
    return Typed(f"spark_replace({listed})", _S, called(call) if len(values) == 3 else called(call, ""))


@function("instr")
def instr(call) -> Typed:
    """The place of a part; the service's own Spark also takes where to begin, and which appearance."""
    count(call, 2, 4)
    values = [argument(call, index, kind).sql for index, kind in zip(range(len(call.arguments)), (_S, _S, _I, _I))]
    if len(values) == 2:
        sql = f"spark_instr({values[0]}, {values[1]})"
    else:
        sql = f"spark_instr_from({', '.join(values + ['1'] * (4 - len(values)))})"
    return Typed(sql, _I, called(call), bounds=_LENGTH)


@function("parse_url")
def parse_url(call) -> Typed:
    """One part of a URL, or the value of a key of its query."""
    values = arguments(call, [_S, _S, _S], optional=1)
    rest = "".join(f", {value.sql}" for value in values[1:])
    return Typed(once(values[0].sql, lambda url: f"spark_parse_url({url}{rest})"), _S, called(call))


@function("length", "char_length", "character_length", "len")
def length(call) -> Typed:
    count(call, 1, 1)
    value = call.arguments[0]
    if value.type == dt.BINARY:
        return Typed(f"octet_length({value.sql})::INTEGER", _I, called(call), bounds=_LENGTH)
    text = argument(call, 0, _S)
    return Typed(f"length({text.sql})::INTEGER", _I, called(call), bounds=_LENGTH)


@function("octet_length")
def octet_length(call) -> Typed:
    count(call, 1, 1)
    value = call.arguments[0]
    word = "octet_length" if value.type == dt.BINARY else "strlen"
    text = value if value.type == dt.BINARY else argument(call, 0, _S)
    return Typed(f"{word}({text.sql})::INTEGER", _I, called(call), bounds=_LENGTH)


@function("ltrim", "rtrim", "btrim")
def trim_side(call) -> Typed:
    """With one argument blanks are cut; `btrim` takes the text first, the others the characters first."""
    count(call, 1, 2)
    word = call.lower if call.lower != "btrim" else "trim"
    values = arguments(call, [_S, _S], optional=1)
    if len(values) == 1:
        return Typed(f"{word}({values[0].sql}, ' ')", _S, called(call))
    text, signs = values if call.lower == "btrim" else values[::-1]
    side = "LEADING" if call.lower == "ltrim" else "TRAILING"
    name = called(call) if call.lower == "btrim" else f"TRIM({side} {signs.name} FROM {text.name})"
    return Typed(f"{word}({text.sql}, {signs.sql})", _S, name)


@function("substr", "substring")
def substring(call) -> Typed:
    count(call, 2, 3)
    value = call.arguments[0]
    if value.type == dt.BINARY:
        raise call.lacking(f"'{call.name}' of binary")
    numbers = [_I] * (len(call.arguments) - 1)
    text, start, *rest = arguments(call, [_S, *numbers])
    name = called(call) if rest else called(call, "2147483647")
    return Typed(cut(text, start, rest[0] if rest else None), _S, name)


def cut(text: Typed, start: Typed, length: Typed | None) -> str:
    """A part of a text; DuckDB counts a positive start as Spark does."""
    if start.bounds and start.bounds[0] > 0 and (length is None or length.bounds and length.bounds[0] >= 0):
        rest = f", {length.sql}" if length else ""
        return f"substring({text.sql}, {start.sql}{rest})"
    return f"spark_substring({text.sql}, {start.sql}{f', {length.sql}' if length else ''})"


@function("lpad", "rpad")
def pad(call) -> Typed:
    count(call, 2, 3)
    if call.arguments[0].type == dt.BINARY:
        raise call.lacking(f"'{call.name}' of binary")
    text, length, *rest = arguments(call, [_S, _I, _S], optional=1)
    filler = rest[0].sql if rest else "' '"
    name = called(call) if rest else called(call, " ")
    return Typed(f"spark_{call.lower}({text.sql}, {length.sql}, {filler})", _S, name)


@function("reverse")
def reverse(call) -> Typed:
    count(call, 1, 1)
    value = call.arguments[0]
    if value.type.kind == "array":
        return Typed(f"list_reverse({value.sql})", value.type, called(call))
    return Typed(f"reverse({argument(call, 0, _S).sql})", _S, called(call))


@function("concat")
def concat(call) -> Typed:
    """Texts, or arrays, one after the other; null where one of them is."""
    values = call.arguments
    name = f"concat({', '.join(value.name for value in values)})"
    if values and all(value.type.kind in ("array", "void") for value in values):
        if any(value.type.kind == "array" for value in values):
            from ..operators import unified

            same, kind = unified(values, call.at, "concat")
            return Typed(f"({' || '.join(v.sql for v in same)})", kind, name)
    if values and all(value.type == dt.BINARY for value in values):
        return Typed(f"({' || '.join(value.sql for value in values)})", dt.BINARY, name)
    texts = [implicit(value, _S, call.at, "an argument of 'concat'") for value in values]
    if not texts:
        return Typed("''", _S, name)
    if any(text.value is None for text in texts):
        return null(_S, name)
    return Typed(f"({' || '.join(text.sql for text in texts)})", _S, name)


@function("concat_ws")
def concat_ws(call) -> Typed:
    """Texts and arrays of texts with a separator between them; nulls are left out."""
    count(call, 1, None)
    separator = argument(call, 0, _S)
    values = call.arguments[1:]
    if not values:
        return Typed(f"left({separator.sql}, 0)", _S, called(call))
    if not any(value.type.kind == "array" for value in values):
        texts = [argument(call, index + 1, _S).sql for index in range(len(values))]
        return Typed(f"concat_ws({separator.sql}, {', '.join(texts)})", _S, called(call))
    lists = []
    for index, value in enumerate(values):
        if value.type.kind == "array":
            lists.append(f"coalesce({cast(value, dt.array_of(_S), call.at).sql}, [])")
        else:
            lists.append(f"[{argument(call, index + 1, _S).sql}]")
    return Typed(
        f"array_to_string(list_filter(flatten([{', '.join(lists)}]), lambda spark_e: spark_e IS NOT NULL), {separator.sql})",
        _S,
        called(call),
    )


@function("elt")
def elt(call) -> Typed:
    count(call, 2, None)
    index = argument(call, 0, _I)
    texts = [argument(call, at, _S).sql for at in range(1, len(call.arguments))]
    return Typed(f"spark_element([{', '.join(texts)}], ({index.sql} - 1))", _S, called(call))


@function("overlay")
def overlay(call) -> Typed:
    count(call, 3, 4)
    text, new, start, *rest = arguments(call, [_S, _S, _I, _I], optional=1)
    length = rest[0].sql if rest else "-1"
    name = called(call) if rest else called(call, "-1")
    return Typed(f"spark_overlay({text.sql}, {new.sql}, {start.sql}, {length})", _S, name)


@function("sha2")
def sha2(call) -> Typed:
    count(call, 2, 2)
    value = argument(call, 0, dt.BINARY)
    bits = literal(call, 1, "a number of bits")
    if bits not in (0, 256):
        if bits in (224, 384, 512):
            raise call.lacking(f"'{call.name}' with {bits} bits")
        return Typed("NULL::VARCHAR", _S, called(call))
    return Typed(f"sha256({value.sql})", _S, called(call))


@function("hex")
def hexadecimal(call) -> Typed:
    count(call, 1, 1)
    value = call.arguments[0]
    if value.type.kind in ("string", "binary"):
        return Typed(f"hex({value.sql})", _S, called(call))
    return Typed(f"hex({argument(call, 0, _L).sql})", _S, called(call))


_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")


@function("encode")
def encode(call) -> Typed:
    text, _ = arguments(call, [_S, _S])
    _check_charset(call, 1)
    return Typed(f"encode({text.sql})", dt.BINARY, called(call))


def _check_charset(call, index: int) -> None:
    charset = literal(call, index, "a character set")
    if str(charset).lower() not in _UTF8[:2]:
        raise call.lacking(f"the character set '{charset}'")


@function("decode")
def decode(call) -> Typed:
    """`decode(bytes, 'UTF-8')`, or a comparison with one value after the other."""
    if len(call.arguments) == 2:
        value = argument(call, 0, dt.BINARY)
        _check_charset(call, 1)
        return Typed(f"decode({value.sql}, 'replace')", _S, called(call))
    count(call, 3, None)
    from ..operators import compared
    from ..predicates import case_of

    subject, *rest = call.arguments
    pairs = len(rest) // 2
    conditions = [compared("<=>", subject, rest[2 * at], call.at) for at in range(pairs)]
    results = [rest[2 * at + 1] for at in range(pairs)] + ([rest[-1]] if len(rest) % 2 else [])
    found = case_of(conditions, results, call.at)
    return Typed(found.sql, found.type, called(call))


@function("format_number")
def format_number(call) -> Typed:
    count(call, 2, 2)
    value = argument(call, 0, dt.DOUBLE) if call.arguments[0].type == _S else call.arguments[0]
    digits = literal(call, 1, "a number of digits")
    if not isinstance(digits, int) or isinstance(digits, bool):
        raise call.lacking("a format in 'format_number'")
    if digits < 0:
        return Typed("NULL::VARCHAR", _S, called(call))
    number = value if value.type.is_numeric else argument(call, 0, dt.DOUBLE)
    sql = f"spark_format_number({cast(number, dt.DOUBLE).sql}, {digits})"
    return Typed(sql, _S, called(call))


@function("format_string", "printf")
def format_string(call) -> Typed:
    """A format whose parts are literal: %s, %d and %.2f, with a width, '-' and '0'."""
    count(call, 1, None)
    pattern = str(literal(call, 0, "a format"))
    pieces, used, last = [], 0, 0
    for found in re.finditer(r"%(%|n|(-?0?[0-9]*)(\.[0-9]+)?([a-zA-Z]))", pattern):
        pieces.append(_quoted(pattern[last : found.start()]))
        last = found.end()
        if found.group(1) == "%":
            pieces.append("'%'")
        elif found.group(1) == "n":
            pieces.append(_quoted("\n"))
        else:
            used += 1
            if used >= len(call.arguments):
                raise call.refusal(f"'{pattern}' has more places than there are values")
            pieces.append(_formatted(call, call.arguments[used], found))
    pieces.append(_quoted(pattern[last:]))
    if "%" in re.sub(r"%(%|n|(-?0?[0-9]*)(\.[0-9]+)?([a-zA-Z]))", "", pattern):
        raise call.lacking(f"the format '{pattern}'")
    texts = [piece for piece in pieces if piece != "''"] or ["''"]
    return Typed(f"({' || '.join(texts)})", _S, called(call))


def _quoted(text: str) -> str:
    return text_literal(text)


def _formatted(call, value: Typed, found: re.Match) -> str:
    width, precision, letter = found.group(2), found.group(3), found.group(4)
    if letter == "s" and not precision:
        text = f"coalesce({cast(value, _S, call.at).sql}, 'null')"
    elif letter == "d" and not precision and value.type.is_integral:
        text = f"coalesce({cast(value, _S).sql}, 'null')"
    elif letter == "f" and value.type.kind in ("double", "float", "decimal"):
        digits = int((precision or ".6")[1:])
        text = f"coalesce(spark_fixed({cast(value, dt.DOUBLE).sql}, {digits}), 'null')"
    else:
        raise call.lacking(f"'{found.group(0)}' for {value.type}")
    if not width:
        return text
    if width.startswith("-"):
        return f"spark_pad_right({text}, {int(width[1:] or 0)})"
    if width.startswith("0"):
        return f"spark_pad_zeros({text}, {int(width)})"
    return f"spark_pad_left({text}, {int(width)})"


@function("levenshtein")
def levenshtein(call) -> Typed:
    count(call, 2, 2)
    one, other = arguments(call, [_S, _S])
    if one.value is None or other.value is None:
        return null(_I, called(call))
    return Typed(f"spark_levenshtein({one.sql}, {other.sql})", _I, called(call), bounds=_LENGTH)


@function("mask")
def mask(call) -> Typed:
    count(call, 1, 5)
    text = argument(call, 0, _S)
    signs = []
    for index, default in ((1, "X"), (2, "x"), (3, "n"), (4, None)):
        if index < len(call.arguments):
            sign = literal(call, index, "a character")
            default = sign if sign is None else str(sign)
        signs.append(default)
    from ..java_regex import unsupported

    if any(sign is not None and len(sign) != 1 for sign in signs):
        raise unsupported("a mask of more than one character", call.at, call.name)
    sql = text.sql
    classes = ("[A-Z]", "[a-z]", "[0-9]", "[^A-Za-z0-9]")
    # From the last class to the first, so that no sign put in is masked again.
    marks = [chr(0xFDD1 + index) for index in range(4)]
    for sign, mark, members in zip(signs, marks, classes):
        if sign is not None:
            kept = members if members != classes[3] else f"[^A-Za-z0-9{''.join(marks)}]"
            sql = f"regexp_replace({sql}, '{kept}', '{mark}', 'g')"
    for sign, mark in zip(signs, marks):
        if sign is not None:
            sql = f"replace({sql}, '{mark}', {text_literal(sign)})"
    defaults = ["X", "x", "n", "NULL"][len(call.arguments) - 1 :]
    return Typed(sql, _S, called(call, *defaults))


@function("uuid")
def uuid(call) -> Typed:
    count(call, 0, 0)
    return Typed("uuid()::VARCHAR", _S, "uuid()")


@function("typeof")
def type_of(call) -> Typed:
    count(call, 1, 1)
    return Typed(text_literal(str(argument(call, 0, ANY).type)), _S, called(call))


