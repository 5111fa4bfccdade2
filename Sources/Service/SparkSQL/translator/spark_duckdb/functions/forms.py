"""Functions with a grammar of their own: CAST, TRIM(… FROM …), EXTRACT(… FROM …), current_date."""

from __future__ import annotations

import datetime
import re

from sqlglot import exp

from .. import datatypes as dt, literals, zone
from ..casts import cast
from ..dialect import LITERAL
from ..expressions import described, handles, implicit, translate
from ..refusal import Refusal, unsupported
from ..scope import Scope
from ..typed import Typed
from ..type_text import parse_type
from .dates import extracted
from .registry import FUNCTIONS, function
from .strings import cut


@handles(exp.Literal)
def literal(node: exp.Literal, scope: Scope) -> Typed:
    return literals.string(node.name, node) if node.is_string else literals.number(node.name, node)


@handles(exp.Concat)
def adjacent(node: exp.Concat, scope: Scope) -> Typed:
    """Texts side by side, which are one: `'a' 'b'`."""
    if not all(isinstance(part, exp.Literal) and part.is_string for part in node.expressions):
        raise unsupported(f"'{described(node)}'", node, "concat")
    return literals.string("".join(part.name for part in node.expressions), node)


@handles(exp.RawString, exp.National)
def raw(node: exp.Expression, scope: Scope) -> Typed:
    return literals.string(node.name, node)


@handles(exp.HexString)
def hexadecimal(node: exp.HexString, scope: Scope) -> Typed:
    digits = node.name
    if not re.fullmatch("[0-9A-Fa-f]*", digits):
        raise Refusal(f"'{digits}' has other than hexadecimal digits", node, digits)
    if len(digits) % 2:
        digits = "0" + digits
    return Typed(f"unhex('{digits}')", dt.BINARY, f"X'{digits.upper()}'")


@handles(exp.Cast, exp.TryCast)
def cast_node(node: exp.Cast, scope: Scope) -> Typed:
    """`CAST(a AS t)`, and what the parser writes as one: `10L`, `DATE '2020-01-01'`."""
    marked = (node._meta or {}).get(LITERAL)
    if marked:
        return literals.suffixed(*marked, node)
    if node.args.get("format"):
        raise unsupported("CAST with FORMAT", node, "FORMAT")
    target = _type(node.args["to"], node)
    if not isinstance(node, exp.TryCast):
        return _typed_literal(node, target)
    value = translate(node.this, scope)
    found = cast(value, target, node)
    if target.is_nested:
        return Typed(found.sql, target, value.name)
    name = f"CAST({value.name} AS {str(target).upper()})"
    column = value.column_name if isinstance(node.this, exp.Column) else None
    return Typed(found.sql, target, name, bounds=found.bounds, column=column)


def _type(node: exp.Expression, at) -> dt.Type:
    text = node.sql(dialect="spark")
    return parse_type(text) if text else dt.STRING


def _typed_literal(node: exp.Cast, target: dt.Type) -> Typed:
    """A date or a time that is written out."""
    if not isinstance(node.this, exp.Literal) or target not in (dt.DATE, dt.TIMESTAMP):
        raise unsupported(f"'{described(node)}'", node, str(target))
    text = node.this.name
    if target == dt.DATE:
        written = _date(text, node)
        return Typed(f"DATE '{written}'", dt.DATE, f"DATE '{written}'")
    written = f"TIMESTAMP '{_timestamp(text, node)}'"
    return Typed(zone.utc(written), dt.TIMESTAMP, written)


def _date(text: str, at) -> str:
    found = re.fullmatch(r"\s*([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?\s*", text)
    try:
        if found:
            parts = [int(part or 1) for part in found.groups()]
            return datetime.date(*parts).isoformat()
    except ValueError:
        pass
    raise Refusal(f"'{text}' is no date: write it as 2020-12-31", at, text)


