import GRDB
package import PipelineAPI
package import PipelineEngine
package import PipelineService

package import struct FoundationEssentials.Date

extension SQLiteStore: Store {
    package func insertRun(
        of record: JobRecord,
        batchTime: Date,
        parameters: [String: String],
        isUnique: Bool
    ) async throws(APIError) -> RunRecord? {
        let job = record.name
        return try await write { database in
            let isThere = try SQLiteStore.exists(
                database,
                "job WHERE name = ? AND identity = ?",
                [job, record.identity]
            )
            guard isThere else { return nil }
            if isUnique,
                try SQLiteStore.exists(
                    database,
                    "run WHERE job = ? AND batch_time = ?",
                    [job, batchTime.timeIntervalSince1970]
                )
            {
                return nil
            }
            let last = try Int.fetchOne(
                database,
                sql: "SELECT max(run_id) FROM run WHERE job = ?",
                arguments: [job]
            )
            let run = RunRecord(
                job: job,
                jobIdentity: record.identity,
                runId: (last ?? 0) + 1,
                batchTime: batchTime,
                parameters: parameters
            )
            try database.execute(
                sql: """
                    INSERT INTO run (job, run_id, batch_time, status, start_time, end_time, json)
                    VALUES (?, ?, ?, ?, NULL, NULL, ?)
                    """,
                arguments: [
                    job, run.runId, batchTime.timeIntervalSince1970, run.status.rawValue,
                    try JSONColumn.text(of: run),
                ]
            )
            return run
        }
    }

    static func exists(
        _ database: Database,
        _ condition: String,
        _ arguments: StatementArguments
    ) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM \(condition))",
            arguments: arguments
        )
            ?? false
    }

    package func run(job: String, runId: Int) async throws(APIError) -> RunRecord? {
        try await read { try SQLiteStore.run($0, job, runId) }
    }

    private static func run(
        _ database: Database,
        _ job: String,
        _ runId: Int
    ) throws -> RunRecord? {
        try JSONColumn.values(
            RunRecord.self,
            database,
            sql: "SELECT json FROM run WHERE job = ? AND run_id = ?",
            arguments: [job, runId]
        ).first
    }

    package func newestRun(job: String) async throws(APIError) -> RunRecord? {
        try await read {
            try JSONColumn.values(
                RunRecord.self,
                $0,
                sql: "SELECT json FROM run WHERE job = ? ORDER BY run_id DESC LIMIT 1",
                arguments: [job]
            ).first
        }
    }

    package func lastStartedRun(job: String) async throws(APIError) -> RunRecord? {
        try await read {
            try JSONColumn.values(
                RunRecord.self,
                $0,
                sql: """
                    SELECT json FROM run WHERE job = ? AND start_time IS NOT NULL
                    ORDER BY start_time DESC, run_id DESC LIMIT 1
                    """,
                arguments: [job]
            ).first
        }
    }

    package func newestSuccessfulRun(
        of job: String,
        _ batchTime: BatchTimeBound
    ) async throws(APIError) -> RunRecord? {
        try await read {
            try JSONColumn.values(
                RunRecord.self,
                $0,
                sql: batchTime.newestSuccessfulRun,
                arguments: [
                    job, RunStatus.successful.rawValue, batchTime.time.timeIntervalSince1970,
                ]
            ).first
        }
    }

    package func latestBatchTime(job: String) async throws(APIError) -> Date? {
        let seconds = try await read {
            try Double.fetchOne(
                $0,
                sql: "SELECT max(batch_time) FROM run WHERE job = ?",
                arguments: [job]
            )
        }
        return seconds.map { Date(timeIntervalSince1970: $0) }
    }

    package func unfinishedRuns() async throws(APIError) -> [RunRecord] {
        try await read {
            try JSONColumn.values(
                RunRecord.self,
                $0,
                sql: """
                    SELECT json FROM run
                    WHERE status NOT IN ('Successful', 'Failed', 'Canceled')
                    ORDER BY batch_time, job, run_id
                    """
            )
        }
    }

    package func unfinishedRuns(of job: String) async throws(APIError) -> [RunRecord] {
        // Few runs are unfinished, of all jobs together; one job may have a hundred thousand runs.
        try await read {
            try JSONColumn.values(
                RunRecord.self,
                $0,
                sql: """
                    SELECT json FROM run INDEXED BY run_unfinished
                    WHERE job = ? AND status NOT IN ('Successful', 'Failed', 'Canceled')
                    ORDER BY batch_time, run_id
                    """,
                arguments: [job]
            )
        }
    }

    package func replace(
        _ run: RunRecord,
        whereStatus status: RunStatus
    ) async throws(APIError) -> Bool {
        try await write { try SQLiteStore.replace(run, whereStatus: status, $0) }
    }

    static func replace(
        _ run: RunRecord,
        whereStatus status: RunStatus,
        _ database: Database
    ) throws -> Bool {
        try database.changes(
            """
            UPDATE run SET status = ?, start_time = ?, end_time = ?, json = ?
            WHERE job = ? AND run_id = ? AND status = ? AND json ->> 'rerunCount' <= ?
                AND EXISTS (SELECT 1 FROM job WHERE name = ? AND identity = ?)
            """,
            [
                run.status.rawValue, run.startTime?.timeIntervalSince1970,
                run.endTime?.timeIntervalSince1970, try JSONColumn.text(of: run), run.job,
                run.runId, status.rawValue, run.rerunCount, run.job, run.jobIdentity,
            ]
        )
    }

    package func runs(_ question: RunQuery) async throws(APIError) -> RunPage {
        let condition = question.status == nil ? "job = ?" : "job = ? AND status = ?"
        let arguments = StatementArguments(
            [question.job] + (question.status.map { [$0.rawValue] } ?? [])
        )
        return try await read { database in
            // Run ids count up from 1 and no single run is ever deleted: the last id is the number of runs.
            let counted = question.status == nil ? "max(run_id)" : "count(*)"
            let total =
                try Int.fetchOne(
                    database,
                    sql: "SELECT \(counted) FROM run WHERE \(condition)",
                    arguments: arguments
                ) ?? 0
            guard total > question.offset else { return RunPage(total: total, runs: []) }
            // The ids of a page come from an index alone: skipping rows with their JSON is slow.
            let page = try Int.fetchAll(
                database,
                sql: """
                    SELECT run_id FROM \(question.table(total: total)) WHERE \(condition)
                    ORDER BY \(question.order) LIMIT \(question.limit) OFFSET \(question.offset)
                    """,
                arguments: arguments
            )
            let runs = try page.compactMap { try SQLiteStore.run(database, question.job, $0) }
            return RunPage(total: total, runs: runs)
        }
    }
}

