import GRDB

/// The schema of the database, version by version; a migration that was released is never changed.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 first tables", migrate: firstTables)
        migrator.registerMigration("2 streams, exports, records", migrate: streamTables)
        migrator.registerMigration("3 what jobs read", migrate: jobSources)
        migrator.registerMigration("4 runs by status and duration", migrate: runOrders)
        migrator.registerMigration("6 written keys", migrate: writtenKeys)
        migrator.registerMigration("7 planned deliveries", migrate: plannedDeliveries)
        migrator.registerMigration("8 identities", migrate: identities)
        migrator.registerMigration("9 times of success", migrate: successTimes)
        return migrator
    }

    /// Values of the API are stored as JSON; columns are what queries look up, compare or sort by.
    @Sendable private static func firstTables(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE repo (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
                CREATE TABLE point_batch (
                    id INTEGER PRIMARY KEY,
                    repo TEXT NOT NULL REFERENCES repo (name) ON DELETE CASCADE,
                    count INTEGER NOT NULL,
                    arrived_at REAL NOT NULL,
                    json BLOB NOT NULL) STRICT;
                CREATE INDEX point_batch_repo ON point_batch (repo, id);
                CREATE TABLE data_source (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
                CREATE TABLE variable (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
                CREATE TABLE job (
                    name TEXT PRIMARY KEY,
                    json TEXT NOT NULL,
                    is_scheduled INTEGER NOT NULL) STRICT;
                CREATE TABLE run (
                    job TEXT NOT NULL REFERENCES job (name) ON DELETE CASCADE,
                    run_id INTEGER NOT NULL,
                    batch_time REAL NOT NULL,
                    status TEXT NOT NULL,
                    start_time REAL,
                    end_time REAL,
                    json TEXT NOT NULL,
                    PRIMARY KEY (job, run_id)) STRICT, WITHOUT ROWID;
                CREATE INDEX run_end ON run (job, end_time, run_id);
                CREATE INDEX run_batch ON run (job, batch_time);
                CREATE INDEX run_unfinished ON run (batch_time)
                    WHERE status NOT IN ('Successful', 'Failed', 'Canceled');
                """
        )
    }

    /// A task and its position are in one row, so that both change in one statement.
    @Sendable private static func streamTables(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE stream_task (
                    kind TEXT NOT NULL,
                    repo TEXT NOT NULL REFERENCES repo (name),
                    name TEXT NOT NULL,
                    destination TEXT UNIQUE REFERENCES repo (name),
                    json TEXT NOT NULL,
                    position INTEGER NOT NULL,
                    processed INTEGER NOT NULL DEFAULT 0,
                    last_error TEXT,
                    last_time REAL,
                    PRIMARY KEY (kind, repo, name)) STRICT;
                CREATE INDEX stream_task_repo ON stream_task (repo);
                CREATE TABLE named_record (
                    kind TEXT NOT NULL,
                    name TEXT NOT NULL,
                    json TEXT NOT NULL,
                    PRIMARY KEY (kind, name)) STRICT, WITHOUT ROWID;
                CREATE TABLE job_export (
                    job TEXT NOT NULL REFERENCES job (name) ON DELETE CASCADE,
                    name TEXT NOT NULL,
                    json TEXT NOT NULL,
                    PRIMARY KEY (job, name)) STRICT, WITHOUT ROWID;
                CREATE INDEX run_start ON run (job, start_time, run_id);
                CREATE INDEX run_duration ON run (job, (end_time - start_time), run_id);
                CREATE INDEX run_status ON run (job, status, end_time, run_id);
                """
        )
    }

    /// The sources of a job are rows of their own, so that an index finds the readers of a source.
    @Sendable private static func jobSources(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE job_source (
                    job TEXT NOT NULL REFERENCES job (name) ON DELETE CASCADE,
                    type TEXT NOT NULL,
                    name TEXT NOT NULL,
                    PRIMARY KEY (job, type, name)) STRICT, WITHOUT ROWID;
                CREATE INDEX job_source_name ON job_source (type, name, job);
                INSERT OR IGNORE INTO job_source (job, type, name)
                    SELECT job.name, lower(source.value ->> 'type'), source.value ->> 'name'
                    FROM job, json_each(job.json, '$.definition.srcs') AS source;
                """
        )
    }

    /// What was there before gets identities in the order of its names; runs carry that of their job, and the
    /// keys that were written that of their export.
    @Sendable private static func identities(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE identity_counter (last INTEGER NOT NULL) STRICT;
                INSERT INTO identity_counter (last) VALUES (0);
                """
        )
        let tables = [
            ("repo", "name"), ("stream_task", "kind, repo, name"), ("job", "name"),
            ("job_export", "job, name"),
        ]
        for (table, key) in tables {
            try database.execute(
                sql: """
                    ALTER TABLE \(table) ADD COLUMN identity INTEGER NOT NULL DEFAULT 0;
                    UPDATE \(table) SET identity = (SELECT last FROM identity_counter) + numbered.number
                        FROM (
                            SELECT \(key), row_number() OVER (ORDER BY \(key)) AS number FROM \(table)
                        ) AS numbered
                        WHERE (\(columns(key, of: table))) = (\(columns(key, of: "numbered")));
                    UPDATE identity_counter SET last = last + (SELECT count(*) FROM \(table));
                    """
            )
        }
        try database.execute(
            sql: """
                UPDATE run SET json = json_set(
                    json, '$.jobIdentity', (SELECT identity FROM job WHERE name = run.job));
                """
        )
        try giveWrittenKeysIdentities(database)
    }

    /// A repo and a job of one name may each have an export of one name: what is at a target or in its folder
    /// is the job's then, since objects of points have the target as the beginning of their names.
    private static func giveWrittenKeysIdentities(_ database: Database) throws {
        try database.execute(
            sql: """
                WITH of_job AS (
                    SELECT DISTINCT source, target FROM written_key
                        WHERE key = target OR substr(key, 1, length(target) + 1) = target || '/'
                ), definition AS (
                    SELECT repo || '/' || name AS source, identity, 0 AS is_job FROM stream_task
                        WHERE kind = 'export'
                    UNION ALL SELECT job || '/' || name, identity, 1 FROM job_export
                ), owner AS (
                    SELECT *, count(*) OVER (PARTITION BY source) AS number FROM definition
                )
                UPDATE written_key SET source = owner.source || '#' || owner.identity FROM owner
                    WHERE written_key.source = owner.source AND (
                        number = 1
                        OR is_job = ((written_key.source, written_key.target) IN of_job));
                """
        )
    }

    private static func columns(_ key: String, of table: String) -> String {
        key.split(separator: ", ").map { "\(table).\($0)" }.joined(separator: ", ")
    }

    /// An index on an expression covers a query only if it contains the columns of the expression, too.
    @Sendable private static func runOrders(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE INDEX run_status_id ON run (job, status, run_id);
                DROP INDEX run_duration;
                CREATE INDEX run_duration
                    ON run (job, (end_time - start_time), run_id, status, end_time, start_time);
                """
        )
    }

    /// A key has one row, so that it has one owner; a placement is there while it is under way.
    @Sendable private static func writtenKeys(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE written_key (
                    key TEXT PRIMARY KEY,
                    source TEXT NOT NULL,
                    target TEXT NOT NULL,
                    run INTEGER NOT NULL,
                    pieces TEXT,
                    written_at REAL NOT NULL) STRICT, WITHOUT ROWID;
                CREATE INDEX written_key_target ON written_key (source, target);
                CREATE INDEX written_key_run ON written_key (source, run);
                CREATE INDEX written_key_time ON written_key (source, written_at);
                CREATE INDEX written_key_pieces ON written_key (source) WHERE pieces IS NOT NULL;
                CREATE TABLE placement (id TEXT PRIMARY KEY, json TEXT NOT NULL)
                    STRICT, WITHOUT ROWID;
                """
        )
    }

    /// The end of the delivery that an export makes or has made; one up to its position is over.
    @Sendable private static func plannedDeliveries(_ database: Database) throws {
        try database.execute(sql: "ALTER TABLE stream_task ADD COLUMN delivering INTEGER")
    }

    /// When a task's last step succeeded; `last_time` is that of the last one, whatever came of it.
    @Sendable private static func successTimes(_ database: Database) throws {
        try database.execute(sql: "ALTER TABLE stream_task ADD COLUMN success_time REAL")
    }
}
