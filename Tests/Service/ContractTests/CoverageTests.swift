import CallSamples
import Console
import Foundation
import PipelineAPI
import PipelineService
import ProjectFiles
import Testing

/// `Documentation/api-coverage.md` says of each call where it is offered; what is offered is found by doing it.
@Suite struct CoverageTests {
    @Test func `the table of calls is what the programs do`() async throws {
        let table = try await Coverage.measured().markdown
        let path = ProjectFiles.root.appending(path: "Documentation/api-coverage.md")
        if ProcessInfo.processInfo.environment["UPDATE_DOCUMENTS"] != nil {
            try Data(table.utf8).write(to: path)
        }
        let words: Comment = "run: UPDATE_DOCUMENTS=1 swift test --filter CoverageTests"
        #expect(try String(contentsOf: path, encoding: .utf8) == table, words)
    }

    @Test func `every call is sent by the client and answered by the service`() async throws {
        let coverage = try await Coverage.measured()
        let calls = Set(Catalogue.calls.map { $0.name })
        #expect(coverage.client == calls)
        #expect(coverage.service == calls)
        #expect(coverage.console.isSubset(of: calls))
    }

    @Test func `a call that no sample or no kind sends is not offered`() async throws {
        let client = await ClientCalls.names(of: CallSamples.all.filter { !($0 is GetRepo) })
        #expect(!client.contains("GetRepo") && client.contains("GetJob"))
        try await filledService { world in
            let kinds = ResourceCatalogue.all.filter { $0.id != .groups }
            let console = try await ConsoleCalls.names(of: kinds, by: world.api)
            #expect(!console.contains("UpdateGroup") && console.contains("UpdateJob"))
        }
    }
}

/// Which calls each side has, by name.
private struct Coverage {
    let client: Set<String>
    let service: Set<String>
    let console: Set<String>

    static func measured() async throws -> Coverage {
        var console: Set<String> = []
        var service: Set<String> = []
        try await filledService { world in
            console = try await ConsoleCalls.names(of: ResourceCatalogue.all, by: world.api)
            service = Set(Catalogue.calls.filter(world.table.serves).map { $0.name })
        }
        return Coverage(
            client: await ClientCalls.names(of: CallSamples.all),
            service: service,
            console: console
        )
    }

    var markdown: String {
        let rows = Catalogue.calls.map { call in
            let route = call.route
            let codes = route.errors.map(\.description).joined(separator: " ")
            let offered = [client, service, console].map { $0.contains(call.name) ? "yes" : "no" }
            return "| \(call.name) | `\(route.method.rawValue) \(route.template)` "
                + "| \(Catalogue.origin(of: call).rawValue) "
                + "| \(offered.joined(separator: " | ")) | \(codes) |"
        }
        let known = Catalogue.knownByName.map { "- `\($0.method.rawValue) \($0.template)`" }
        return """
            # The API, call by call

            Written by `CoverageTests`, which does what it tells and keeps it true. *Origin*: the streaming document,
            the batch document, what public clients send beyond them, or this local service alone. *Client*: the client core sends a sample of
            the call as the contract says and reads the answer. *Service*: the local service has a handler for it.
            *Console*: a kind of the console sends it, as a list, a detail, an action, a document or a file.

            Every call has a success that `CallExampleTests` sends over every carrier, with the values that must come of
            it; every code in the last column is provoked over every carrier by `RefusalContractTests`; and every call
            goes over the wire and back in `CatalogueTests`.

            | call | request | origin | client | service | console | refused with |
            |---|---|---|---|---|---|---|
            \(rows.joined(separator: "\n"))

            Any call may also be refused with \(Route.common.map(\.description).joined(separator: ", ")).

            Known by name only, and answered E9001, since nobody has said what they answer:

            \(known.joined(separator: "\n"))

            """
    }
}

/// Lends a service in process that holds one of everything.
private func filledService(_ body: (ServiceFixture) async throws -> Void) async throws {
    try await Carrier.memory.world { world in
        try await RefusalFixture.fill(world)
        try await body(world)
    }
}
