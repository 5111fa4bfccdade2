"""Spark SQL as sqlglot parses it, with every function left as it is called.

sqlglot would give functions a meaning of its own, shared by all dialects; here a function keeps the name
and the arguments it was written with, and `functions` says what it means in Spark.
"""

from __future__ import annotations

import contextlib

from sqlglot import exp
from sqlglot.dialects.spark import Spark
from sqlglot.parsers.spark import SparkParser
from sqlglot.tokens import TokenType

# Forms of their own: an AS, a FROM, an IN or a PLACING between their arguments.
_FORMS = ("CAST", "TRY_CAST", "OVERLAY", "TRIM", "SUBSTRING")

#: Marks `a IS NOT NULL`, which is otherwise the same tree as `NOT a IS NULL`.
POSTFIX_NOT = "postfix"
#: Marks a cast that is no cast but a typed literal: `10L`, `DATE '2020-01-01'`.
LITERAL = "literal"
#: More than any interval that is written by hand.
LONGEST_INTERVAL = 200


class PandoraSpark(Spark):
    """The dialect of the service's users."""

    class Parser(SparkParser):
        """Parses functions by their names alone."""

        FUNCTIONS: dict = {}
        FUNCTION_PARSERS = {
            **{name: parser for name, parser in SparkParser.FUNCTION_PARSERS.items() if name in _FORMS},
            "EXTRACT": lambda self: self._parse_part(),
            "POSITION": lambda self: self._parse_place(),
        }
        # `array(1, 2)[0]` is an element of an array, and no array that is written with brackets.
        ARRAY_CONSTRUCTORS: dict = {}
        UNARY_PARSERS = {
            **SparkParser.UNARY_PARSERS,
            TokenType.PLUS: lambda self: exp.Anonymous(this="positive", expressions=[self._parse_unary()]),
        }
        NO_PAREN_FUNCTION_PARSERS = {
            name: parser
            for name, parser in SparkParser.NO_PAREN_FUNCTION_PARSERS.items()
            if name in ("CASE", "ANY")
        }
        COLUMN_OPERATORS = {
            **SparkParser.COLUMN_OPERATORS,
            TokenType.DCOLON: lambda self, this, to: self._number_with_suffix(this, to),
        }

        def _parse_part(self):
            """`EXTRACT(year FROM a)`, with the part as it is written."""
            part = self._parse_var(any_token=True) or self._parse_string()
            if not self._match(TokenType.FROM):
                self.raise_error("Expected FROM")
            return self.expression(exp.Extract(this=part, expression=self._parse_bitwise()))

        def _parse_place(self):
            """`POSITION(a IN b)`, or the function with commas."""
            start = self._prev if self._prev else None
            first = self._parse_bitwise()
            if self._match(TokenType.IN):
                return self.expression(exp.StrPosition(this=self._parse_bitwise(), substr=first))
            arguments = [first]
            while self._match(TokenType.COMMA):
                arguments.append(self._parse_bitwise())
            call = self.expression(exp.Anonymous(this="position", expressions=arguments))
            return call.update_positions(start) if start else call

        def _parse_is(self, this):
            result = super()._parse_is(this)
            if isinstance(result, exp.Not):
                result.meta[POSTFIX_NOT] = True
            return result

        def _parse_types(self, *arguments, **named):
            """A type; `struct(a)` is a call, and to read it as a type first takes twice as long at each level."""
            is_nested = self._curr and self._curr.token_type in self.NESTED_TYPE_TOKENS
            if is_nested and self._next and self._next.token_type == TokenType.L_PAREN:
                return None
            return super()._parse_types(*arguments, **named)

        def _parse_interval_span(self, this, *arguments, **named):
            """An interval; its parts are looked for in a time that is the square of its length."""
            if this and this.is_string and len(this.name) > LONGEST_INTERVAL:
                self.raise_error(f"an interval has {LONGEST_INTERVAL} characters at most")
            return super()._parse_interval_span(this, *arguments, **named)

        def _parse_joins(self, *arguments, **named):
            """The joins behind a table; Spark has none behind the table of a join, where each doubled the time."""
            return () if self._innermost == "join" else super()._parse_joins(*arguments, **named)

        def _parse_join(self, *arguments, **named):
            with self._within("join"):
                return super()._parse_join(*arguments, **named)

        def _parse_table(self, *arguments, **named):
            with self._within("table"):
                return super()._parse_table(*arguments, **named)

        def _parse_query_modifiers(self, *arguments, **named):
            with self._within("query"):
                return super()._parse_query_modifiers(*arguments, **named)

        #: What of the three is being read.
        _innermost = None

        @contextlib.contextmanager
        def _within(self, part):
            around, self._innermost = self._innermost, part
            try:
                yield
            finally:
                self._innermost = around

        def _number_with_suffix(self, this, to):
            """The tokenizer gives `10L` as `10::L`; the operator itself is not Spark's."""
            suffix = self._prev.text.upper()
            if not (this.is_number and suffix in self.dialect.tokenizer_class.NUMERIC_LITERALS):
                self.raise_error("Spark has no operator '::'")
            result = exp.Cast(this=this, to=to)
            result.meta[LITERAL] = (this.name, suffix)
            return result


DIALECT = PandoraSpark()
