"""Calls of functions, with what may stand around them: DISTINCT, FILTER, OVER and IGNORE NULLS."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from . import functions, intervals, ordering, zone
from .expressions import boolean, handles, translate
from .refusal import Refusal, unsupported
from .scope import Scope
from .typed import Typed, bare


@dataclass
class Call:
    """One call: the function's name as written, its arguments, and what stands around it."""

    name: str
    arguments: list[Typed]
    at: exp.Expression
    scope: Scope
    #: The arguments as nodes, for functions that take functions.
    nodes: list[exp.Expression] = field(default_factory=list)
    is_distinct: bool = False
    #: `count(*)` has a star for its argument.
    has_star: bool = False
    ignores_nulls: bool = False
    #: The condition of FILTER.
    condition: Typed | None = None
    #: Whether an OVER follows, and its ORDER BY if it has one.
    is_window: bool = False
    order: exp.Order | None = None

    @property
    def lower(self) -> str:
        return self.name.lower()

    def refusal(self, message: str) -> Refusal:
        return Refusal(message, self.at, self.name)

    def lacking(self, what: str) -> Refusal:
        return unsupported(what, self.at, self.name)


@handles(exp.Anonymous)
def anonymous(node: exp.Anonymous, scope: Scope) -> Typed:
    return invoked(call_of(node, scope))


def call_of(node: exp.Expression, scope: Scope) -> Call:
    """The call that a node is, with its arguments translated."""
    if isinstance(node, exp.Anonymous):
        name = node.this if isinstance(node.this, str) else node.this.name
        return _with_arguments(Call(name, [], node, scope), list(node.expressions))
    if isinstance(node, exp.IgnoreNulls):
        call = call_of(node.this, scope)
        call.ignores_nulls = True
        return call
    if isinstance(node, exp.RespectNulls):
        return call_of(node.this, scope)
    if isinstance(node, exp.Filter):
        call = call_of(node.this, scope)
        call.condition = boolean(node.expression.this, scope, "the condition of FILTER")
        return call
    if isinstance(node, exp.WithinGroup):
        raise unsupported("WITHIN GROUP", node, "WITHIN GROUP")
    raise unsupported("this form of a call", node, "OVER")


def _with_arguments(call: Call, nodes: list[exp.Expression]) -> Call:
    if len(nodes) == 1 and isinstance(nodes[0], exp.IgnoreNulls):
        call.ignores_nulls = True
        nodes = [nodes[0].this]
    if len(nodes) == 1 and isinstance(nodes[0], exp.Distinct):
        call.is_distinct = True
        nodes = nodes[0].expressions
    if len(nodes) == 1 and isinstance(nodes[0], exp.Star):
        call.has_star = True
        nodes = []
    call.nodes = nodes
    for node in nodes:
        if isinstance(node, exp.Lambda):
            continue
        if isinstance(node, (exp.Distinct, exp.Star)):
            raise unsupported(f"'{node.sql()}' among arguments", call.at, call.name)
        call.arguments.append(_argument(node, call.scope))
    return call


def _argument(node: exp.Expression, scope: Scope) -> Typed:
    if isinstance(node, exp.Alias):
        value = translate(node.this, scope)
        return Typed(value.sql, value.type, f"{value.name} AS {node.alias}", value.value, column=node.alias)
    return translate(node, scope)


def invoked(call: Call) -> Typed:
    """What a call without OVER answers."""
    if functions.is_window_only(call.name):
        raise call.refusal(f"'{call.name}' needs an OVER (…)")
    return _built(call)


def _built(call: Call) -> Typed:
    function = functions.found(call)
    is_aggregate = functions.is_aggregate(call.name)
    if not is_aggregate and (call.is_distinct or call.condition is not None):
        raise call.refusal(f"'{call.name}' is no aggregate: DISTINCT and FILTER do not go with it")
    if call.has_star and call.lower != "count":
        raise call.refusal(f"'*' goes with count alone, not with '{call.name}'")
    return function(call)


@handles(exp.Filter, exp.IgnoreNulls, exp.RespectNulls, exp.WithinGroup)
def wrapped(node: exp.Expression, scope: Scope) -> Typed:
    return invoked(call_of(node, scope))


@handles(exp.Window)
def window(node: exp.Window, scope: Scope) -> Typed:
    call = call_of(node.this, scope)
    call.is_window = True
    if not (functions.is_aggregate(call.name) or functions.is_window_only(call.name)):
        raise call.refusal(f"'{call.name}' takes no OVER: it is neither an aggregate nor a window function")
    if call.is_distinct:
        raise call.refusal("Spark has no window functions with DISTINCT")
    if call.condition is not None:
        raise call.refusal("Spark has no window functions with FILTER")
    definition = _definition(node, scope)
    keys = [*(definition.args.get("partition_by") or []), definition.args.get("order")]
    if any(key and key.find(exp.Window) for key in keys):
        raise unsupported("a window in the definition of another", node, "OVER")
    call.order = definition.args.get("order")
    built = _built(call)
    return functions.over(call, built, _frame(call, definition, scope))


