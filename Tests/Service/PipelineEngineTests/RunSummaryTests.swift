import Testing

@testable import PipelineEngine

@Suite struct RunSummaryTests {
    @Test(arguments: [
        (1234, 24, 0.309, "duckdb: 1,234 rows from 24 files in 0.31 s"),
        (1, 1, 0, "duckdb: 1 row from 1 file in 0.00 s"),
        (0, 0, 62.05, "duckdb: 0 rows from 0 files in 62.05 s"),
        (1_000_000, 2, 1, "duckdb: 1,000,000 rows from 2 files in 1.00 s"),
    ])
    func `a run says what it computed`(
        _ rows: Int,
        _ files: Int,
        _ seconds: Double,
        _ words: String
    ) {
        let summary = RunSummary(engine: "duckdb", rows: rows, files: files, seconds: seconds)
        #expect(summary.description == words)
    }

    @Test func `a table whose source matches no file is named`() {
        let summary = RunSummary(
            engine: "duckdb",
            rows: 0,
            files: 0,
            seconds: 0,
            emptyTables: ["t"]
        )
        #expect(
            summary.description
                == "duckdb: 0 rows from 0 files in 0.00 s; no file matches the source of table 't' "
                + "(0 files): look at its prefixes and filter"
        )
    }
}
