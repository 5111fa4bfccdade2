-- Clocks of zones. Moments are TIMESTAMPs of UTC.

CREATE MACRO spark_clock(moment, zone) AS moment AT TIME ZONE 'UTC' AT TIME ZONE zone;

-- Of an hour that a clock shows twice, DuckDB takes the second and Java the first.
CREATE MACRO spark_first_of(clock, second_, ahead, zone) AS
  CASE WHEN spark_clock(clock - ahead, zone) = clock THEN clock - ahead ELSE second_ END;

-- No clock has been set back by more than three hours: six before, it was as far ahead of UTC as in the first hour.
CREATE MACRO spark_moment_on(clock, second_, zone) AS
  spark_first_of(clock, second_, spark_clock(second_ - INTERVAL 6 HOUR, zone) - (second_ - INTERVAL 6 HOUR), zone);

CREATE MACRO spark_moment_of(clock, zone) AS
  list_transform([{'clock': clock, 'second': clock AT TIME ZONE zone AT TIME ZONE 'UTC'}],
    lambda zoned: spark_moment_on(zoned.clock, zoned.second, zone))[1];

-- In UTC the clock is the moment; `zoned` has the macros of other zones.
CREATE MACRO spark_local(moment) AS moment;

CREATE MACRO spark_utc(clock) AS clock;

CREATE MACRO spark_read(clock) AS clock;
