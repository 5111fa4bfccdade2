-- Casts as Spark makes them without ANSI mode: what does not fit is null, cut or wrapped around.

CREATE MACRO spark_trimmed(value) AS trim(value, E' \t\n\r\x0B\f\x01\x02\x03\x04\x05\x06\x07\b\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\x7F');

CREATE MACRO spark_boolean(value) AS
  CASE WHEN lower(spark_trimmed(value)) IN ('t', 'true', 'y', 'yes', '1') THEN true
       WHEN lower(spark_trimmed(value)) IN ('f', 'false', 'n', 'no', '0') THEN false END;

-- The whole number at the beginning of a text such as '12.9', as text; null of anything else.
CREATE MACRO spark_whole(value) AS
  CASE WHEN regexp_matches(spark_trimmed(value), '\A[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]*)\z')
       THEN regexp_replace(regexp_extract(spark_trimmed(value), '\A[+-]?[0-9]*'), '\A[+-]?\z', '0') END;

CREATE MACRO spark_number_text(value) AS
  CASE WHEN regexp_matches(value, '\A[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[dDfF]?\z')
       THEN rtrim(value, 'dDfF')
       WHEN regexp_matches(value, '(?i)\A[+-]?inf(inity)?\z') THEN lower(value)
       WHEN lower(value) = 'nan' THEN 'nan' END;

CREATE MACRO spark_double(value) AS TRY_CAST(spark_number_text(spark_trimmed(value)) AS DOUBLE);

CREATE MACRO spark_float(value) AS TRY_CAST(spark_number_text(spark_trimmed(value)) AS FLOAT);

CREATE MACRO spark_decimal_text(value) AS
  CASE WHEN regexp_matches(spark_trimmed(value), '\A[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\z')
       THEN spark_trimmed(value) END;

CREATE MACRO spark_date_of(parts) AS
  TRY_CAST(parts[1] || '-' || CASE parts[2] WHEN '' THEN '1' ELSE parts[2] END
           || '-' || CASE parts[3] WHEN '' THEN '1' ELSE parts[3] END AS DATE);

-- '2020', '2020-1', '2020-1-2', and after a day anything behind a blank or a T.
CREATE MACRO spark_date(value) AS
  CASE WHEN regexp_matches(spark_trimmed(value), '(?s)\A[0-9]{4,7}(-[0-9]{1,2}(-[0-9]{1,2}([ T].*)?)?)?\z')
       THEN spark_date_of(string_split(regexp_replace(spark_trimmed(value),
         '(?s)\A([0-9]+)(?:-([0-9]+)(?:-([0-9]+).*)?)?\z', '\1|\2|\3'), '|')) END;

-- Minutes of a zone: 'Z', 'UTC', '+08:00', '+8', 'GMT+8', 'UTC+08:00'; null of a name.
CREATE MACRO spark_zone_minutes(zone) AS
  CASE WHEN zone IN ('Z', 'z', 'UTC', 'GMT', 'UT') THEN 0
       WHEN regexp_matches(zone, '\A(UTC|GMT|UT)?[+-][0-9]{1,2}(:?[0-9]{2})?\z')
       THEN CASE WHEN contains(zone, '-') THEN -1 ELSE 1 END
            * (regexp_extract(zone, '[+-]([0-9]{1,2})', 1)::INTEGER * 60
               + coalesce(TRY_CAST(regexp_extract(zone, '[+-][0-9]{1,2}:?([0-9]{2})', 1) AS INTEGER), 0)) END;

-- Names without a slash that Java knows, some of them for other zones than anybody else.
CREATE MACRO spark_is_zone(zone) AS zone IN (
  'ACT', 'AET', 'AGT', 'ART', 'AST', 'BET', 'BST', 'CAT', 'CNT', 'CST', 'CTT', 'EAT', 'ECT', 'EST', 'HST', 'IET', 'IST', 'JST',
  'MIT', 'MST', 'NET', 'NST', 'PLT', 'PNT', 'PRT', 'PST', 'SST', 'VST', 'CET', 'CST6CDT', 'Cuba', 'EET', 'EST5EDT', 'Egypt',
  'Eire', 'GB', 'Greenwich', 'Hongkong', 'Iceland', 'Iran', 'Israel', 'Jamaica', 'Japan', 'Kwajalein', 'Libya', 'MET', 'MST7MDT',
  'NZ', 'Navajo', 'PRC', 'PST8PDT', 'Poland', 'Portugal', 'ROK', 'Singapore', 'Turkey', 'UCT', 'Universal', 'W-SU', 'WET', 'Zulu');

