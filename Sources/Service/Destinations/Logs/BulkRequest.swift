import FoundationEssentials
import PipelineAPI

/// Documents that one `_bulk` request writes, each with an id of its own.
struct BulkRequest: Sendable {
    enum Action: String {
        /// Writes the document where its id is new; 409 is the answer where it is not.
        case create
        /// Writes the document in the place of one that has its id.
        case index
        case delete
    }

    struct Item: Sendable {
        var action: Action
        var id: String
        /// The document as one line of JSON; empty for one that is removed.
        var document: Data
    }

    var items: [Item] = []
    private(set) var bytes = 0

    mutating func add(_ item: Item) {
        items.append(item)
        bytes += item.document.count + item.id.utf8.count + 40
    }

    /// The body: a line for each action, one for its document, and a line break at the end.
    func body() throws -> Data {
        var body = Data()
        body.reserveCapacity(bytes)
        for item in items {
            let action: JSONValue = [item.action.rawValue: ["_id": .string(item.id)]]
            body.append(try JSONCoding.encode(action))
            body.append(UInt8(ascii: "\n"))
            guard item.action != .delete else { continue }
            body.append(item.document)
            body.append(UInt8(ascii: "\n"))
        }
        return body
    }
}

/// The answer to a `_bulk` request: what came of each item, in their order.
struct BulkAnswer {
    struct Result: Equatable {
        var status: Int
        /// The words of the error; empty where there is none.
        var reason: String
        /// What the store calls the error, such as `mapper_parsing_exception`.
        var type: String
    }

    let results: [Result]

    /// Reads an answer of status 200; `nil` where it is none of a `_bulk` request.
    init?(_ body: Data) {
        guard let answer = try? JSONCoding.decode(JSONValue.self, from: body),
            case .array(let items)? = answer["items"]
        else { return nil }
        results = items.map { item in
            guard case .object(let actions) = item, let result = actions.values.first,
                case .integer(let status)? = result["status"]
            else { return Result(status: 500, reason: "", type: "") }
            return Result(
                status: Int(status),
                reason: BulkAnswer.reason(in: result["error"]),
                type: BulkAnswer.text(result["error"]?["type"])
            )
        }
    }

    /// Returns an error's reason, with that of its cause, which names the value.
    static func reason(in error: JSONValue?) -> String {
        if case .string(let text)? = error { return text }
        let (reason, cause) = (text(error?["reason"]), text(error?["caused_by"]?["reason"]))
        return cause.isEmpty || reason.contains(cause) ? reason : "\(reason): \(cause)"
    }

    static func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { text } else { "" }
    }
}
