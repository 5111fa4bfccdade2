-- Clocks of the session's zone, which `spark_zone` names; these stand for those of UTC.

CREATE MACRO spark_local(moment) AS spark_clock(moment, spark_zone());

CREATE MACRO spark_utc(clock) AS spark_moment_of(clock, spark_zone());

-- Java's readers of patterns take the second of two, and nothing in a gap.
CREATE MACRO spark_read(clock) AS
  list_transform([{'clock': clock, 'moment': clock AT TIME ZONE spark_zone() AT TIME ZONE 'UTC'}],
    lambda read: CASE WHEN spark_local(read.moment) = read.clock THEN read.moment END)[1];

-- A moment whose clock is moved stays as far ahead of UTC, where the clock allows it.
CREATE MACRO spark_kept(clock, ahead) AS
  CASE WHEN spark_local(clock - ahead) = clock THEN clock - ahead ELSE spark_utc(clock) END;

CREATE MACRO spark_moved(moment, step) AS
  list_transform([{'moment': moment, 'clock': spark_local(moment)}],
    lambda moved: spark_kept(moved.clock + step, moved.clock - moved.moment))[1];

-- Whole days are on the clock, the rest is not.
CREATE MACRO spark_moved_by(moment, span) AS
  spark_moved(moment, to_days((epoch_us(span) // 86400000000)::INTEGER)) + to_microseconds(epoch_us(span) % 86400000000);

CREATE MACRO spark_cut_to(unit, moment) AS
  list_transform([{'moment': moment, 'clock': spark_local(moment)}],
    lambda cut: cut.moment - (cut.clock - date_trunc(unit, cut.clock)))[1];

-- The offset from UTC as '+0800', or with something between the hours and the minutes.
CREATE MACRO spark_offset_of(minutes, middle) AS
  CASE WHEN minutes < 0 THEN '-' ELSE '+' END || lpad((abs(minutes) // 60)::VARCHAR, 2, '0') || middle || lpad((abs(minutes) % 60)::VARCHAR, 2, '0');

CREATE MACRO spark_offset_or(moment, middle, zero) AS
  CASE WHEN spark_local(moment) = moment THEN zero ELSE spark_offset(moment, middle) END;

CREATE MACRO spark_offset(moment, middle) AS
  list_transform([epoch_us(spark_local(moment) - moment) // 60000000], lambda ahead: spark_offset_of(ahead, middle))[1];
