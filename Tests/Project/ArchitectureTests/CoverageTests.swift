import Foundation
import PipelineAPI
import Testing

/// `Documentation/api-coverage.md` says of each call where it is offered; the sources decide.
@Suite struct CoverageTests {
    @Test func `the table of calls is what the sources say`() throws {
        let table = try Coverage().markdown
        let path = SourceTree.root.appending(path: "Documentation/api-coverage.md")
        if ProcessInfo.processInfo.environment["UPDATE_DOCUMENTS"] != nil {
            try Data(table.utf8).write(to: path)
        }
        let words: Comment = "run: UPDATE_DOCUMENTS=1 swift test --filter CoverageTests"
        #expect(try String(contentsOf: path, encoding: .utf8) == table, words)
    }

    @Test func `every call is served, and named by a test`() throws {
        let coverage = try Coverage()
        for call in Catalogue.calls {
            #expect(coverage.isServed(call), "\(call.name)")
            #expect(coverage.isTested(call), "\(call.name)")
        }
    }
}

/// What the project's sources say of each call.
private struct Coverage {
    private let handlers: String
    private let console: String
    private let tests: [(path: String, text: String)]

    init() throws {
        handlers = try SourceTree.text(
            of: "Sources/Service/PipelineService/Dispatch/ServiceHandlers.swift"
        )
        console = try SourceTree.swiftFiles(in: "Sources/Console/Console").map(\.text).joined()
        tests =
            try SourceTree.swiftFiles(in: "Tests/Service/ContractTests")
            + SourceTree.swiftFiles(in: "Tests/Project/EndToEndTests")
            + SourceTree.swiftFiles(in: "Tests/Console/DemoTests")
            + SourceTree.swiftFiles(in: "Tests/Shared/PipelineAPITests")
    }

    func isServed(_ call: any APICall.Type) -> Bool { handlers.contains("on(\(call.name).self") }

    /// Whether a test of the contract sends it, by its own name or as a request to its path.
    func isTested(_ call: any APICall.Type) -> Bool { !suites(of: call).isEmpty }

    private func suites(of call: any APICall.Type) -> [String] {
        let names = tests.filter { $0.text.contains("\(call.name)(") }.map { path, _ in
            path.split(separator: "/")[2]
        }
        return Set(names).sorted().map { String($0) }
    }

    var markdown: String {
        let rows = Catalogue.calls.map { call in
            let route = call.route
            let codes = route.errors.map(\.description).joined(separator: " ")
            return "| \(call.name) | `\(route.method.rawValue) \(route.template)` "
                + "| \(Catalogue.origin(of: call).rawValue) | yes | \(isServed(call) ? "yes" : "no") "
                + "| \(console.contains("\(call.name)(") ? "yes" : "no") "
                + "| \(suites(of: call).joined(separator: ", ")) | \(codes) |"
        }
        let known = Catalogue.knownByName.map { "- `\($0.method.rawValue) \($0.template)`" }
        return """
            # The API, call by call

            Made from the catalogue of calls and the sources; a test keeps it true. *Origin*: the streaming
            document, the batch document, or what public clients send beyond them. *Client* and *service*: whether
            the client core has the call and the local service answers it. *Console*: whether the console offers it
            yet. *Tests*: the suites that send it; besides those, every code in the last column is provoked over
            every carrier by `RefusalContractTests`, and every call goes over the wire and back in `CatalogueTests`.

            | call | request | origin | client | service | console | tests | refused with |
            |---|---|---|---|---|---|---|---|
            \(rows.joined(separator: "\n"))

            Any call may also be refused with \(Route.common.map(\.description).joined(separator: ", ")).

            Known by name only, and answered E9001, since nobody has said what they answer:

            \(known.joined(separator: "\n"))

            """
    }
}
