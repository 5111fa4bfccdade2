import GRDB

/// The tables, as they came to be; a migration that has been released is never changed.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 first tables", migrate: firstTables)
        return migrator
    }

    /// What the API carries is kept as JSON; columns are what is looked up, compared or sorted by.
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
}