CREATE MACRO spark_in_zone(moment, zone) AS
  CASE WHEN zone = '' THEN spark_utc(moment)
       WHEN spark_zone_minutes(zone) IS NOT NULL THEN moment - to_minutes(spark_zone_minutes(zone)::BIGINT)
       WHEN regexp_matches(zone, '\A[A-Z][A-Za-z_]+/[A-Z][A-Za-z_/-]+\z') THEN spark_moment_of(moment, zone)
       WHEN moment IS NOT NULL AND spark_is_zone(zone)
       THEN error('the time zone ''' || zone || ''' is not known here: the Spark engine runs it')::VARCHAR::TIMESTAMP END;

CREATE MACRO spark_timestamp_of(parts) AS
  spark_in_zone(TRY_CAST(parts[1] || ' ' || parts[2] || CASE WHEN contains(parts[2], ':') THEN '' ELSE ':0' END
    || ':' || CASE parts[3] WHEN '' THEN '0' ELSE parts[3] END
    || CASE parts[4] WHEN '' THEN '' ELSE '.' || left(parts[4], 6) END AS TIMESTAMP), parts[5]);

-- A date, or a date and a time with a zone; without a zone it is of the session's.
CREATE MACRO spark_timestamp(value) AS
  CASE WHEN regexp_matches(spark_trimmed(value), '\A[0-9]{4,7}-[0-9]{1,2}-[0-9]{1,2}[ T]([01]?[0-9]|2[0-3])(:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]*)?)?)? ?([A-Za-z+-][A-Za-z0-9:+/_-]*)?\z')
       THEN list_transform([string_split(regexp_replace(spark_trimmed(value),
         '\A([0-9]+-[0-9]+-[0-9]+)[ T]([0-9]+(?::[0-9]+)?)(?::([0-9]+)(?:\.([0-9]*))?)? ?([A-Za-z+-][A-Za-z0-9:+/_-]*)?\z', '\1|\2|\3|\4|\5'), '|')], lambda found: spark_timestamp_of(found))[1]
       WHEN regexp_matches(spark_trimmed(value), '\A[0-9]{4,7}(-[0-9]{1,2}(-[0-9]{1,2}[ T]?)?)?\z')
       THEN spark_utc(spark_date(rtrim(value, 'T '))::TIMESTAMP)
       WHEN regexp_matches(spark_trimmed(value), '\AT?[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]*)?)? ?([A-Za-z+-][A-Za-z0-9:+/_-]*)?\z')
       THEN error('the time ''' || value || ''' has no date: the Spark engine takes it as one of today')::VARCHAR::TIMESTAMP END;

CREATE MACRO spark_timestamp_of_double(value) AS
  CASE WHEN isfinite(value) THEN make_timestamp(trunc(value * 1e6)::BIGINT) END;

CREATE MACRO spark_wrap_bigint(value) AS
  CASE WHEN value BETWEEN -9223372036854775808 AND 9223372036854775807 THEN value::BIGINT
       ELSE (((value + 9223372036854775808::HUGEINT) & 18446744073709551615::HUGEINT) - 9223372036854775808::HUGEINT)::BIGINT END;

CREATE MACRO spark_wrap_int(value) AS
  CASE WHEN value BETWEEN -2147483648 AND 2147483647 THEN value::INTEGER
       ELSE (((value::HUGEINT + 2147483648) & 4294967295::HUGEINT) - 2147483648)::INTEGER END;

CREATE MACRO spark_wrap_smallint(value) AS
  CASE WHEN value BETWEEN -32768 AND 32767 THEN value::SMALLINT
       ELSE (((value::HUGEINT + 32768) & 65535::HUGEINT) - 32768)::SMALLINT END;

CREATE MACRO spark_wrap_tinyint(value) AS
  CASE WHEN value BETWEEN -128 AND 127 THEN value::TINYINT
       ELSE (((value::HUGEINT + 128) & 255::HUGEINT) - 128)::TINYINT END;

CREATE MACRO spark_cut_bigint(value) AS
  CASE WHEN isnan(value) THEN 0::BIGINT
       WHEN value >= 9223372036854775807 THEN 9223372036854775807::BIGINT
       WHEN value <= -9223372036854775808 THEN (-9223372036854775808)::BIGINT
       ELSE trunc(value)::BIGINT END;

CREATE MACRO spark_cut_int(value) AS
  CASE WHEN isnan(value) THEN 0::INTEGER
       WHEN value >= 2147483647 THEN 2147483647::INTEGER
       WHEN value <= -2147483648 THEN (-2147483648)::INTEGER
       ELSE trunc(value)::INTEGER END;

CREATE MACRO spark_cut_smallint(value) AS spark_wrap_smallint(spark_cut_int(value));

CREATE MACRO spark_cut_tinyint(value) AS spark_wrap_tinyint(spark_cut_int(value));

CREATE MACRO spark_floor_div(value, divisor) AS (value - ((value % divisor + divisor) % divisor)) // divisor;

CREATE MACRO spark_seconds(moment) AS spark_floor_div(epoch_us(moment), 1000000);

-- Digits with an exponent as Java writes them: '1.5e-07' is 1.5E-7.
CREATE MACRO spark_java_exponent(digits, exponent) AS
  left(digits, 1) || '.' || CASE WHEN length(digits) > 1 THEN substring(digits, 2) ELSE '0' END || 'E' || exponent::VARCHAR;

-- The text of a positive number from DuckDB's: Java has an exponent below 0.001 and from 10,000,000 on.
CREATE MACRO spark_java_number(written) AS
  CASE WHEN contains(written, 'e')
       THEN spark_java_exponent(replace(split_part(written, 'e', 1), '.', ''), split_part(written, 'e', 2)::INTEGER)
       WHEN length(split_part(written, '.', 1)) > 7
       THEN spark_java_exponent(left(written, 1) || rtrim(replace(substring(written, 2), '.', ''), '0'), length(split_part(written, '.', 1)) - 1)
       WHEN starts_with(written, '0.000') THEN
         spark_java_exponent(ltrim(substring(written, 3), '0'), length(ltrim(substring(written, 3), '0')) - length(written) + 1)
       ELSE written END;

CREATE MACRO spark_text_of_double(value) AS
  CASE WHEN isnan(value) THEN 'NaN' WHEN isinf(value) THEN CASE WHEN value > 0 THEN 'Infinity' ELSE '-Infinity' END
       WHEN value = 0 THEN CASE WHEN signbit(value) THEN '-0.0' ELSE '0.0' END
       WHEN value < 0 THEN '-' || spark_java_number((-value)::DOUBLE::VARCHAR)
       ELSE spark_java_number(value::DOUBLE::VARCHAR) END;

CREATE MACRO spark_text_of_float(value) AS
  CASE WHEN isnan(value) THEN 'NaN' WHEN isinf(value) THEN CASE WHEN value > 0 THEN 'Infinity' ELSE '-Infinity' END
       WHEN value = 0 THEN CASE WHEN signbit(value) THEN '-0.0' ELSE '0.0' END
       WHEN value < 0 THEN '-' || spark_java_number((-value)::FLOAT::VARCHAR)
       ELSE spark_java_number(value::FLOAT::VARCHAR) END;

-- Java writes decimals below a millionth with an exponent.
CREATE MACRO spark_java_decimal(digits, scale) AS
  CASE WHEN length(digits) - 1 - scale >= -6 THEN NULL
       ELSE left(digits, 1) || CASE WHEN length(digits) > 1 THEN '.' || substring(digits, 2) ELSE '' END
            || 'E' || (length(digits) - 1 - scale)::VARCHAR END;

CREATE MACRO spark_text_of_decimal(value) AS
  CASE WHEN value = 0 THEN '0E-' || length(split_part(value::VARCHAR, '.', 2))::VARCHAR
       ELSE coalesce(CASE WHEN value < 0 THEN '-' ELSE '' END
         || spark_java_decimal(ltrim(replace(ltrim(value::VARCHAR, '-'), '.', ''), '0'), length(split_part(value::VARCHAR, '.', 2))),
         value::VARCHAR) END;

CREATE MACRO spark_text_of_elements(texts) AS
  array_to_string(list_transform(texts, lambda te_e: coalesce(te_e, 'null')), ', ');

CREATE MACRO spark_text_of_entries(keys, items) AS
  array_to_string(list_transform(range(1, len(keys) + 1), lambda tn_i: keys[tn_i] || ' -> ' || coalesce(items[tn_i], 'null')), ', ');
