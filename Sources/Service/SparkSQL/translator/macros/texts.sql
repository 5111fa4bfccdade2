-- Functions of texts.

-- Java makes two letters of a sharp s, and another letter of a sigma at the end of a word.
CREATE MACRO spark_upper(value) AS CASE WHEN contains(value, 'ß') THEN upper(replace(value, 'ß', 'SS')) ELSE upper(value) END;

CREATE MACRO spark_lower(value) AS
  CASE WHEN contains(value, 'Σ') THEN error('the lower case of a Greek sigma depends on its place: the Spark engine knows it')::VARCHAR
       ELSE lower(value) END;

-- Lines of 76 signs, as MIME has them.
CREATE MACRO spark_base64(value) AS
  CASE WHEN length(base64(value)) > 76
       THEN array_to_string(list_transform(range(1, length(base64(value)) + 1, 76), lambda ba_i: substring(base64(value), ba_i, 76)), E'\r\n')
       ELSE base64(value) END;

CREATE MACRO spark_replace(value, part) AS CASE WHEN part = '' THEN value ELSE replace(value, part, '') END,
  (value, part, other) AS CASE WHEN part = '' AND other IS NOT NULL THEN value ELSE replace(value, part, other) END;

-- The place of a part, counted from 1; of its nth appearance from a place on.
CREATE MACRO spark_instr(value, part) AS (CASE WHEN part = '' AND value IS NOT NULL THEN 1 ELSE instr(value, part) END)::INTEGER;

CREATE MACRO spark_instr_from(value, part, start, nth) AS
  CASE WHEN value IS NULL OR part IS NULL OR start IS NULL OR nth IS NULL THEN NULL
       WHEN start < 1 OR nth < 1 THEN error('instr counts places and appearances from 1')::VARCHAR::INTEGER
       ELSE coalesce(list_extract(list_filter(range(start::BIGINT, length(value) + 2),
         lambda in_i: substring(value, in_i, length(part)) = part), nth::BIGINT), 0)::INTEGER END;

CREATE MACRO spark_locate(part, value) AS spark_instr(value, part),
  (part, value, start) AS
    CASE WHEN start IS NULL THEN 0 WHEN part IS NULL OR value IS NULL THEN NULL WHEN start < 1 THEN 0
         WHEN part = '' THEN 1
         WHEN instr(substring(value, start), part) = 0 THEN 0
         ELSE (instr(substring(value, start), part) + start - 1)::INTEGER END;

CREATE MACRO spark_left(value, number) AS CASE WHEN number <= 0 THEN left(value, 0) ELSE left(value, number) END;

CREATE MACRO spark_right(value, number) AS CASE WHEN number <= 0 THEN left(value, 0) ELSE right(value, number) END;

CREATE MACRO spark_start(value, start) AS
  CASE WHEN start > 0 THEN start::BIGINT - 1 WHEN start < 0 THEN length(value) + start WHEN start = 0 THEN 0 END;

CREATE MACRO spark_substring(value, start) AS substring(value, CASE WHEN start IS NOT NULL THEN greatest(spark_start(value, start), 0) + 1 END),
  (value, start, number) AS
    CASE WHEN number IS NOT NULL AND start IS NOT NULL
         THEN substring(value, greatest(spark_start(value, start), 0) + 1,
           greatest(spark_start(value, start) + number - greatest(spark_start(value, start), 0), 0)) END;

CREATE MACRO spark_lpad(value, number, filler) AS
  CASE WHEN value IS NULL OR number IS NULL OR filler IS NULL THEN NULL
       WHEN filler = '' OR length(value) >= number THEN spark_left(value, number)
       ELSE lpad(value, number, CASE filler WHEN '' THEN ' ' ELSE filler END) END;

CREATE MACRO spark_rpad(value, number, filler) AS
  CASE WHEN value IS NULL OR number IS NULL OR filler IS NULL THEN NULL
       WHEN filler = '' OR length(value) >= number THEN spark_left(value, number)
       ELSE rpad(value, number, CASE filler WHEN '' THEN ' ' ELSE filler END) END;

