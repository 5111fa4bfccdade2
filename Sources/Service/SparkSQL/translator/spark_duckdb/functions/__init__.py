"""Spark's functions: `registry` has them by name, each module declares those of one subject."""

from __future__ import annotations

import difflib

from ..typed import Typed
from . import spark_names
from .registry import FUNCTIONS

def found(call):
    """The translation of a call's function.

    Raises a `Refusal` that says whether Spark has the function at all.
    """
    function = FUNCTIONS.get(call.lower)
    if function is not None:
        return function.build
    if call.lower in spark_names.NAMES:
        raise call.lacking(f"the function '{call.name}'")
    close = difflib.get_close_matches(call.lower, [*FUNCTIONS, *spark_names.NAMES], n=1)
    hint = f": did you mean '{close[0]}'?" if close else ""
    raise call.refusal(
        f"no function named '{call.name}' is known{hint or ': if a plugin has it, the Spark engine runs it'}"
    )


def is_aggregate(name: str) -> bool:
    function = FUNCTIONS.get(name.lower())
    return function is not None and function.is_aggregate


def is_window_only(name: str) -> bool:
    function = FUNCTIONS.get(name.lower())
    return function is not None and function.is_window_only


def counts_rows(name: str) -> bool:
    function = FUNCTIONS.get(name.lower())
    return function is not None and function.counts_rows


def over(call, built: Typed, frame) -> Typed:
    """An aggregate or window function with its OVER."""
    from . import windows

    return windows.over(call, built, frame)


def call(name: str, arguments: list[Typed], at) -> Typed:
    """A call of a function that an operator stands for."""
    from ..calls import Call

    made = Call(name, arguments, at, None)
    return found(made)(made)
