package import struct FoundationEssentials.Data

/// An HTTP request, as it is signed and sent.
package struct WireRequest: Equatable, Sendable {
    package var method: HTTPMethod
    /// The absolute path as it is sent, percent-encoded, without the query.
    package var path: String
    /// The query items in the order they are sent, not percent-encoded; they are not signed.
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

    /// Path and query as in the request line.
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