CREATE MACRO spark_pad_left(value, width) AS repeat(' ', greatest(width - length(value), 0)) || value;

CREATE MACRO spark_pad_right(value, width) AS value || repeat(' ', greatest(width - length(value), 0));

CREATE MACRO spark_pad_zeros(value, width) AS
  CASE WHEN starts_with(value, '-') THEN '-' || repeat('0', greatest(width - length(value), 0)) || substring(value, 2)
       ELSE repeat('0', greatest(width - length(value), 0)) || value END;

CREATE MACRO spark_initcap(value) AS
  array_to_string(list_transform(string_split(spark_lower(value), ' '), lambda ic_e: spark_upper(left(ic_e, 1)) || substring(ic_e, 2)), ' ');

CREATE MACRO spark_ascii(value) AS ascii(value);

CREATE MACRO spark_chr(code) AS CASE WHEN code < 0 THEN '' ELSE chr((code % 256)::INTEGER) END;

CREATE MACRO spark_find_in_set(value, texts) AS
  CASE WHEN value IS NULL OR texts IS NULL THEN NULL WHEN contains(value, ',') THEN 0
       ELSE coalesce(list_position(string_split(texts, ','), value), 0)::INTEGER END;

CREATE MACRO spark_split_part(value, sign, number) AS
  CASE WHEN number = 0 THEN error('split_part counts parts from 1')::VARCHAR
       WHEN sign = '' THEN CASE WHEN number IN (1, -1) THEN value WHEN value IS NOT NULL THEN '' END
       WHEN value IS NOT NULL AND sign IS NOT NULL AND number IS NOT NULL THEN coalesce(split_part(value, sign, number), '') END;

CREATE MACRO spark_substring_index(value, sign, number) AS
  CASE WHEN value IS NULL OR sign IS NULL OR number IS NULL THEN NULL
       WHEN sign = '' OR number = 0 THEN ''
       WHEN number > 0 THEN array_to_string(list_slice(string_split(value, sign), 1, number), sign)
       ELSE array_to_string(list_slice(string_split(value, sign),
         greatest(len(string_split(value, sign)) + number + 1, 1), len(string_split(value, sign))), sign) END;

CREATE MACRO spark_soundex_codes(value) AS
  translate(regexp_replace(upper(value), '[^A-Z]', '#', 'g'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ#', '012301270224550126230172020');

CREATE MACRO spark_soundex_runs(codes) AS
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(codes,
    '1+', '1', 'g'), '2+', '2', 'g'), '3+', '3', 'g'), '4+', '4', 'g'), '5+', '5', 'g'), '6+', '6', 'g');

CREATE MACRO spark_soundex(value) AS
  CASE WHEN regexp_matches(value, '\A[A-Za-z]')
       THEN upper(left(value, 1)) || rpad(left(replace(substring(spark_soundex_runs(
         left(spark_soundex_codes(value), 1) || replace(substring(spark_soundex_codes(value), 2), '7', '')), 2), '0', ''), 3), 3, '0')
       ELSE value END;

CREATE MACRO spark_nibble(digits, place) AS strpos('0123456789ABCDEF', substring(digits, place, 1)) - 1;

CREATE MACRO spark_bytes(digits) AS
  list_transform(range(1, length(digits), 2), lambda by_i: (spark_nibble(digits, by_i) * 16 + spark_nibble(digits, by_i + 1))::BIGINT);

CREATE MACRO spark_crc32_step(value) AS
  CASE WHEN value & 1 = 1 THEN xor(value >> 1, 3988292384::BIGINT) ELSE value >> 1 END;

CREATE MACRO spark_crc32_table() AS
  list_transform(range(256), lambda cr_i: list_reduce([cr_i] || range(8), lambda cr_a, cr_b: spark_crc32_step(cr_a)));

