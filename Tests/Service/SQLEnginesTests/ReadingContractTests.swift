import Foundation
import PipelineAPI
import PipelineEngine
import Testing

/// Files are read alike by every engine; each test starts an engine of its own.
@Suite(.serialized) struct ReadingContractTests {
    @Test(arguments: EngineUnderTest.all)
    func `files are read as they are declared, and what does not fit is named`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            for (number, each) in ReadingCase.all.enumerated() {
                var query = bench.query(each.sql, .jsonLines)
                let files = try bench.files(each.files, each.format)
                query.tables = [InputTable(name: "t", files: files, schema: each.schema)]
                do throws(QueryFailure) {
                    _ = try await bench.engine.run(query) { _ in }
                    let text = try? String(contentsOfFile: bench.resultPath, encoding: .utf8)
                    let found = (text ?? "").split(separator: "\n").map(String.init)
                    guard case .rows(let rows) = each.outcome else {
                        Issue.record("case \(number) was read: \(found)")
                        continue
                    }
                    #expect(found == rows, "case \(number)")
                } catch {
                    guard case .failed(let reason) = error, case .failure(let start) = each.outcome
                    else {
                        Issue.record("case \(number): \(error)")
                        continue
                    }
                    #expect(reason.contains(start), "case \(number): \(reason)")
                    #expect(!reason.contains(bench.directory), "case \(number): \(reason)")
                }
                try FileManager.default.removeItem(atPath: bench.directory + "/in")
            }
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `an inferred type holds every value, and a verification reads all of them`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            for (text, type) in [
                ("03/04/2026", ValueType.string), ("2026-01-02\n2026-01-02T10:00:00+08:00", .date),
                ("9223372036854775808", .string), ("007", .string), ("1\n2.5", .float),
                ("-12\n\"\"", .string), ("True\nfalse", .boolean),
                ("9007199254740993\n1.5", .string),
            ] {
                let files = try bench.files(["a": Data("d\n\(text)\n".utf8)], .commas)
                let found = try await bench.engine.inferSchema(of: files)
                #expect(found == [SchemaField("d", type)], "\(text)")
            }
            let objects = #"{"b":[1,2],"a":{"x":1},"c":1}"# + "\n" + #"{"c":1.5,"d":null,"e":true}"#
            let files = try bench.files(["a": Data(objects.utf8)], .json)
            #expect(
                try await bench.engine.inferSchema(of: files) == [
                    SchemaField("b", .array, elemtype: .long), SchemaField("a", .map),
                    SchemaField("c", .float), SchemaField("d", .jsonString),
                    SchemaField("e", .boolean),
                ]
            )
            let empty = try bench.files(["a": Data()], .json)
            #expect(try await bench.engine.inferSchema(of: empty).isEmpty)
            let table = InputTable(
                name: "files",
                files: try bench.files(["in/a": Data("{\"n\":1}\n{\"n\":\"x\"}\n".utf8)], .json),
                schema: [SchemaField("n", .long)]
            )
            let error = await #expect(throws: APIError.self) {
                try await bench.engine.verify(table)
            }
            #expect(error?.code == .fileFormatMismatch)
            #expect(error?.message.contains("line 2 of 'in/a': 'n' is 'x'") == true)
        }
    }
}
