-- Dates and times.

CREATE MACRO spark_month(written) AS
  CASE WHEN regexp_matches(written, '\A[0-9]+\z') THEN written
       ELSE ((strpos('janfebmaraprmayjunjulaugsepoctnovdec', lower(left(written, 3))) + 2) // 3)::VARCHAR END;

CREATE MACRO spark_hour(written, half) AS
  CASE half WHEN '' THEN written
            ELSE (TRY_CAST(written AS INTEGER) % 12 + CASE upper(half) WHEN 'PM' THEN 12 ELSE 0 END)::VARCHAR END;

-- Year, month, day, hour, minute, second, milliseconds, AM or PM, and zone, as texts.
CREATE MACRO spark_clock_of(parts) AS
  TRY_CAST(parts[1] || '-' || spark_month(parts[2]) || '-' || parts[3] || ' '
      || spark_hour(parts[4], parts[8]) || ':' || parts[5] || ':' || parts[6] AS TIMESTAMP)
    + to_milliseconds(TRY_CAST(parts[7] AS BIGINT));

CREATE MACRO spark_moment(parts) AS
  CASE parts[9] WHEN '' THEN spark_read(spark_clock_of(parts)) ELSE spark_in_zone(spark_clock_of(parts), upper(parts[9])) END;

CREATE MACRO spark_parsed(value, pattern, parts) AS
  CASE WHEN regexp_matches(value, pattern) THEN spark_moment(string_split(regexp_replace(value, pattern, parts), '|')) END;

CREATE MACRO spark_weekday(written) AS
  CASE upper(spark_trimmed(written))
    WHEN 'MO' THEN 1 WHEN 'MON' THEN 1 WHEN 'MONDAY' THEN 1 WHEN 'TU' THEN 2 WHEN 'TUE' THEN 2 WHEN 'TUESDAY' THEN 2
    WHEN 'WE' THEN 3 WHEN 'WED' THEN 3 WHEN 'WEDNESDAY' THEN 3 WHEN 'TH' THEN 4 WHEN 'THU' THEN 4 WHEN 'THURSDAY' THEN 4
    WHEN 'FR' THEN 5 WHEN 'FRI' THEN 5 WHEN 'FRIDAY' THEN 5 WHEN 'SA' THEN 6 WHEN 'SAT' THEN 6 WHEN 'SATURDAY' THEN 6
    WHEN 'SU' THEN 7 WHEN 'SUN' THEN 7 WHEN 'SUNDAY' THEN 7 END;

CREATE MACRO spark_next_day(day, name) AS (day + ((spark_weekday(name) - isodow(day) + 6) % 7 + 1)::INTEGER)::DATE;

-- Not what the clock shows, on a day on which it is set.
CREATE MACRO spark_second_of_day(moment) AS
  (epoch_us(moment) - epoch_us(spark_utc(date_trunc('day', spark_local(moment))))) // 1000000;

CREATE MACRO spark_months_of(one, other, seconds) AS
  CASE WHEN day(one) = day(other) OR (one::DATE = last_day(one) AND other::DATE = last_day(other))
       THEN ((year(one) - year(other)) * 12 + month(one) - month(other))::DOUBLE
       ELSE (year(one) - year(other)) * 12 + month(one) - month(other)
            + ((day(one) - day(other)) * 86400 + seconds) / 2678400 END;

-- The list makes the times once, however often they are named.
CREATE MACRO spark_months_between(one, other) AS
  list_transform([{'one': one, 'other': other}], lambda pair: spark_months_of(spark_local(pair.one), spark_local(pair.other),
    spark_second_of_day(pair.one) - spark_second_of_day(pair.other)))[1];

CREATE MACRO spark_make_date(year_, month_, day_) AS
  TRY_CAST(lpad(year_::VARCHAR, 4, '0') || '-' || month_::VARCHAR || '-' || day_::VARCHAR AS DATE);

CREATE MACRO spark_make_timestamp(year_, month_, day_, hour_, minute_, second_) AS
  CASE WHEN hour_ BETWEEN 0 AND 23 AND minute_ BETWEEN 0 AND 59 AND second_ BETWEEN 0 AND 60
       THEN spark_make_date(year_, month_, day_)::TIMESTAMP + to_microseconds((hour_ * 3600000000 + minute_ * 60000000 + (second_ * 1000000)::BIGINT)::BIGINT) END;

-- Each is counted from the first: the last of January goes to the last of February, and on to that of March.
CREATE MACRO spark_months(first_, last_, step) AS
  list_filter(list_transform(generate_series(0, date_diff('month', first_, last_), step), lambda counted: first_ + to_months(counted::INTEGER)),
    lambda reached: reached <= last_);

CREATE MACRO spark_reached(first_, last_, steps) AS
  CASE WHEN first_ > last_ THEN error('sequence never reaches its end')::VARCHAR::TIMESTAMP[] ELSE steps END;

CREATE MACRO spark_days(first_, last_) AS
  CASE WHEN first_ <= last_ THEN generate_series(first_::TIMESTAMP, last_::TIMESTAMP, INTERVAL 1 DAY)::DATE[]
       ELSE generate_series(first_::TIMESTAMP, last_::TIMESTAMP, INTERVAL (-1) DAY)::DATE[] END;