CREATE MACRO spark_crc32(value) AS
  CASE WHEN value IS NOT NULL THEN
    xor(list_reduce([4294967295::BIGINT] || spark_bytes(hex(value)),
      lambda cc_a, cc_e: xor(cc_a >> 8, spark_crc32_table()[xor(cc_a & 255, cc_e) + 1])), 4294967295::BIGINT) END;

CREATE MACRO spark_unbase64(value) AS from_base64(regexp_replace(value, '[^A-Za-z0-9+/=]', '', 'g'));

CREATE MACRO spark_unhex(value) AS
  CASE WHEN regexp_matches(value, '\A[0-9A-Fa-f]*\z')
       THEN unhex(CASE WHEN regexp_matches(value, '\A[0-9A-Fa-f]*\z') THEN repeat('0', length(value) % 2) || value ELSE '' END) END;

CREATE MACRO spark_overlay(value, other, start, number) AS
  spark_substring(value, 1, start - 1) || other
  || spark_substring(value, start + CASE WHEN number < 0 THEN length(other) ELSE number END, 2147483647);

-- A text that ends a line must not be searched for the extent of a match at its end: Java finds another one.
CREATE MACRO spark_ends_no_line(value) AS
  CASE WHEN regexp_matches(value, '[\n\r\x{85}\x{2028}\x{2029}]\z')
       THEN error('a regular expression with ''$'' and a text that ends with a line''s end: the Spark engine runs it')::VARCHAR
       ELSE value END;

CREATE MACRO spark_plain_replacement(value) AS
  CASE WHEN contains(value, '$') OR contains(value, '\')
       THEN error('a replacement with ''$'' or a backslash that is no literal: the Spark engine runs it')::VARCHAR ELSE value END;

CREATE MACRO spark_position_of(value, found) AS
  CASE WHEN value IS NULL THEN NULL WHEN found = '' THEN 0 ELSE instr(value, found)::INTEGER END;

CREATE MACRO spark_split_limited(value, sign, number) AS
  CASE WHEN len(string_split(value, sign)) <= number THEN string_split(value, sign)
       ELSE list_slice(string_split(value, sign), 1, number - 1)
            || [array_to_string(list_slice(string_split(value, sign), number, len(string_split(value, sign))), sign)] END;

CREATE MACRO spark_luhn_check(value) AS
  CASE WHEN value IS NULL THEN NULL WHEN NOT regexp_matches(value, '\A[0-9]+\z') THEN false
       ELSE list_sum(list_transform(range(1, length(value) + 1), lambda lu_i:
         CASE WHEN lu_i % 2 = 1 THEN substring(value, length(value) - lu_i + 1, 1)::INTEGER
              ELSE (substring(value, length(value) - lu_i + 1, 1)::INTEGER * 2) // 10
                   + (substring(value, length(value) - lu_i + 1, 1)::INTEGER * 2) % 10 END)) % 10 = 0 END;

-- A row of distances after the row above it, for one character of the first text.
CREATE MACRO spark_levenshtein_row(above, sign, signs) AS
  list_reduce([[above[1] + 1]] || list_transform(range(1, len(signs) + 1), lambda lr_i: [lr_i::BIGINT]),
    lambda lr_a, lr_e: lr_a || [least(lr_a[len(lr_a)] + 1, above[lr_e[1] + 1] + 1,
      above[lr_e[1]] + CASE WHEN signs[lr_e[1]] = sign THEN 0 ELSE 1 END)]);

CREATE MACRO spark_codes(value) AS list_transform(range(1, length(value) + 1), lambda co_i: unicode(substring(value, co_i, 1))::BIGINT);

CREATE MACRO spark_levenshtein(value, other) AS
  CASE WHEN strlen(value) = length(value) AND strlen(other) = length(other) THEN levenshtein(value, other)::INTEGER
       WHEN value IS NOT NULL AND other IS NOT NULL THEN
         list_extract(list_reduce([range(0, length(other) + 1)] || list_transform(spark_codes(value), lambda le_i: [le_i]),
           lambda le_a, le_e: spark_levenshtein_row(le_a, le_e[1], spark_codes(other))), length(other) + 1)::INTEGER END;