extension BatchTimeBound {
    var time: Date {
        switch self {
        case .exactly(let time), .atMost(let time): time
        }
    }

    /// The SQL that finds the newest successful run; its arguments are job, status and batch time.
    ///
    /// A batch time has few runs, and the newest run up to a batch time is nearly always among the first by
    /// id. The index is named, since SQLite has no statistics of either.
    var newestSuccessfulRun: String {
        let (index, comparison) =
            switch self {
            case .exactly: ("run_batch", "=")
            case .atMost: ("run_status_id", "<=")
            }
        return """
            SELECT json FROM run INDEXED BY \(index)
            WHERE job = ? AND status = ? AND batch_time \(comparison) ?
            ORDER BY run_id DESC LIMIT 1
            """
    }
}

extension RunQuery {
    /// The table, with the index to use: if few runs have the status, they are found by it and sorted.
    ///
    /// SQLite has no statistics and would read all runs in order to find the only one that is Running.
    fileprivate func table(total: Int) -> String {
        status != nil && sortBy != .endTime && total <= 1000
            ? "run INDEXED BY run_status_id" : "run"
    }

    /// The ORDER BY clause; a run that has not ended is ordered after all that have.
    fileprivate var order: String {
        let direction = isDescending ? "DESC" : "ASC"
        let nulls = isDescending ? "NULLS FIRST" : "NULLS LAST"
        let key =
            switch sortBy {
            case .endTime: "end_time \(direction) \(nulls),"
            case .startTime: "start_time \(direction) \(nulls),"
            case .batchTime: "batch_time \(direction),"
            case .status: "status \(direction),"
            case .duration: "(end_time - start_time) \(direction) \(nulls),"
            case .runId: ""
            }
        return "\(key) run_id \(direction)"
    }
}
