import FoundationEssentials

extension APICall {
    /// Reads a call from the parts of a request.
    ///
    /// - Parameters:
    ///   - path: the template's parameters, percent-decoded.
    ///   - query: the query's items, decoded; an item with an empty value counts as absent, since
    ///     clients send `?tags=` with nothing in it.
    ///   - body: the bytes, with the header fields that describe them.
    /// - Throws: the code of the value that was refused; `E18006` for a missing body, `E18007` for one
    ///   that cannot be read.
    package init(
        path: [String: String],
        query: [QueryItem],
        body: RawBody
    ) throws(APIError) {
        var fields = path
        for item in query where !item.value.isEmpty && fields[item.name] == nil {
            fields[item.name] = item.value
        }
        do {
            self = try Self(from: RouteDecoder(fields: fields, body: body))
        } catch {
            throw JSONCoding.refusal(of: error)
        }
    }
}

/// Decodes the outermost level of a call from path, query and body.
private struct RouteDecoder: Decoder {
    let fields: [String: String]
    let body: RawBody
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(PropertyContainer<Key>(fields: fields, body: body))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        preconditionFailure("a call is a struct with named properties")
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        preconditionFailure("a call is a struct with named properties")
    }
}

private struct PropertyContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let fields: [String: String]
    let body: RawBody
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { fields.keys.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool {
        key.stringValue == "body" ? !body.bytes.isEmpty : fields[key.stringValue] != nil
    }

    func decodeNil(forKey key: Key) -> Bool { !contains(key) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        guard key.stringValue == "body" else { return try T(from: FieldDecoder(text: text(key))) }
        if let raw = body as? T { return raw }
        guard !body.bytes.isEmpty else {
            throw APIError(.emptyBody, "the request has no body: send the JSON object of this call")
        }
        return try JSONCoding.decode(type, from: body.bytes)
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try text(key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try value(key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key) }

    private func text(_ key: Key) throws(APIError) -> String {
        guard let text = fields[key.stringValue] else {
            throw APIError(.malformedBody, "the request lacks '\(key.stringValue)'")
        }
        return text
    }

    private func value<T: LosslessStringConvertible>(_ key: Key) throws(APIError) -> T {
        let text = try text(key)
        guard let value = T(text) else {
            throw APIError(
                .malformedBody,
                "'\(text)' is not a value of '\(key.stringValue)': give a \(T.self)"
            )
        }
        return value
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        preconditionFailure("a call's properties decode from single values, or from its body")
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        preconditionFailure("a call's properties decode from single values, or from its body")
    }
    func superDecoder() throws -> any Decoder { RouteDecoder(fields: fields, body: body) }
    func superDecoder(forKey key: Key) throws -> any Decoder {
        RouteDecoder(fields: fields, body: body)
    }
}

/// Decodes a path or query value whose type wraps one text, as names do.
private struct FieldDecoder: Decoder, SingleValueDecodingContainer {
    let text: String
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }
    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw APIError(.malformedBody, "'\(text)' travels in the path or query: give one value")
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw APIError(.malformedBody, "'\(text)' travels in the path or query: give one value")
    }

    func decodeNil() -> Bool { false }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }
    func decode(_ type: Bool.Type) throws -> Bool { try value() }
    func decode(_ type: String.Type) throws -> String { text }
    func decode(_ type: Double.Type) throws -> Double { try value() }
    func decode(_ type: Float.Type) throws -> Float { try value() }
    func decode(_ type: Int.Type) throws -> Int { try value() }
    func decode(_ type: Int8.Type) throws -> Int8 { try value() }
    func decode(_ type: Int16.Type) throws -> Int16 { try value() }
    func decode(_ type: Int32.Type) throws -> Int32 { try value() }
    func decode(_ type: Int64.Type) throws -> Int64 { try value() }
    func decode(_ type: UInt.Type) throws -> UInt { try value() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try value() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try value() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try value() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try value() }

    private func value<T: LosslessStringConvertible>() throws(APIError) -> T {
        guard let value = T(text) else {
            throw APIError(.malformedBody, "'\(text)' is not a \(T.self): give one")
        }
        return value
    }
}
