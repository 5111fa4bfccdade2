import FoundationEssentials

extension APICall {
    /// Returns the unsigned request of this call.
    ///
    /// Throws `E18007` for a value that JSON cannot represent: a number that is not finite.
    package func wireRequest() throws(APIError) -> WireRequest {
        let parts = RouteParts()
        do {
            try encode(to: RouteEncoder(parts: parts))
        } catch let error as APIError {
            throw error
        } catch {
            throw APIError(.malformedBody, "cannot write \(Self.name) as a request: \(error)")
        }
        let parameters = Set(Self.route.parameters)
        return WireRequest(
            Self.route.method,
            Self.route.path(
                filling: Dictionary(
                    parts.fields.map { ($0.name, $0.value) },
                    uniquingKeysWith: { $1 }
                )
            ),
            query: parts.fields.filter { !parameters.contains($0.name) },
            headers: parts.headers,
            body: parts.body
        )
    }
}

/// The parts of a call that is being encoded; a class, since encoders are passed by value.
private final class RouteParts {
    var fields: [QueryItem] = []
    var headers = HeaderFields()
    var body = Data()

    func add(_ value: some Encodable, named name: String) throws {
        if name == "body" {
            try addBody(value)
        } else if let text = value as? any LosslessStringConvertible {
            fields.append(QueryItem(name, text.description))
        } else {
            try value.encode(to: FieldEncoder(name: name, parts: self))
        }
    }

    private func addBody(_ value: some Encodable) throws {
        if let raw = value as? RawBody {
            headers = raw.headers
            body = raw.bytes
        } else {
            headers["Content-Type"] = "application/json"
            body = try JSONCoding.encode(value)
        }
    }
}

/// Encodes the outermost level of a call: each property into path, query or body.
private struct RouteEncoder: Encoder {
    let parts: RouteParts
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(PropertyContainer<Key>(parts: parts))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("a call is a struct with named properties")
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        preconditionFailure("a call is a struct with named properties")
    }
}

private struct PropertyContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let parts: RouteParts
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {}
    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try parts.add(value, named: key.stringValue)
    }
    func encode(_ value: Bool, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: String, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: Double, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: Float, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: Int, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: Int8, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: Int16, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: Int32, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: Int64, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: UInt, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: UInt8, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: UInt16, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: UInt32, forKey key: Key) throws { try add(value, key) }
    func encode(_ value: UInt64, forKey key: Key) throws { try add(value, key) }

    private func add(_ value: some Encodable, _ key: Key) throws {
        try parts.add(value, named: key.stringValue)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("a call's properties encode as single values, or as its body")
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("a call's properties encode as single values, or as its body")
    }
    func superEncoder() -> any Encoder { RouteEncoder(parts: parts) }
    func superEncoder(forKey key: Key) -> any Encoder { RouteEncoder(parts: parts) }
}

/// Encodes a path or query value whose type wraps one plain value, as names do.
private struct FieldEncoder: Encoder, SingleValueEncodingContainer {
    let name: String
    let parts: RouteParts
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        preconditionFailure("'\(name)' travels in the path or query and must be a single value")
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("'\(name)' travels in the path or query and must be a single value")
    }

    func encodeNil() {}
    func encode<T: Encodable>(_ value: T) throws { try parts.add(value, named: name) }
    func encode(_ value: Bool) throws { try parts.add(value, named: name) }
    func encode(_ value: String) throws { try parts.add(value, named: name) }
    func encode(_ value: Double) throws { try parts.add(value, named: name) }
    func encode(_ value: Float) throws { try parts.add(value, named: name) }
    func encode(_ value: Int) throws { try parts.add(value, named: name) }
    func encode(_ value: Int8) throws { try parts.add(value, named: name) }
    func encode(_ value: Int16) throws { try parts.add(value, named: name) }
    func encode(_ value: Int32) throws { try parts.add(value, named: name) }
    func encode(_ value: Int64) throws { try parts.add(value, named: name) }
    func encode(_ value: UInt) throws { try parts.add(value, named: name) }
    func encode(_ value: UInt8) throws { try parts.add(value, named: name) }
    func encode(_ value: UInt16) throws { try parts.add(value, named: name) }
    func encode(_ value: UInt32) throws { try parts.add(value, named: name) }
    func encode(_ value: UInt64) throws { try parts.add(value, named: name) }
}
