import Foundation
import LoopbackSupport
import PipelineAPI
import Synchronization

/// As much of Elasticsearch's and OpenSearch's `_bulk` as their documents describe, and strict about it: what they
/// would refuse is refused.
///
/// No real server can be had where these tests are made. Mappings are dynamic: the first value of a field decides its
/// type.
final class BulkServer: Sendable {
    struct State {
        var documents: [String: JSONValue] = [:]
        var types: [String: String] = [:]
        /// How many items were written or removed.
        var changes = 0
        /// How many items more are answered with 429.
        var busyItems = 0
        /// What was wrong with requests.
        var faults: [String] = []
        var isBlocked = false
        /// Whether what is asked is done, and never answered.
        var isSilent = false
        /// The status that every request is answered with; `nil` for none.
        var status: Int?
    }

    private let state = Mutex(State())
    private let service = Mutex<LoopbackService?>(nil)

    init() throws {
        let server = try LoopbackService { [weak self] number in
            self?.reply(to: number) ?? .close(Data())
        }
        service.withLock { $0 = server }
    }

    deinit { service.withLock { $0?.stop() } }

    var endpoint: String { service.withLock { $0?.endpoint } ?? "" }
    var requests: [String] { service.withLock { $0?.requests } ?? [] }
    var documents: [String: JSONValue] { state.withLock { $0.documents } }
    var faults: [String] { state.withLock { $0.faults } }
    var changes: Int { state.withLock { $0.changes } }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    private func reply(to number: Int) -> LoopbackService.Reply {
        let request = requests[number]
        return state.withLock { state in
            if let status = state.status { return BulkServer.answer(status, "{\"error\":\"no\"}") }
            let parts = request.split(separator: "\r\n\r\n", maxSplits: 1)
            let head = parts[0].lowercased()
            let body = parts.count > 1 ? String(parts[1]) : ""
            if head.hasPrefix("get / ") {
                return BulkServer.answer(200, "{\"version\":{\"number\":\"8.1.0\"}}")
            }
            if let fault = BulkServer.fault(in: String(parts[0]), body) {
                state.faults.append(fault)
                return BulkServer.answer(400, "{\"error\":{\"reason\":\"\(fault)\"}}")
            }
            let items = BulkServer.items(in: body, &state)
            if state.isSilent { return .stall(Data()) }
            return BulkServer.answer(
                200,
                "{\"errors\":true,\"items\":[\(items.joined(separator: ","))]}"
            )
        }
    }

    private static func answer(_ status: Int, _ body: String) -> LoopbackService.Reply {
        .text("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// What is wrong with a request; `nil` for nothing.
    private static func fault(in head: String, _ body: String) -> String? {
        guard head.wholeMatch(of: /POST \/[a-z0-9_.-]+\/_bulk HTTP\/1\.1[\s\S]*/) != nil else {
            return "wrong path or index name: \(head.prefix(60))"
        }
        guard head.lowercased().contains("content-type: application/x-ndjson") else {
            return "wrong content type"
        }
        return body.hasSuffix("\n") ? nil : "the body must end with a line break"
    }

    /// Carries out the actions; returns the answers.
    private static func items(in body: String, _ state: inout State) -> [String] {
        var lines = body.dropLast().split(separator: "\n", omittingEmptySubsequences: false)[...]
        var answers: [String] = []
        while let line = lines.popFirst() {
            guard case .object(let action)? = read(line), let (name, about) = action.first,
                action.count == 1, case .object(let values) = about, values.count == 1,
                case .string(let id)? = values["_id"], id.utf8.count <= 512, !id.isEmpty
            else {
                state.faults.append("no action: \(line)")
                return answers
            }
            let document = name == "delete" ? nil : lines.popFirst().flatMap { read($0) }
            let (status, error) = outcome(name, id, document, &state)
            answers.append(
                "{\"\(name)\":{\"_id\":\"x\",\"status\":\(status)\(error.map { ",\"error\":\($0)" } ?? "")}}"
            )
        }
        return answers
    }

    private static func outcome(
        _ name: String,
        _ id: String,
        _ document: JSONValue?,
        _ state: inout State
    ) -> (Int, String?) {
        if state.isBlocked {
            return (429, "{\"type\":\"cluster_block_exception\",\"reason\":\"flood-stage\"}")
        }
        if state.busyItems > 0 {
            state.busyItems -= 1
            return (
                429, "{\"type\":\"es_rejected_execution_exception\",\"reason\":\"queue is full\"}"
            )
        }
        if name == "delete" {
            guard state.documents.removeValue(forKey: id) != nil else { return (404, nil) }
            state.changes += 1
            return (200, nil)
        }
        guard case .object(let members)? = document else {
            state.faults.append("no document for '\(id)'")
            return (400, "{\"type\":\"x\",\"reason\":\"no object\"}")
        }
        if name == "create", state.documents[id] != nil {
            return (409, "{\"type\":\"version_conflict_engine_exception\",\"reason\":\"there\"}")
        }
        for (key, value) in members {
            let type = if case .string = value { "text" } else { "long" }
            guard state.types[key, default: type] == type else {
                return (
                    400,
                    "{\"type\":\"mapper_parsing_exception\",\"reason\":\"failed to parse field [\(key)]\","
                        + "\"caused_by\":{\"reason\":\"For input string\"}}"
                )
            }
            state.types[key] = type
        }
        state.documents[id] = .object(members)
        state.changes += 1
        return (201, nil)
    }

    private static func read(_ line: Substring) -> JSONValue? {
        try? JSONCoding.decode(JSONValue.self, from: Data(line.utf8))
    }
}
