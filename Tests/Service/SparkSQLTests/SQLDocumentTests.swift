import ChildProcess
import Foundation
import ProjectFiles
import Testing

/// `Documentation/sql.md` says of every case what DuckDB makes of it; the cases are run to say it.
@Suite struct SQLDocumentTests {
    @Test(.timeLimit(.minutes(5)))
    func `the table of Spark SQL is what DuckDB computes`() async throws {
        let python = try #require(ProjectFiles.python, "no python3 in PATH")
        let root = ProjectFiles.root
        let outcome = try await ChildCommand(
            executable: python,
            arguments: [root.appending(path: "Tools/check-sql.py").path, "--document"],
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        ).run()
        #expect(outcome.isSuccess, "a case differs: make check-sql names it")
        let path = root.appending(path: "Documentation/sql.md")
        if ProcessInfo.processInfo.environment["UPDATE_DOCUMENTS"] != nil {
            try Data(outcome.output.utf8).write(to: path)
        }
        let words: Comment = "run: UPDATE_DOCUMENTS=1 swift test --filter SQLDocumentTests"
        #expect(try String(contentsOf: path, encoding: .utf8) == outcome.output, words)
    }
}
