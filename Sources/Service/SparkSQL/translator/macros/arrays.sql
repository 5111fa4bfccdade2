-- Arrays and maps.

-- An element counted from 0; null where there is none.
CREATE MACRO spark_element(items, place) AS CASE WHEN place >= 0 THEN list_extract(items, place::BIGINT + 1) END;

CREATE MACRO spark_element_at(items, place) AS
  list_extract(items, CASE WHEN place = 0 THEN error('element_at counts elements from 1')::VARCHAR::BIGINT ELSE place::BIGINT END);

CREATE MACRO spark_never_empty(items) AS CASE WHEN len(items) > 0 THEN items ELSE [NULL] END;

CREATE MACRO spark_has_null(items) AS len(list_filter(items, lambda hn_e: hn_e IS NULL)) > 0;

CREATE MACRO spark_has(items, item) AS len(list_filter(items, lambda ha_e: ha_e IS NOT DISTINCT FROM item)) > 0;

CREATE MACRO spark_array_contains(items, item) AS
  CASE WHEN items IS NULL OR item IS NULL THEN NULL WHEN list_contains(items, item) THEN true
       WHEN spark_has_null(items) THEN NULL ELSE false END;

CREATE MACRO spark_array_position(items, item) AS
  CASE WHEN items IS NOT NULL AND item IS NOT NULL THEN coalesce(list_position(items, item), 0)::BIGINT END;

CREATE MACRO spark_array_remove(items, item) AS
  CASE WHEN item IS NOT NULL THEN list_filter(items, lambda ar_e: ar_e IS DISTINCT FROM item) END;

-- Each element where it comes first, null too.
CREATE MACRO spark_array_distinct(items) AS
  list_transform(list_filter(range(1, len(items) + 1), lambda ad_i: NOT spark_has(list_slice(items, 1, ad_i - 1), list_extract(items, ad_i))),
    lambda ad_j: list_extract(items, ad_j));

CREATE MACRO spark_array_union(items, others) AS spark_array_distinct(items || others);

CREATE MACRO spark_array_intersect(items, others) AS
  CASE WHEN others IS NOT NULL THEN spark_array_distinct(list_filter(items, lambda ai_e: spark_has(others, ai_e))) END;

CREATE MACRO spark_array_except(items, others) AS
  CASE WHEN others IS NOT NULL THEN spark_array_distinct(list_filter(items, lambda ax_e: NOT spark_has(others, ax_e))) END;

CREATE MACRO spark_arrays_overlap(items, others) AS
  CASE WHEN items IS NULL OR others IS NULL THEN NULL
       WHEN len(list_filter(items, lambda ao_e: list_contains(others, ao_e))) > 0 THEN true
       WHEN len(items) > 0 AND len(others) > 0 AND (spark_has_null(items) OR spark_has_null(others)) THEN NULL ELSE false END;

CREATE MACRO spark_array_repeat(item, number) AS
  CASE WHEN number IS NOT NULL THEN list_transform(range(number), lambda ap_i: item) END;

CREATE MACRO spark_array_join(texts, sign) AS
    array_to_string(list_filter(texts, lambda aj_e: aj_e IS NOT NULL), sign),
  (texts, sign, instead) AS
    CASE WHEN instead IS NOT NULL THEN array_to_string(list_transform(texts, lambda aj_f: coalesce(aj_f, instead)), sign) END;

CREATE MACRO spark_flatten(items) AS CASE WHEN NOT spark_has_null(items) THEN flatten(items) END;

CREATE MACRO spark_slice_start(items, start) AS CASE WHEN start < 0 THEN len(items) + start + 1 ELSE start END;

CREATE MACRO spark_slice(items, start, number) AS
  CASE WHEN start = 0 OR number < 0 THEN list_slice(items, error('slice counts elements from 1, and takes none or some')::VARCHAR::BIGINT, 1)
       WHEN items IS NULL OR start IS NULL OR number IS NULL THEN NULL
       WHEN spark_slice_start(items, start) < 1 THEN list_slice(items, 1, 0)
       ELSE list_slice(items, spark_slice_start(items, start), spark_slice_start(items, start) + number - 1) END;

CREATE MACRO spark_sequence(first_, last_) AS
    generate_series(first_::BIGINT, last_::BIGINT, CASE WHEN first_ <= last_ THEN 1 ELSE -1 END),
  (first_, last_, step) AS
    generate_series(first_::BIGINT, last_::BIGINT,
      CASE WHEN (step = 0 AND first_ <> last_) OR (step > 0 AND first_ > last_) OR (step < 0 AND first_ < last_)
           THEN error('sequence never reaches its end')::VARCHAR::BIGINT WHEN step = 0 THEN 1 ELSE step::BIGINT END);

-- A key that comes twice is an error in both.
CREATE MACRO spark_map(keys, items) AS CASE WHEN keys IS NOT NULL AND items IS NOT NULL THEN map(keys, items) END;

CREATE MACRO spark_map_of(entries) AS CASE WHEN entries IS NOT NULL THEN map_from_entries(entries) END;

CREATE MACRO spark_str_to_map(value, sign, other) AS
  CASE WHEN value IS NOT NULL THEN map(
    list_transform(string_split(value, sign), lambda sm_e: split_part(sm_e, other, 1)),
    list_transform(string_split(value, sign), lambda sm_f: CASE WHEN contains(sm_f, other) THEN substring(sm_f, length(split_part(sm_f, other, 1)) + length(other) + 1) END)) END;

CREATE MACRO spark_exists(flags) AS
  CASE WHEN flags IS NULL THEN NULL WHEN list_contains(flags, true) THEN true WHEN spark_has_null(flags) THEN NULL ELSE false END;

CREATE MACRO spark_forall(flags) AS
  CASE WHEN flags IS NULL THEN NULL WHEN list_contains(flags, false) THEN false WHEN spark_has_null(flags) THEN NULL ELSE true END;
