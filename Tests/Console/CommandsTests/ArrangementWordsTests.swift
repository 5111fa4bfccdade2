import Console
import PipelineAPI
import Testing

@testable import Commands

@Suite struct ArrangementWordsTests {
    private func names(
        filter: String = "",
        sort: String? = nil
    ) throws -> [String] {
        let runs = [(9, RunStatus.failed, 30), (10, .successful, 5), (11, .failed, 700)]
        let rows = runs.map { id, status, duration in
            ResourceCatalogue.rowOfRuns(
                Run(
                    runId: id,
                    batchTime: Timestamp(text: "?"),
                    duration: duration,
                    status: status,
                    message: status == .failed ? "disk full" : nil
                )
            )
        }
        let kind = try Samples.kind(.runs)
        return try ArrangementWords.arrangement(
            filter: filter,
            sort: sort,
            of: kind,
            now: Samples.now
        ).rows(of: rows, kind: kind, in: Samples.context).map(\.name)
    }

    @Test func `a filter is the console's own`() throws {
        #expect(try names(filter: "status:failed") == ["9", "11"])
        #expect(try names(filter: "status:failed dur>10m") == ["11"])
        #expect(try names(filter: "full") == ["9", "11"])
        #expect(try names(filter: "!full") == ["10"])
        #expect(try names(filter: "~^1[01]") == ["10", "11"])
    }

    @Test func `rows are put in order by a column, in both directions`() throws {
        #expect(try names(sort: "run") == ["9", "10", "11"])
        #expect(try names(sort: "-RUN") == ["11", "10", "9"])
        #expect(try names(sort: "status") == ["9", "11", "10"])
        #expect(try names(sort: "batch-time") == ["9", "10", "11"])
    }

    @Test(arguments: [
        ("dur>10x", nil, "'dur>10x' is not whole: a filter has words"),
        ("~(", nil, "'~(' is not understood: a filter has words"),
        ("", "duraton", "runs have no column 'duraton': did you mean 'duration'?"),
        ("", "size", "runs have no column 'size': check the name"),
    ])
    func `what is not understood is refused, never left out`(
        _ filter: String,
        _ sort: String?,
        _ text: String
    ) throws {
        let failure = try #require(throws: CommandFailure.self) {
            try names(filter: filter, sort: sort)
        }
        #expect(failure.reason == .usage)
        #expect(failure.lines[0].hasPrefix(text), "\(failure.lines)")
    }

    @Test func `of a table that is watched only new and changed rows are told`() {
        var changes = TableChanges()
        let first = changes.take([("a", "a 1"), ("b", "b 1")])
        #expect(first.changed == ["a 1", "b 1"] && first.gone.isEmpty)
        let same = changes.take([("b", "b 1"), ("a", "a 1")])
        #expect(same.changed.isEmpty && same.gone.isEmpty)
        let other = changes.take([("b", "b 2"), ("c", "c 1")])
        #expect(other.changed == ["b 2", "c 1"] && other.gone == ["a"])
    }
}
