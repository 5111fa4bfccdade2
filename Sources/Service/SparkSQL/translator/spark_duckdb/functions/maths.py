"""Functions of numbers."""

from __future__ import annotations

from .. import coercion, datatypes as dt
from ..casts import cast
from ..datatypes import Type, duckdb_type
from ..operators import as_numbers, computed, negated
from ..typed import Typed
from .registry import NUMBER, argument, arguments, called, count, function, literal, simple

_D, _L, _I = dt.DOUBLE, dt.BIGINT, dt.INT

for _name in ("sin", "cos", "tan", "asinh", "atan", "sinh", "cosh", "tanh", "exp", "radians", "degrees"):
    simple(_name, [_D], _D, f"{_name}({{0}})")
simple("acos", [_D], _D, "spark_acos({0})")
simple("asin", [_D], _D, "spark_asin({0})")
simple("acosh", [_D], _D, "spark_acosh({0})")
simple("atanh", [_D], _D, "spark_atanh({0})")
simple("cot", [_D], _D, "(1 / tan({0}))")
simple("sec", [_D], _D, "(1 / cos({0}))")
simple("csc", [_D], _D, "(1 / sin({0}))")
simple("atan2", [_D, _D], _D, "atan2({0}, {1})")
simple("sqrt", [_D], _D, "spark_sqrt({0})")
simple("cbrt", [_D], _D, "spark_cbrt({0})")
simple("expm1", [_D], _D, "spark_expm1({0})")
simple("log10", [_D], _D, "spark_log10({0})")
simple("log2", [_D], _D, "spark_log2({0})")
simple("log1p", [_D], _D, "spark_log1p({0})")
simple("hypot", [_D, _D], _D, "sqrt({0} * {0} + {1} * {1})")
simple("rint", [_D], _D, "round_even({0}, 0)")
simple("isnan", [_D], dt.BOOLEAN, "spark_isnan({0})", strict=False)
simple("nanvl", [_D, _D], _D, "spark_nanvl({0}, {1})", strict=False)
simple("factorial", [_I], _L, "spark_factorial({0})")
simple("bin", [_L], dt.STRING, "bin({0})")
simple("conv", [dt.STRING, _I, _I], dt.STRING, "spark_conv({0}, {1}, {2})")
simple("width_bucket", [_D, _D, _D, _L], _L, "spark_width_bucket({0}, {1}, {2}, {3})")
simple("bit_count", [_L], _I, "bit_count({0})::INTEGER")
simple("bit_get getbit", [_L, _I], dt.TINYINT, "(({0} >> {1}) & 1)::TINYINT")


@function("power", "pow")
def power(call) -> Typed:
    base, exponent = arguments(call, [_D, _D])
    return Typed(f"pow({base.sql}, {exponent.sql})", _D, called(call))


@function("ln", "log")
def logarithm(call) -> Typed:
    """`log(x)` is natural, `log(base, x)` to a base; null where there is no logarithm."""
    count(call, 1, 1 if call.lower == "ln" else 2)
    values = [argument(call, index, _D) for index in range(len(call.arguments))]
    if len(values) == 1:
        name = called(call) if call.lower == "ln" else f"LOG(E(), {values[0].name})"
        return Typed(f"spark_ln({values[0].sql})", _D, name)
    return Typed(f"spark_log({values[0].sql}, {values[1].sql})", _D, called(call))


@function("pi", "e")
def constant(call) -> Typed:
    count(call, 0, 0)
    return Typed("pi()" if call.lower == "pi" else "exp(1e0)", _D, called(call))


@function("abs")
def absolute(call) -> Typed:
    count(call, 1, 1)
    value = argument(call, 0, NUMBER)
    if value.type.is_integral:
        sql = f"spark_wrap_{value.type.kind}(abs({value.sql}::HUGEINT))"
        if value.bounds and value.bounds[0] > dt.integral_range(value.type.kind)[0]:
            sql = f"abs({value.sql})"
        return Typed(sql, value.type, called(call))
    return Typed(f"abs({value.sql})", value.type, called(call))


@function("negative", "positive")
def signed(call) -> Typed:
    count(call, 1, 1)
    value = argument(call, 0, NUMBER)
    if call.lower == "negative":
        return negated(value, called(call), call.at)
    return Typed(value.sql, value.type, f"(+ {call.arguments[0].name})")


@function("sign", "signum")
def sign(call) -> Typed:
    count(call, 1, 1)
    return Typed(f"spark_sign({argument(call, 0, _D).sql})", _D, called(call))


@function("ceil", "ceiling", "floor")
def whole(call) -> Typed:
    """A whole number not below, or not above: a bigint, or a decimal of a decimal."""
    count(call, 1, 2)
    word = "floor" if call.lower == "floor" else "ceil"
    value = argument(call, 0, NUMBER)
    name = called(call)
    if call.lower != "floor":
        name = f"{'CEIL' if call.lower == 'ceil' else 'ceiling'}({', '.join(a.name for a in call.arguments)})"
    else:
        name = f"FLOOR({', '.join(a.name for a in call.arguments)})"
    if len(call.arguments) == 2:
        raise call.lacking(f"'{call.name}' with a number of digits")
    if value.type.is_integral:
        return Typed(cast(value, _L).sql, _L, name, bounds=value.bounds)
    if value.type.kind == "decimal":
        if value.type.scale == 0:
            return Typed(value.sql, value.type, name)
        kind = dt.decimal(value.type.precision - value.type.scale + 1, 0)
        return Typed(f"{word}({value.sql})::{duckdb_type(kind)}", kind, name)
    return Typed(f"spark_cut_bigint({word}({value.sql}))", _L, name)


