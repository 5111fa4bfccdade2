"""The parts of the syntax tree that the translator knows.

A tree may have a part that changes what a statement means and that no code here looks at. So every node and
every part of a node must be in this list; anything else is refused by its name.
"""

from __future__ import annotations

from sqlglot import exp

from .refusal import unsupported

#: The kinds of nodes, and the parts that each may have.
_KNOWN = {
    "this expression": """
        Add Sub Mul IntDiv Mod And Or EQ NEQ GT GTE LT LTE NullSafeEQ NullSafeNEQ BitwiseAnd BitwiseOr BitwiseXor
        Dot Escape Extract Is RegexpLike IntervalSpan Filter WithinGroup
        """,
    "this": """
        Neg Not BitwiseNot Paren Boolean All Any DataTypeParam From Having Where IgnoreNulls RespectNulls Qualify
        RawString National HexString Var Exists Null Star CurrentDate CurrentTimestamp
        """,
    "expressions": """
        Array Cluster Distribute Sort Order Concat Cube Rollup GroupingSets Hint Tuple With
        """,
    "this expression safe": "Div DPipe",
    "this expression negate": "Like ILike",
    "this expressions": "Anonymous Aliases Bracket Lambda",
    "this alias": "Alias CTE PivotAlias",
    "this low high": "Between",
    "this ifs default": "Case",
    "this to": "Cast TryCast",
    "this table db catalog": "Column",
    "this kind": "ColumnDef",
    "this expressions nested kind": "DataType",
    "expressions on": "Distinct",
    "this expression distinct order limit offset with_ by_name side on kind": "Union Except Intersect",
    "expressions rollup cube grouping_sets all": "Group",
    "this quoted": "Identifier",
    "this true": "If",
    "this query expressions": "In",
    "this unit": "Interval",
    "this on side kind using method": "Join",
    "this alias view outer": "Lateral",
    "expression": "Limit Offset",
    "this is_string": "Literal",
    "this nulls_first desc": "Ordered",
    "this expression from_ for_": "Overlay",
    """kind hint distinct expressions limit operation_modifiers from_ joins laterals where group having windows order
       sort distribute cluster offset with_""": "Select",
    "this substr position": "StrPosition",
    "this alias order limit offset with_ joins pivots": "Subquery",
    "this start length": "Substring",
    "this alias db joins pivots": "Table",
    "this columns": "TableAlias",
    "expressions fields alias columns default_on_null identify_pivot_strings prefixed_pivot_columns pivot_column_naming": "Pivot",
    "this position expression": "Trim",
    "expressions alias order limit offset": "Values",
    "this partition_by order over spec alias": "Window",
    "kind start start_side end end_side": "WindowSpec",
}
_PARTS = {
    kind: frozenset(parts.split()) for parts, kinds in _KNOWN.items() for kind in kinds.split()
}
#: What parts are called in SQL, where their names in the tree are no words of it.
_WORDS = {"sample": "TABLESAMPLE", "unpivot": "UNPIVOT", "qualify": "QUALIFY", "recursive": "RECURSIVE"}


def check(tree: exp.Expression) -> None:
    """Refuses a tree with anything that is not in the list."""
    for node in tree.walk():
        kind = type(node).__name__
        known = _PARTS.get(kind)
        if known is None:
            raise unsupported(f"'{_WORDS.get(node.key, kind.upper())}'", node, kind.upper())
        for part, value in node.args.items():
            if part not in known and value is not None and value is not False and value != []:
                word = _WORDS.get(part, part.strip("_").upper())
                raise unsupported(f"'{word}'", value if isinstance(value, exp.Expression) else node, word)
