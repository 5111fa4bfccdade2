-- URLs, as java.net.URI takes them apart, and texts of keys and values.

CREATE MACRO spark_url_encode(value) AS
  replace(replace(replace(url_encode(value), '%20', '+'), '%2A', '*'), '~', '%7E');

CREATE MACRO spark_url_decode(value) AS url_decode(replace(value, '+', '%20'));

CREATE MACRO spark_url_is_valid(url) AS
  regexp_matches(url, '\A([A-Za-z][A-Za-z0-9+.-]*:)?[^\x00-\x20"<>\\^`{|}\x7F#?\[\]]*(\[[0-9A-Fa-f:.]+\][^\x00-\x20"<>\\^`{|}\x7F#?\[\]]*)?(\?[^\x00-\x20"<>\\^`{|}\x7F#]*)?(#[^\x00-\x20"<>\\^`{|}\x7F#]*)?\z')
  AND (NOT regexp_matches(url, '\A[^/?#:]*:') OR regexp_matches(url, '\A[A-Za-z][A-Za-z0-9+.-]*:'))
  AND NOT regexp_matches(url, '%([^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?\z)')
  AND NOT regexp_matches(url, '\A[A-Za-z][A-Za-z0-9+.-]*:\z');

-- Whether the URL has parts at all: 'mailto:a@b' has none.
CREATE MACRO spark_url_has_parts(url) AS
  spark_url_is_valid(url) AND (NOT regexp_matches(url, '\A[A-Za-z][A-Za-z0-9+.-]*:') OR regexp_matches(url, '\A[A-Za-z][A-Za-z0-9+.-]*:/'));

CREATE MACRO spark_url_authority(url) AS
  CASE WHEN spark_url_has_parts(url) THEN nullif(regexp_extract(url, '\A(?:[A-Za-z][A-Za-z0-9+.-]*:)?//([^/?#]*)', 1), '') END;

-- The name of a host that Java takes for one: no underscore, no digit at the beginning of its last part.
CREATE MACRO spark_url_host(authority) AS
  nullif(regexp_extract(authority, '\A(?:[^@]*@)?((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?\z', 1), '');

CREATE MACRO spark_url_path(url) AS
  CASE WHEN spark_url_has_parts(url) THEN regexp_extract(url, '\A(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://[^/?#]*)?([^?#]*)', 1) END;

CREATE MACRO spark_url_query(url) AS
  CASE WHEN spark_url_has_parts(url) AND regexp_matches(url, '\A[^#?]*\?') THEN regexp_extract(url, '\A[^#?]*\?([^#]*)', 1) END;

CREATE MACRO spark_url_quoted(value) AS regexp_replace(value, '([^A-Za-z0-9_])', '\\\1', 'g');

CREATE MACRO spark_parse_url(url, part) AS
    CASE part
      WHEN 'HOST' THEN spark_url_host(spark_url_authority(url))
      WHEN 'PATH' THEN spark_url_path(url)
      WHEN 'QUERY' THEN spark_url_query(url)
      WHEN 'REF' THEN CASE WHEN spark_url_is_valid(url) AND contains(url, '#') THEN regexp_extract(url, '#(.*)\z', 1) END
      WHEN 'PROTOCOL' THEN CASE WHEN spark_url_is_valid(url) THEN nullif(regexp_extract(url, '\A([A-Za-z][A-Za-z0-9+.-]*):', 1), '') END
      WHEN 'AUTHORITY' THEN spark_url_authority(url)
      WHEN 'FILE' THEN spark_url_path(url) || coalesce('?' || spark_url_query(url), '')
      WHEN 'USERINFO' THEN CASE WHEN spark_url_host(spark_url_authority(url)) IS NOT NULL AND contains(spark_url_authority(url), '@')
                                THEN regexp_extract(spark_url_authority(url), '\A([^@]*)@', 1) END
    END,
  (url, part, key) AS
    CASE WHEN part = 'QUERY' AND key IS NOT NULL
              AND regexp_matches(spark_url_query(url), '(&|\A)' || spark_url_quoted(key) || '=')
         THEN regexp_extract(spark_url_query(url), '(?:&|\A)' || spark_url_quoted(key) || '=([^&]*)', 1) END;

-- The value of the first pair with the key.
CREATE MACRO spark_keyvalue(value, sign, other, key) AS
  CASE WHEN value IS NULL OR sign IS NULL OR other IS NULL OR key IS NULL THEN NULL ELSE
    list_extract(list_transform(
      list_filter(CASE WHEN sign = '' THEN [value] ELSE string_split(value, sign) END,
        lambda kv_e: other <> '' AND contains(kv_e, other) AND split_part(kv_e, other, 1) = key),
      lambda kv_f: substring(kv_f, length(key) + length(other) + 1)), 1) END;
