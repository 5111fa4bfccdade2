import ChildProcess
import Foundation
import PipelineEngine
import SparkSQL
import Testing

@Suite struct SparkTranslatorTests {
    @Test func `SQL is answered in DuckDB's words with the macros it calls`() async throws {
        try await TranslatorFixture.with { fixture in
            let answer = try await fixture.translator.translate(
                "SELECT parse_url(u, 'HOST') AS host FROM t",
                tables: [TypedTable("t", [.init("u", "string")])]
            )
            #expect(answer.sql == "SELECT spark_parse_url(u, 'HOST') AS host\nFROM t")
            #expect(answer.prelude.contains("CREATE MACRO spark_parse_url"))
            #expect(answer.note == nil)
        }
    }

    @Test func `what cannot be translated is refused at its place`() async throws {
        try await TranslatorFixture.with { fixture in
            let error = await #expect(throws: TranslationFailure.self) {
                try await fixture.translator.translate(
                    "SELECT\n  no_such(a) FROM t",
                    tables: [TypedTable("t", [.init("a", "bigint")])]
                )
            }
            guard case .refused(let problem) = error else { return }
            #expect(problem.line == 2 && problem.column == 3)
            #expect(problem.message.contains("no_such"))
        }
    }

    @Test(arguments: [
        ("element_at(array(a), 1)", SQLFailure("element_at counts elements from 1"), 3),
        ("a + 1, cast(a AS double) / 2", SQLFailure("no matter", offset: 73), 15),
        // Either of two can have failed.
        (
            "hour(s), minute(s)",
            SQLFailure("the time 'x' has no date: the Spark engine takes it as one of today"), nil
        ),
        ("a + 1", SQLFailure("out of memory"), nil),
    ])
    func `a failure of a translation is traced to the only place that it can come from`(
        _ item: String,
        _ failure: SQLFailure,
        _ column: Int?
    ) async throws {
        try await TranslatorFixture.with { fixture in
            let place = await fixture.translator.place(
                of: failure,
                in: "SELECT a,\n  \(item)\nFROM t",
                tables: [TypedTable("t", [.init("a", "bigint"), .init("s", "string")])]
            )
            #expect(place == column.map { SQLPlace(line: 2, column: $0) })
        }
    }

    @Test func `the functions that SQL calls are named with their places`() async throws {
        try await TranslatorFixture.with { fixture in
            let sql = "SELECT 'it\\'s no(1)', F(g(1))\nFROM t -- no(1)\nWHERE `a b`(2)"
            let calls = try await fixture.translator.calls(in: sql)
            #expect(
                calls == [
                    SQLCall("F", line: 1, column: 23), SQLCall("g", line: 1, column: 25),
                    SQLCall("a b", line: 3, column: 7),
                ]
            )
            await #expect(throws: TranslationFailure.self) {
                try await fixture.translator.calls(in: "SELECT f(")
            }
            #expect(try await fixture.translator.calls(in: "-- dialect: duckdb\nf(1)") == nil)
        }
    }

    @Test func `many at once are each given their own answer`() async throws {
        try await TranslatorFixture.with { fixture in
            try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for number in 1...20 {
                    group.addTask {
                        let sql = "SELECT \(number) AS n"
                        return (number, try await fixture.translator.translate(sql, tables: []).sql)
                    }
                }
                for try await (number, sql) in group { #expect(sql == "SELECT \(number) AS n") }
            }
        }
    }

    @Test func `SQL whose first line asks for it is left alone`() async throws {
        try await TranslatorFixture.with(Self.shell("exit 1")) { fixture in
            let sql = "-- dialect: duckdb\nSELECT 7 // 2 AS n"
            let answer = try await fixture.translator.translate(sql, tables: [])
            #expect(answer == TranslatedSQL(sql))
        }
    }

    @Test func `a program that does not run leaves SQL as it is and says so`() async throws {
        try await TranslatorFixture.with(Self.shell("exit 69")) { fixture in
            for _ in 1...2 {
                let answer = try await fixture.translator.translate("SELECT 1", tables: [])
                #expect(answer.sql == "SELECT 1")
                #expect(answer.note?.contains("as it is") == true)
                #expect(try await fixture.translator.calls(in: "SELECT f(1)") == nil)
            }
        }
    }

    @Test func `a program that ends is started again`() async throws {
        // It answers its first question and one more, then ends.
        let program = Self.shell(
            "for n in 1 2; do read line; echo '{\"sql\":\"SELECT '$$'\"}'; done"
        )
        try await TranslatorFixture.with(program) { fixture in
            let one = try await fixture.translator.translate("SELECT 1", tables: [])
            let two = try await fixture.translator.translate("SELECT 2", tables: [])
            #expect(one.sql != two.sql)
            let again = try await fixture.translator.translate("SELECT 1", tables: [])
            #expect(again == one, "an answer is kept")
        }
    }

    @Test func `a program that is silent is killed, and the SQL not taken as it is`() async throws {
        let program = Self.shell("read line; echo '{\"sql\":\"SELECT 1\"}'; read line; sleep 600")
        let limits = SparkTranslator.Limits(start: .seconds(30), answer: .milliseconds(50))
        try await TranslatorFixture.with(program, limits: limits) { fixture in
            let error = await #expect(throws: TranslationFailure.self) {
                try await fixture.translator.translate("SELECT 2", tables: [])
            }
            #expect(error?.message.contains("not translated in time") == true)
        }
    }

    @Test func `nothing of this program's environment is in the translator's`() async throws {
        let files = TranslatorFiles(python: "/p", program: "/t", packages: "/s")
        #expect(files.command.environment == ["LC_ALL": "C.UTF-8"])
    }

    private static func shell(_ script: String) -> ChildCommand {
        ChildCommand(executable: "/bin/sh", arguments: ["-c", script])
    }
}