def _definition(node: exp.Window, scope: Scope) -> exp.Window:
    """The window itself, or the one it names."""
    alias = node.args.get("alias")
    if alias is None:
        return node
    if node.args.get("partition_by") or node.args.get("order") or node.args.get("spec"):
        raise Refusal(f"the window '{alias.name}' cannot be added to", alias, alias.name)
    found = scope.windows.get(alias.name.lower())
    if found is None:
        raise Refusal(f"no window named '{alias.name}'", alias, alias.name)
    return found


@dataclass(frozen=True)
class Frame:
    """The parts of an OVER, in DuckDB's words and in Spark's."""

    partition: str
    order: str
    rows: str
    order_name: str
    partition_name: str
    rows_name: str

    @property
    def sql(self) -> str:
        return " ".join(part for part in (self.partition, self.order, self.rows) if part)


def _frame(call: Call, node: exp.Window, scope: Scope) -> Frame:
    keys = [translate(key, scope) for key in node.args.get("partition_by") or []]
    partition = f"PARTITION BY {', '.join(bare(key.sql) for key in keys)}" if keys else ""
    partition_name = f"PARTITION BY {', '.join(key.name for key in keys)}" if keys else ""
    order, order_name = "", ""
    if node.args.get("order"):
        terms = [ordered(term, scope) for term in node.args["order"].expressions]
        order = "ORDER BY " + ", ".join(sql for sql, _ in terms)
        order_name = "ORDER BY " + ", ".join(name for _, name in terms)
    rows, rows_name = _rows(call, node.args.get("spec"), bool(order), scope)
    return Frame(partition, order, rows, order_name, partition_name, rows_name)


def ordered(term: exp.Expression, scope: Scope, value: Typed | None = None) -> tuple[str, str]:
    """A term of an ORDER BY, in DuckDB's words and in Spark's."""
    node = term.this if isinstance(term, exp.Ordered) else term
    is_descending = bool(isinstance(term, exp.Ordered) and term.args.get("desc"))
    is_first = bool(isinstance(term, exp.Ordered) and term.args.get("nulls_first"))
    value = value or translate(node, scope)
    text = ordering.key(value.sql, value.type) if ordering.needs_key(value.type) else bare(value.sql)
    if text != bare(value.sql):
        text = f"CASE WHEN {value.sql} IS NOT NULL THEN {text} END"
    direction = f"{'DESC' if is_descending else 'ASC'} NULLS {'FIRST' if is_first else 'LAST'}"
    return f"{text} {direction}", f"{value.name} {direction}"


def _rows(call: Call, spec: exp.WindowSpec | None, is_ordered: bool, scope: Scope) -> tuple[str, str]:
    """The frame's rows; without ROWS or RANGE nothing is written, since both have the same default."""
    if spec is None:
        return "", _default_rows(call, is_ordered)
    if spec.args.get("exclude"):
        raise call.lacking("EXCLUDE in a window")
    kind = spec.args["kind"].upper()
    start = _edge(spec, "start", kind, scope)
    end = _edge(spec, "end", kind, scope) if spec.args.get("end") else ("CURRENT ROW", "CURRENT ROW")
    return f"{kind} BETWEEN {start[0]} AND {end[0]}", f"{kind} BETWEEN {start[1]} AND {end[1]}"


def _edge(spec: exp.WindowSpec, which: str, kind: str, scope: Scope) -> tuple[str, str]:
    edge, side = spec.args[which], spec.args.get(which + "_side")
    if isinstance(edge, str):
        text = edge if edge == "CURRENT ROW" else f"{edge} {side}"
        return text.upper(), text.upper()
    value = translate(edge, scope)
    if not value.is_literal:
        raise unsupported("a frame with a computed edge", edge, kind)
    if value.type.is_interval and not (zone.is_utc() or intervals.is_exact(value)):
        raise unsupported("a frame of days or months on the clock of a zone", edge, kind)
    return f"{value.sql} {side.upper()}", f"{value.name} {side.upper()}"


def _default_rows(call: Call, is_ordered: bool) -> str:
    if call.lower in ("lag", "lead"):
        offset = call.arguments[1].name if len(call.arguments) > 1 else "1"
        edge = f"{'-' if call.lower == 'lag' else ''}{offset} FOLLOWING"
        return f"ROWS BETWEEN {edge} AND {edge}"
    if not is_ordered:
        return "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
    word = "ROWS" if functions.counts_rows(call.name) else "RANGE"
    return f"{word} BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"