def _timestamp(text: str, at) -> str:
    found = re.fullmatch(
        r"\s*([0-9]{4}(?:-[0-9]{1,2}(?:-[0-9]{1,2})?)?)(?:[ T]([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]{0,9}))?)?)?\s*(Z|UTC)?\s*",
        text,
    )
    if found and found.group(6) and not zone.is_utc():
        raise unsupported("a time of another zone, written out,", at, "TIMESTAMP")
    if found:
        hour, minute, second = (int(part or 0) for part in found.groups()[1:4])
        if hour < 24 and minute < 60 and second < 60:
            fraction = (found.group(5) or "")[:6].rstrip("0")
            tail = f".{fraction}" if fraction else ""
            return f"{_date(found.group(1), at)} {hour:02d}:{minute:02d}:{second:02d}{tail}"
    raise Refusal(f"'{text}' is no time: write it as 2020-12-31 23:59:59", at, text)


def _constructor(target: dt.Type):
    """`int(a)` is a cast."""

    def build(call) -> Typed:
        if len(call.arguments) != 1:
            raise call.refusal(f"'{call.name}' takes one argument")
        value = call.arguments[0]
        found = cast(value, target, call.at)
        return Typed(found.sql, target, value.name, bounds=found.bounds, column=value.column)

    return build


for _kind in (
    dt.BOOLEAN, dt.TINYINT, dt.SMALLINT, dt.INT, dt.BIGINT, dt.FLOAT, dt.DOUBLE, dt.STRING, dt.BINARY, dt.DATE,
    dt.TIMESTAMP,
):  # fmt: skip
    function(_kind.kind)(_constructor(_kind))
function("decimal")(_constructor(dt.decimal(10, 0)))


@handles(exp.Trim)
def trim(node: exp.Trim, scope: Scope) -> Typed:
    place = "the text of TRIM"
    value = implicit(translate(node.this, scope), dt.STRING, node, place)
    side = (node.args.get("position") or "BOTH").upper()
    word = {"LEADING": "ltrim", "TRAILING": "rtrim"}.get(side, "trim")
    if node.expression is None:
        name = f"{word}({value.name})"
        return Typed(f"{word}({value.sql}, ' ')", dt.STRING, name)
    signs = implicit(translate(node.expression, scope), dt.STRING, node, place)
    name = f"TRIM({side} {signs.name} FROM {value.name})"
    return Typed(f"{word}({value.sql}, {signs.sql})", dt.STRING, name)


@handles(exp.Substring)
def substring(node: exp.Substring, scope: Scope) -> Typed:
    parts = [node.this, node.args.get("start"), node.args.get("length")]
    text = implicit(translate(parts[0], scope), dt.STRING, node, "the text of SUBSTRING")
    start, length = (
        implicit(translate(part, scope), dt.INT, part, "a position of SUBSTRING") if part else None
        for part in parts[1:]
    )
    if start is None:
        raise Refusal("SUBSTRING needs a start", node, "SUBSTRING")
    listed = f"{text.name}, {start.name}, {length.name if length else '2147483647'}"
    return Typed(cut(text, start, length), dt.STRING, f"substring({listed})")


@handles(exp.StrPosition)
def position(node: exp.StrPosition, scope: Scope) -> Typed:
    from ..calls import Call

    parts = [node.args["substr"], node.this, node.args.get("position")]
    values = [translate(part, scope) for part in parts if part is not None]
    built = FUNCTIONS["locate"].build(Call("locate", values, node, scope))
    listed = ", ".join(value.name for value in values) + (", 1" if len(values) == 2 else "")
    return Typed(built.sql, built.type, f"locate({listed})", bounds=built.bounds)


@handles(exp.Overlay)
def overlay(node: exp.Overlay, scope: Scope) -> Typed:
    from ..calls import Call

    parts = [node.this, node.expression, node.args["from_"], node.args.get("for_")]
    values = [translate(part, scope) for part in parts if part is not None]
    return FUNCTIONS["overlay"].build(Call("overlay", values, node, scope))


@handles(exp.Extract)
def extract(node: exp.Extract, scope: Scope) -> Typed:
    from ..calls import Call

    value = translate(node.expression, scope)
    part = node.this.name
    return extracted(part, value, f"extract({part} FROM {value.name})", Call("extract", [], node, scope))


@handles(exp.CurrentDate, exp.CurrentTimestamp)
def current(node: exp.Expression, scope: Scope) -> Typed:
    from ..calls import Call

    word = "current_date" if isinstance(node, exp.CurrentDate) else "current_timestamp"
    return FUNCTIONS[word].build(Call(word, [], node, scope))


