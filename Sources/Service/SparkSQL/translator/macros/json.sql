-- JSON texts. Spark's reader takes a few texts that are no JSON: those are errors here, never another answer.

CREATE MACRO spark_json_is_odd(value) AS
  json_valid(regexp_replace(value, '[\x00-\x1F]', ' ', 'g'))
  OR (regexp_matches(value, '[{,\[:]\s*''') AND json_valid(replace(value, '''', '"')))
  OR json_valid(regexp_extract(value, '(?s)\A\s*([{\[].*[}\]])[^}\]]+\z', 1));

CREATE MACRO spark_json_of(value) AS
  CASE WHEN json_valid(value) THEN value::JSON
       WHEN spark_json_is_odd(value)
       THEN error('a JSON text with quotes '' or unescaped control characters, or with something behind its end: the Spark engine reads it')::VARCHAR::JSON END;

CREATE MACRO spark_json_at(value, path) AS
  CASE json_type(value, path) WHEN 'VARCHAR' THEN json_extract_string(value, path) WHEN 'NULL' THEN NULL
       WHEN 'DOUBLE' THEN spark_text_of_double(json_extract_string(value, path)::DOUBLE)
       ELSE json_extract(value, path)::VARCHAR END;

CREATE MACRO spark_json_value(value, path) AS spark_json_at(spark_json_of(value), path);

CREATE MACRO spark_json_step(name) AS '$."' || replace(replace(name, '\', '\\'), '"', '\"') || '"';

CREATE MACRO spark_json_field(value, name) AS spark_json_at(spark_json_of(value), spark_json_step(name));

CREATE MACRO spark_json_elements(value) AS CASE WHEN json_type(value) = 'ARRAY' THEN json_extract(value, '$[*]') END;

CREATE MACRO spark_json_keys(value) AS CASE WHEN json_type(value) = 'OBJECT' THEN json_keys(value) END;

CREATE MACRO spark_json_listed(found) AS
  CASE len(found) WHEN 0 THEN NULL WHEN 1 THEN found[1] ELSE '[' || array_to_string(found, ',') || ']' END;

-- What the elements of an array have at a path.
CREATE MACRO spark_json_values(value, before_, after_) AS
  spark_json_listed(list_filter(list_transform(spark_json_elements(json_extract(spark_json_of(value), before_)),
    lambda jv_e: json_extract(jv_e, after_)::VARCHAR), lambda jv_f: jv_f IS NOT NULL));

CREATE MACRO spark_json_array_length(value) AS
  CASE WHEN json_type(spark_json_of(value)) = 'ARRAY' THEN json_array_length(spark_json_of(value))::INTEGER END;

CREATE MACRO spark_json_object_keys(value) AS spark_json_keys(spark_json_of(value));

CREATE MACRO spark_json_of_number(written) AS
  CASE WHEN written IN ('NaN', 'Infinity', '-Infinity') THEN '"' || written || '"' ELSE written END;

CREATE MACRO spark_json_text(value) AS spark_json_at(value, '$');

CREATE MACRO spark_json_boolean(value) AS CASE WHEN json_type(value) = 'BOOLEAN' THEN value::VARCHAR::BOOLEAN END;

CREATE MACRO spark_json_whole(value) AS
  CASE WHEN json_type(value) IN ('BIGINT', 'UBIGINT') THEN TRY_CAST(value::VARCHAR AS BIGINT) END;

CREATE MACRO spark_json_number(value) AS
  CASE WHEN json_type(value) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN value::VARCHAR::DOUBLE END;
