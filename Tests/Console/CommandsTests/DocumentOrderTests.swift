import Console
import PipelineAPI
import Testing

@testable import Commands

@Suite struct DocumentOrderTests {
    private func order(_ documents: JSONValue...) throws -> [String] {
        let all = try documents.map { try ChangeDocument($0) }
        return DocumentOrder.places(of: all).map { all[$0].name }
    }

    @Test func `an item comes after its container, and after what it reads`() throws {
        #expect(
            try order(
                ["kind": "jobexport", "in": "daily", "name": "out"],
                [
                    "kind": "job", "name": "daily",
                    "srcs": [
                        ["name": "files", "type": "datasource"], ["name": "up", "type": "Job"],
                    ],
                    "computation": ["code": "SELECT '$(day)', $(mon)"],
                ],
                ["kind": "job", "name": "up", "srcs": []],
                ["kind": "variable", "name": "day"],
                ["kind": "datasource", "name": "files", "workflow": "night"],
                ["kind": "workflow", "name": "night"]
            ) == ["up", "day", "night", "files", "daily", "out"]
        )
        #expect(
            try order(
                ["kind": "transform", "in": "web", "name": "count", "to": "stats"],
                ["kind": "repo", "name": "stats"],
                ["kind": "repo", "name": "web", "group": "shared"],
                ["kind": "group", "name": "shared"]
            ) == ["stats", "shared", "web", "count"]
        )
    }

    @Test func `documents that need nothing of each other keep their order, circles too`() throws {
        #expect(
            try order(
                ["kind": "repo", "name": "b"],
                ["kind": "repo", "name": "a"],
                ["kind": "job", "name": "x", "srcs": [["name": "y", "type": "Job"]]],
                ["kind": "job", "name": "y", "srcs": [["name": "x", "type": "Job"]]]
            ) == ["b", "a", "y", "x"]
        )
    }
}
