import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Settings

/// Writes documents to Elasticsearch or OpenSearch by `_bulk`.
///
/// A document's id is made of the sender and its place: in the repo for a point, in the result for a run's row. So
/// every request may be repeated, and so may a delivery.
struct LogServer: Sendable {
    let store: Stores.LogStore
    private let connection: ServerConnection
    private let waits: [Duration]

    /// The most documents of one request.
    private let batch: Int
    /// The bytes of one request; the stores' documents advise 5 to 15 MB.
    private static let batchBytes = 5 << 20

    init(
        _ store: Stores.LogStore,
        batch: Int = 5000,
        waits: [Duration] = ServerConnection.usualWaits,
        answerSeconds: Int64 = 30
    ) {
        self.store = store
        self.batch = batch
        self.waits = waits
        connection = ServerConnection(
            store.endpoint,
            setting: "logdb.url",
            authorization: store.login.map {
                ServerConnection.basic(user: $0.user, password: $0.password.text)
            },
            waits: waits,
            answerSeconds: answerSeconds
        )
    }

    func close() async { await connection.close() }

    func deliver(_ delivery: Delivery) async throws {
        let spec = try delivery.spec(as: LogDBExportSpec.self)
        let index = LogServer.index(of: spec)
        let template = spec.doc ?? .object([:])
        let action: BulkRequest.Action = delivery.run == nil ? .create : .index
        var refusals = Refusals()
        var request = BulkRequest()
        var count = 0
        while let records = try delivery.nextRecords() {
            for record in records {
                let document = RecordTemplate.fill(template, from: record) { _ in true }
                request.add(
                    BulkRequest.Item(
                        action: action,
                        id: LogServer.id(of: delivery, count),
                        document: try JSONCoding.encode(document)
                    )
                )
                count += 1
                guard
                    request.items.count >= batch || request.bytes >= LogServer.batchBytes
                else { continue }
                try await write(request, to: index, &refusals)
                request = BulkRequest()
            }
        }
        try await write(request, to: index, &refusals)
        if delivery.run != nil { try await removeRest(of: delivery, from: count, in: index) }
        guard !refusals.isEmpty else { return }
        guard spec.omitInvalid == true else { throw DeliveryFailure(refusals.failure(of: count)) }
        delivery.onOmission(refusals.note(of: count))
    }

    /// Returns the index of a log repo, whose name may have capitals, which that of an index must not.
    static func index(of spec: LogDBExportSpec) -> String {
        (spec.destRepoName ?? "").lowercased()
    }

    private static func id(of delivery: Delivery, _ number: Int) -> String {
        guard let run = delivery.run else {
            return "\(delivery.source):\(delivery.firstNumber + number)"
        }
        return "\(delivery.source):\(run):\(number)"
    }

    /// Removes the documents of a run beyond its last row, which an earlier execution with more rows has left.
    private func removeRest(of delivery: Delivery, from first: Int, in index: String) async throws {
        var number = first
        while true {
            var request = BulkRequest()
            for place in number..<(number + 1000) {
                let id = LogServer.id(of: delivery, place)
                request.add(BulkRequest.Item(action: .delete, id: id, document: Data()))
            }
            let results = try await results(of: request, in: index)
            // Where none of the first thousand was there, there are none behind.
            guard results.contains(where: { $0.status == 200 }) else { return }
            number += 1000
        }
    }

    /// Writes the documents, those that the store was too busy for again, and counts those that it refuses.
    private func write(
        _ request: BulkRequest,
        to index: String,
        _ refusals: inout Refusals
    ) async throws {
        var request = request
        var waits = waits[...]
        while !request.items.isEmpty {
            var rest = BulkRequest()
            for (item, result) in zip(request.items, try await results(of: request, in: index)) {
                switch result.status {
                case 200..<300: continue
                // The document was written before.
                case 409 where item.action == .create: continue
                case 400: refusals.add(result.reason)
                case 429, 500..<600:
                    if LogServer.isBlocked(result) { throw blocked(index) }
                    guard !waits.isEmpty else { throw busy(result) }
                    rest.add(item)
                default: throw refused(result, index)
                }
            }
            request = rest
            if !rest.items.isEmpty { try await Task.sleep(for: waits.removeFirst()) }
        }
    }

    private func results(
        of request: BulkRequest,
        in index: String
    ) async throws -> [BulkAnswer.Result] {
        guard !request.items.isEmpty else { return [] }
        let answer = try await connection.send(
            .post,
            "/\(PercentCoding.encode(index))/_bulk",
            type: "application/x-ndjson",
            body: try request.body()
        )
        guard answer.status < 300 else {
            let error = (try? JSONCoding.decode(JSONValue.self, from: answer.body))?["error"]
            let result = BulkAnswer.Result(
                status: answer.status,
                reason: BulkAnswer.reason(in: error),
                type: BulkAnswer.text(error?["type"])
            )
            throw refused(result, index)
        }
        guard let found = BulkAnswer(answer.body), found.results.count == request.items.count else {
            throw DeliveryFailure(
                "'\(store.endpoint)' answered what no _bulk request is answered with: correct logdb.url "
                    + "in stores.yaml"
            )
        }
        return found.results
    }

    private func refused(_ result: BulkAnswer.Result, _ index: String) -> DeliveryFailure {
        if LogServer.isBlocked(result) { return blocked(index) }
        switch result.status {
        case 404:
            return DeliveryFailure(
                "'\(store.endpoint)' has no index '\(index)' and makes none by itself: create it there"
            )
        case 400:
            return DeliveryFailure(
                "'\(store.endpoint)' does not take index '\(index)' ('\(result.reason)'): choose another "
                    + "destRepoName"
            )
        default:
            let answer = WireResponse(status: result.status, headers: [:], body: Data())
            return connection.failure(answer, result.reason)
        }
    }

    private func busy(_ result: BulkAnswer.Result) -> DeliveryFailure {
        let answer = WireResponse(status: result.status, headers: [:], body: Data())
        return connection.failure(answer, result.reason)
    }

    /// Whether an index takes no documents, as the stores have it when their disk is nearly full.
    private static func isBlocked(_ result: BulkAnswer.Result) -> Bool {
        result.type == "cluster_block_exception"
    }

    private func blocked(_ index: String) -> DeliveryFailure {
        DeliveryFailure(
            "'\(store.endpoint)' takes nothing for index '\(index)', which is read-only: make room on its "
                + "disk, or lift the block there"
        )
    }

    /// Asks for the name and the version.
    func check() async throws -> StoreCheck.Standing {
        let answer = try await connection.send(.get, "/")
        guard answer.status < 300,
            let found = try? JSONCoding.decode(JSONValue.self, from: answer.body),
            case .string(let number)? = found["version"]?["number"]
        else { throw connection.failure(answer, "") }
        let isOpenSearch = found["version"]?["distribution"] == "opensearch"
        return StoreCheck.Standing(
            version: (isOpenSearch ? "OpenSearch " : "Elasticsearch ") + number,
            rights: "knows the user; each export's index is tried when it is delivered to"
        )
    }
}