@function("round", "bround")
def rounded(call) -> Typed:
    """Half away from zero, or half to even; of a double by the digits it is written with."""
    count(call, 1, 2)
    value = argument(call, 0, NUMBER)
    digits = 0
    if len(call.arguments) == 2:
        digits = literal(call, 1, "a number of digits")
        if digits is None:
            return Typed("NULL", value.type, called(call)).with_sql(f"NULL::{duckdb_type(value.type)}")
        if not isinstance(digits, int):
            raise call.refusal(f"the digits of '{call.name}' are a whole number")
    name = called(call) if len(call.arguments) == 2 else called(call, "0")
    even = "_even" if call.lower == "bround" else ""
    kind = _rounded_type(value.type, digits)
    if value.type.is_integral:
        if digits >= 0:
            return Typed(value.sql, kind, name, bounds=value.bounds)
        sql = f"spark_round{even}_whole({value.sql}::HUGEINT, {10 ** min(-digits, 30)}::HUGEINT)"
        return Typed(f"spark_wrap_{kind.kind}({sql})", kind, name)
    if value.type.kind == "decimal":
        return Typed(_rounded_decimal(value, kind, digits, even), kind, name)
    if digits < 0:
        sql = f"spark_round{even}_double_down({value.sql}, {10 ** min(-digits, 30)}::HUGEINT)"
    else:
        sql = f"spark_round{even}_double({value.sql}, {min(digits, 20)})"
    return Typed(sql if kind == _D else f"{sql}::FLOAT", kind, name)


def _rounded_type(kind: Type, digits: int) -> Type:
    if kind.kind != "decimal":
        return kind
    whole = kind.precision - kind.scale + 1
    if digits < 0:
        return dt.decimal(max(whole, -digits + 1), 0)
    scale = min(kind.scale, digits)
    return dt.decimal(whole + scale, scale)


def _rounded_decimal(value: Typed, kind: Type, digits: int, even: str) -> str:
    if digits < 0:
        unit = f"{10 ** min(-digits, 30)}::HUGEINT"
        sql = f"spark_round{even}_decimal_down({value.sql}, {unit})"
        return f"TRY_CAST({sql} AS {duckdb_type(kind)})"
    if not even:
        return f"TRY_CAST({value.sql} AS {duckdb_type(kind)})"
    return f"TRY_CAST(spark_round_even_decimal({value.sql}, {kind.scale}) AS {duckdb_type(kind)})"


@function("mod")
def modulo(call) -> Typed:
    count(call, 2, 2)
    found = computed("%", *call.arguments, call.at)
    return Typed(found.sql, found.type, called(call))


@function("pmod")
def positive_modulo(call) -> Typed:
    count(call, 2, 2)
    one, other = as_numbers(*call.arguments, call.at)
    kind = coercion.numeric(one.type, other.type)
    if kind.kind == "decimal":
        raise call.lacking("'pmod' of decimals")
    one, other = cast(one, kind), cast(other, kind)
    divisor = f"nullif({other.sql}, 0)"
    return Typed(f"spark_pmod({one.sql}, {divisor})", kind, called(call))


@function("try_add", "try_subtract", "try_multiply", "try_divide")
def tried(call) -> Typed:
    """Arithmetic that is null where it leaves its type."""
    one, other = arguments(call, [NUMBER, NUMBER])
    sign_of = {"try_add": "+", "try_subtract": "-", "try_multiply": "*", "try_divide": "/"}
    sign_ = sign_of[call.lower]
    name = called(call)
    if sign_ == "/" or not (one.type.is_integral and other.type.is_integral):
        found = computed(sign_, one, other, call.at)
        return Typed(found.sql, found.type, name)
    kind = coercion.numeric(one.type, other.type)
    return Typed(f"TRY_CAST({one.sql}::HUGEINT {sign_} {other.sql} AS {duckdb_type(kind)})", kind, name)


@function("shiftleft", "shiftright", "shiftrightunsigned")
def shifted(call) -> Typed:
    count(call, 2, 2)
    value = argument(call, 0, NUMBER)
    kind = _L if value.type == _L else _I
    value, by = cast(value, kind), argument(call, 1, _I)
    return Typed(f"spark_{call.lower}_{kind.kind}({value.sql}, {by.sql})", kind, called(call))


@function("rand", "random", "randn")
def random(call) -> Typed:
    """Numbers at random. With a seed Spark answers certain numbers, which nothing else does."""
    count(call, 0, 1)
    if call.arguments or call.lower == "randn":
        raise call.lacking(f"'{call.name}' with a seed" if call.arguments else f"'{call.name}'")
    return Typed("random()", _D, f"{'rand' if call.lower == 'random' else call.lower}()")


@function("greatest", "least")
def extreme(call) -> Typed:
    """The greatest or least value; nulls are left out, and text is not compared with numbers."""
    count(call, 2, None)
    kind = coercion.common_of_all([value.type for value in call.arguments], promotes_strings=False)
    if kind is None:
        kinds = " and ".join(sorted({str(value.type) for value in call.arguments}))
        raise call.refusal(f"'{call.name}' does not compare {kinds}")
    if kind.is_nested:
        raise call.lacking(f"'{call.name}' of {kind}")
    values = ", ".join(cast(value, kind, call.at).sql for value in call.arguments)
    return Typed(f"{call.lower}({values})", kind, called(call))


