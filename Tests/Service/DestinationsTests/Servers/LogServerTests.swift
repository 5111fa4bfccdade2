import Foundation
import PipelineAPI
import PipelineEngine
import Settings
import Synchronization
import Testing

@testable import Destinations

/// What is sent to Elasticsearch and OpenSearch, held to a strict server of the tests' own.
@Suite struct LogServerTests {
    private func stores(_ server: BulkServer) throws -> StoreServers {
        StoreServers(
            try Stores(
                text: "logdb: {url: '\(server.endpoint)', user: u, password: hidden}",
                source: "stores.yaml"
            )
        )
    }

    /// Delivers documents `{n: …, deep: {h: …}}` of a stream, of which `first` were delivered before, or of a run.
    private func deliver(
        _ values: [JSONValue],
        to server: BulkServer,
        first: Int = 0,
        run: Int? = nil,
        omitInvalid: Bool = false,
        batch: Int? = nil,
        answerSeconds: Int64? = nil,
        onOmission: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        let reader = OnceReader(values.map { ["n": $0, "h": "é\n\"x\""] })
        var delivery = Delivery(
            type: .logdb,
            spec: [
                "destRepoName": "Logs_Of_web", "doc": ["n": "#n", "h": "h"],
                "omitInvalid": .bool(omitInvalid),
            ],
            source: run == nil ? "web/out#1" : "job/out#2",
            idempotencyKey: "\(first)",
            run: run,
            schema: [],
            nextRecords: { reader.next() },
            time: .now,
            workDirectory: ""
        )
        delivery.firstNumber = first
        delivery.onOmission = onOmission
        if batch != nil || answerSeconds != nil {
            let store = LogServer(
                try #require(try stores(server).stores.logdb),
                batch: batch ?? 5000,
                answerSeconds: answerSeconds ?? 30
            )
            try await closing(store.close) { try await store.deliver(delivery) }
        } else {
            let isDelivered = try await ServerDestination(servers: stores(server)).deliver(delivery)
            #expect(isDelivered)
        }
        #expect(server.faults.isEmpty, "\(server.faults)")
    }

    private func numbers(_ count: Int, from first: Int = 0) -> [JSONValue] {
        (first..<(first + count)).map { .integer(Int64($0)) }
    }

    @Test func `documents have ids of sender and place, and a repeated parcel changes nothing`()
        async throws
    {
        let server = try BulkServer()
        try await deliver(numbers(3), to: server)
        try await deliver(numbers(2, from: 3), to: server, first: 3)
        #expect(server.documents.keys.sorted() == (0..<5).map { "web/out#1:\($0)" })
        #expect(server.documents["web/out#1:4"] == ["n": 4, "h": "é\n\"x\""])
        let changes = server.changes
        try await deliver(numbers(3), to: server)
        #expect(server.changes == changes)
        let request = server.requests[0].lowercased()
        #expect(request.hasPrefix("post /logs_of_web/_bulk"))
        #expect(request.contains("authorization: basic "))
    }

    @Test func `a large delivery is several requests`() async throws {
        let server = try BulkServer()
        try await deliver(numbers(110), to: server, batch: 50)
        #expect(server.documents.count == 110)
        #expect(server.requests.count == 3)
    }

    @Test func `a rerun replaces the documents of its run, also where it has fewer`() async throws {
        let server = try BulkServer()
        try await deliver(numbers(250), to: server, run: 1)
        try await deliver(numbers(5), to: server, run: 2)
        try await deliver(numbers(3, from: 100), to: server, run: 1)
        let values = server.documents.filter { $0.key.hasPrefix("job/out#2:1:") }.values
        #expect(Set(values.compactMap { $0["n"] }) == [100, 101, 102])
        #expect(server.documents.count == 8)
    }

    @Test func `what the store was too busy for is sent again, and nothing else`() async throws {
        let server = try BulkServer()
        server.change { $0.busyItems = 2 }
        try await deliver(numbers(5), to: server)
        #expect(server.documents.count == 5)
        #expect(server.requests.count == 2)
        #expect(server.requests[1].ranges(of: "\"create\"").count == 2)
    }

    @Test func `a store that does not answer is told, and what it took meanwhile is there once`()
        async throws
    {
        let server = try BulkServer()
        server.change { $0.isSilent = true }
        let failure = await #expect(throws: (any Error).self) {
            try await deliver(numbers(3), to: server, answerSeconds: 1)
        }
        #expect(
            failure.map(ServerDestination.failure)?.description
                == "'\(server.endpoint)' did not answer in time: it is tried again; look there what keeps it busy"
        )
        server.change { $0.isSilent = false }
        try await deliver(numbers(3), to: server)
        #expect(server.documents.count == 3)
        #expect(server.changes == 3)
    }

    @Test func `documents that do not fit are counted, with the first reason`() async throws {
        let server = try BulkServer()
        let values: [JSONValue] = [1, "text", 2, "more"]
        let failure = await #expect(throws: DeliveryFailure.self) {
            try await deliver(values, to: server)
        }
        #expect(
            failure?.description.hasPrefix(
                "2 of 4 records were refused, the first since failed to parse field [n]: For input string: "
            ) == true,
            "\(failure?.description ?? "")"
        )
        let note = Mutex("")
        try await deliver(values, to: server, omitInvalid: true) { reason in
            note.withLock { $0 = reason }
        }
        #expect(note.withLock { $0 }.hasPrefix("2 of 4 records were refused"))
        #expect(server.documents.count == 2)
    }

    @Test func `an index that takes nothing keeps the documents waiting`() async throws {
        let server = try BulkServer()
        server.change { $0.isBlocked = true }
        let failure = await #expect(throws: DeliveryFailure.self) {
            try await deliver(numbers(1), to: server)
        }
        #expect(failure?.description.contains("read-only: make room on its disk") == true)
    }

    @Test(arguments: [
        (401, "does not know the user or the password"), (403, "give the user the right there"),
        (404, "has no index 'logs_of_web' and makes none by itself"), (500, "answered 500"),
    ])
    func `a refusal says what to do, and no password`(_ status: Int, _ said: String) async throws {
        let server = try BulkServer()
        server.change { $0.status = status }
        let failure = await #expect(throws: DeliveryFailure.self) {
            try await deliver(numbers(1), to: server)
        }
        #expect(failure?.description.contains(said) == true, "\(failure?.description ?? "")")
        #expect(failure?.description.contains("hidden") == false)
    }

    @Test func `a check says the version`() async throws {
        let server = try BulkServer()
        #expect(try await stores(server).check()[3].cells[3] == "Elasticsearch 8.1.0")
    }
}
