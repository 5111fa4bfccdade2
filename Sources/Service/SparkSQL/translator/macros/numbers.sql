-- Arithmetic and functions of numbers where DuckDB's have another answer or none.

CREATE MACRO spark_div(value, divisor) AS
  CASE WHEN divisor = -1 THEN spark_wrap_bigint(-(value::HUGEINT)) ELSE value // divisor END;

CREATE MACRO spark_remainder(value, divisor) AS CASE WHEN divisor = -1 THEN value - value ELSE value % divisor END;

-- The digits of a quotient of two decimals: value * shift / divisor, rounded half up.
CREATE MACRO spark_rounded_quotient(value, divisor) AS
  value // divisor + CASE WHEN abs(value % divisor) * 2 >= abs(divisor) THEN CASE WHEN (value < 0) = (divisor < 0) THEN 1 ELSE -1 END ELSE 0 END;

CREATE MACRO spark_quotient(value, divisor, shift) AS
  (value // divisor) * shift + spark_rounded_quotient((value % divisor) * shift, divisor);

CREATE MACRO spark_acos(value) AS CASE WHEN abs(value) <= 1 THEN acos(CASE WHEN abs(value) <= 1 THEN value END) WHEN value IS NOT NULL THEN 'NaN'::DOUBLE END;

CREATE MACRO spark_asin(value) AS CASE WHEN abs(value) <= 1 THEN asin(CASE WHEN abs(value) <= 1 THEN value END) WHEN value IS NOT NULL THEN 'NaN'::DOUBLE END;

CREATE MACRO spark_acosh(value) AS CASE WHEN value >= 1 AND NOT isnan(value) THEN acosh(CASE WHEN value >= 1 THEN value END) WHEN value IS NOT NULL THEN 'NaN'::DOUBLE END;

CREATE MACRO spark_atanh(value) AS CASE WHEN abs(value) <= 1 THEN atanh(CASE WHEN abs(value) <= 1 THEN value END) WHEN value IS NOT NULL THEN 'NaN'::DOUBLE END;

CREATE MACRO spark_sqrt(value) AS CASE WHEN value >= 0 THEN sqrt(CASE WHEN value >= 0 THEN value END) WHEN value IS NOT NULL THEN 'NaN'::DOUBLE END;

-- Whole roots are whole, as Java's are.
CREATE MACRO spark_cbrt(value) AS CASE WHEN pow(round(cbrt(value)), 3) = value THEN round(cbrt(value)) ELSE cbrt(value) END;

CREATE MACRO spark_expm1(value) AS CASE WHEN abs(value) < 1e-5 THEN value + value * value / 2 ELSE exp(value) - 1 END;

CREATE MACRO spark_ln(value) AS ln(CASE WHEN value > 0 THEN value END);

CREATE MACRO spark_log10(value) AS log10(CASE WHEN value > 0 THEN value END);

CREATE MACRO spark_log2(value) AS log2(CASE WHEN value > 0 THEN value END);

CREATE MACRO spark_log1p(value) AS ln(CASE WHEN value > -1 THEN 1 + value END);

CREATE MACRO spark_log(base, value) AS spark_ln(value) / spark_ln(base);

CREATE MACRO spark_isnan(value) AS coalesce(isnan(value), false);

CREATE MACRO spark_nanvl(value, other) AS CASE WHEN isnan(value) THEN other ELSE value END;

CREATE MACRO spark_no_nan(value) AS CASE WHEN NOT isnan(value) THEN value END;

CREATE MACRO spark_factorial(value) AS CASE WHEN value BETWEEN 0 AND 20 THEN factorial(CASE WHEN value BETWEEN 0 AND 20 THEN value END)::BIGINT END;

CREATE MACRO spark_sign(value) AS CASE WHEN isnan(value) OR value = 0 THEN value ELSE sign(value)::DOUBLE END;

CREATE MACRO spark_pmod(value, divisor) AS
  CASE WHEN divisor = -1 AND value <= -1e18 THEN value - value
       WHEN value % CASE WHEN divisor = -1 AND value <= -1e18 THEN NULL ELSE divisor END < 0 THEN (value % divisor + divisor) % divisor
       ELSE value % CASE WHEN divisor = -1 AND value <= -1e18 THEN NULL ELSE divisor END END;

-- The decimal that a double is written as, for rounding by its digits.
CREATE MACRO spark_exact(value) AS TRY_CAST(value::VARCHAR AS DECIMAL(38, 20));

CREATE MACRO spark_round_double(value, digits) AS
  CASE WHEN abs(value) < 1e15 THEN round(spark_exact(value), digits)::VARCHAR::DOUBLE ELSE value END;

CREATE MACRO spark_round_even_decimal(value, digits) AS
  CASE WHEN abs(value - trunc(value, digits)) * 2 * pow(10, digits)::BIGINT = 1 AND (trunc(value, digits) * pow(10, digits)::BIGINT)::HUGEINT % 2 = 0
       THEN trunc(value, digits) ELSE round(value, digits) END;

CREATE MACRO spark_round_even_double(value, digits) AS
  CASE WHEN abs(value) < 1e15 THEN spark_round_even_decimal(spark_exact(value)::DECIMAL(30, 12), digits)::VARCHAR::DOUBLE ELSE value END;

CREATE MACRO spark_round_whole(value, unit) AS
  CASE WHEN abs(value % unit) * 2 >= unit THEN value - value % unit + CASE WHEN value < 0 THEN -unit ELSE unit END ELSE value - value % unit END;

CREATE MACRO spark_round_even_whole(value, unit) AS
  CASE WHEN abs(value % unit) * 2 > unit OR (abs(value % unit) * 2 = unit AND (value // unit) % 2 <> 0)
       THEN value - value % unit + CASE WHEN value < 0 THEN -unit ELSE unit END ELSE value - value % unit END;

-- Rounding before the point: what is behind it counts only where it is all that is beyond the half.
CREATE MACRO spark_round_decimal_down(value, unit) AS spark_round_whole(trunc(value)::HUGEINT, unit);

CREATE MACRO spark_round_even_decimal_down(value, unit) AS
  CASE WHEN value <> trunc(value) THEN spark_round_whole(trunc(value)::HUGEINT, unit) ELSE spark_round_even_whole(trunc(value)::HUGEINT, unit) END;

CREATE MACRO spark_round_double_down(value, unit) AS
  CASE WHEN abs(value) < 1e18 THEN spark_round_whole(trunc(value)::HUGEINT, unit)::DOUBLE ELSE round(value / unit) * unit END;

CREATE MACRO spark_round_even_double_down(value, unit) AS
  CASE WHEN abs(value) < 1e18 THEN spark_round_even_decimal_down(value::DECIMAL(38, 10), unit)::DOUBLE ELSE round_even(value / unit, 0) * unit END;

CREATE MACRO spark_shiftleft_int(value, divisor) AS spark_wrap_int(value::HUGEINT * (1::BIGINT << (divisor & 31)));

CREATE MACRO spark_shiftleft_bigint(value, divisor) AS spark_wrap_bigint(value::HUGEINT * (1::HUGEINT << (divisor & 63)));

CREATE MACRO spark_shiftright_int(value, divisor) AS (value >> (divisor & 31))::INTEGER;

CREATE MACRO spark_shiftright_bigint(value, divisor) AS (value >> (divisor & 63))::BIGINT;

CREATE MACRO spark_shiftrightunsigned_int(value, divisor) AS
  spark_wrap_int((CASE WHEN value < 0 THEN value::BIGINT + 4294967296 ELSE value::BIGINT END) >> (divisor & 31));

CREATE MACRO spark_shiftrightunsigned_bigint(value, divisor) AS
  spark_wrap_bigint((CASE WHEN value < 0 THEN value::HUGEINT + 18446744073709551616::HUGEINT ELSE value::HUGEINT END) >> (divisor & 63));

-- The digits at the beginning that the base has, as a number of at most 64 bits.
CREATE MACRO spark_conv_digits(digits, base) AS
  list_reduce([0::HUGEINT] || list_transform(
      string_split(regexp_extract(upper(digits), '\A[' || left('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', base) || ']*'), ''),
      lambda cd_e: greatest(strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', cd_e) - 1, 0)::HUGEINT),
    lambda cd_a, cd_b: least(cd_a * base + cd_b, 18446744073709551615::HUGEINT));

CREATE MACRO spark_conv_text(value, base) AS
  CASE WHEN value = 0 THEN '0' ELSE
    ltrim(struct_extract(list_reduce(
      [{'rest': value::HUGEINT, 'digits': ''}] || list_transform(range(64), lambda ct_i: {'rest': 0::HUGEINT, 'digits': ''}),
      lambda ct_a, ct_e: {'rest': struct_extract(ct_a, 'rest') // base,
        'digits': substring('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (struct_extract(ct_a, 'rest') % base + 1)::BIGINT, 1) || struct_extract(ct_a, 'digits')}),
      'digits'), '0') END;

CREATE MACRO spark_conv_unsigned(value, base) AS
  CASE WHEN base < 0 THEN CASE WHEN value > 9223372036854775807 THEN '-' || spark_conv_text(18446744073709551616::HUGEINT - value, -base) ELSE spark_conv_text(value, -base) END
       ELSE spark_conv_text(value, base) END;

CREATE MACRO spark_conv_negated(value, is_negative) AS
  CASE WHEN is_negative AND value > 0 THEN CASE WHEN value > 9223372036854775808 THEN 18446744073709551615::HUGEINT ELSE 18446744073709551616::HUGEINT - value END ELSE value END;

CREATE MACRO spark_conv(value, from_base, to_base) AS
  CASE WHEN value IS NULL OR from_base IS NULL OR to_base IS NULL OR trim(value, ' ') = '' THEN NULL
       WHEN abs(from_base) NOT BETWEEN 2 AND 36 OR abs(to_base) NOT BETWEEN 2 AND 36 THEN NULL
       ELSE spark_conv_unsigned(spark_conv_negated(spark_conv_digits(ltrim(trim(value, ' '), '-'), abs(from_base)),
              starts_with(trim(value, ' '), '-')), to_base) END;

CREATE MACRO spark_width_bucket(value, low, high, buckets) AS
  CASE WHEN buckets <= 0 OR low = high OR NOT isfinite(low) OR NOT isfinite(high) OR isnan(value) THEN NULL
       WHEN low < high THEN CASE WHEN value < low THEN 0::BIGINT WHEN value >= high THEN buckets + 1
                                 ELSE (floor(buckets * (value - low) / (high - low)) + 1)::BIGINT END
       ELSE CASE WHEN value > low THEN 0::BIGINT WHEN value <= high THEN buckets + 1
                 ELSE (floor(buckets * (low - value) / (low - high)) + 1)::BIGINT END END;

CREATE MACRO spark_fixed(value, digits) AS
  CASE WHEN isfinite(value) AND abs(value) < 1e15 THEN round(spark_exact(value), digits)::VARCHAR END;

CREATE MACRO spark_format_number(value, digits) AS
  CASE WHEN abs(value) < 1e15 THEN format('{:,.' || digits || 'f}', value)
       WHEN abs(value) < 1e37 THEN regexp_replace(format('{:,}', value::VARCHAR::DECIMAL(38, 0)::HUGEINT), '\z', CASE WHEN digits > 0 THEN '.' || repeat('0', digits) ELSE '' END)
       WHEN isfinite(value) THEN error('format_number of a number of more than 37 digits: the Spark engine runs it')::VARCHAR END;
