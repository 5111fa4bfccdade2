package import struct FoundationEssentials.Data

/// A request as it travels: what signing covers and a transport sends, and nothing of this API's meaning.
package struct WireRequest: Equatable, Sendable {
    package var method: HTTPMethod
    /// The absolute path as sent (percent-encoded where a name demands it), without the query.
    package var path: String
    /// Query items in the order they are sent, not yet percent-encoded; no item is ever signed.
    package var query: [QueryItem]
    package var headers: HeaderFields
    package var body: Data

    package init(
        _ method: HTTPMethod,
        _ path: String,
        query: [QueryItem] = [],
        headers: HeaderFields = [:],
        body: Data = Data()
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// Path and query as they stand in the request line.
    package var target: String {
        guard !query.isEmpty else { return path }
        let items = query.map { item in
            "\(PercentCoding.encode(item.name))=\(PercentCoding.encode(item.value))"
        }
        return path + "?" + items.joined(separator: "&")
    }
}

/// One `name=value` of a query, decoded.
package struct QueryItem: Equatable, Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
