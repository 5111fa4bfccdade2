package import FoundationEssentials

/// Encodes and decodes JSON in the same way for client and service.
package enum JSONCoding {
    /// Keys are sorted, so that equal values are equal bytes; slashes stay as they are.
    package static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    package static func decode<T: Decodable>(
        _ type: T.Type,
        from data: Data
    ) throws(APIError) -> T {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw refusal(of: error)
        }
    }

    /// Returns the error for a value that could not be read: the code of the type that refused it,
    /// or `E18007` with the place in the document.
    static func refusal(of error: any Error) -> APIError {
        switch error {
        case let error as APIError: error
        case DecodingError.keyNotFound(let key, let context):
            APIError(.malformedBody, "\(place(context, key)) is missing: give it a value")
        case DecodingError.valueNotFound(_, let context):
            APIError(.malformedBody, "\(place(context)) is null: give it a value")
        case DecodingError.typeMismatch(let type, let context):
            APIError(.malformedBody, "\(place(context)) has the wrong type: give \(noun(of: type))")
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            APIError(
                .malformedBody,
                "\(place(context)) cannot be read: \(context.debugDescription)"
            )
        default:
            APIError(.malformedBody, "the body is not valid JSON: send a JSON document")
        }
    }

    /// Returns what a value of a type is called in JSON.
    private static func noun(of type: any Any.Type) -> String {
        switch type {
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is Bool.Type: "true or false"
        case is String.Type: "a text"
        case is [Any].Type: "a list"
        default: "an object"
        }
    }

    private static func place(_ context: DecodingError.Context, _ last: any CodingKey...) -> String
    {
        let path = (context.codingPath + last).map { key in
            key.intValue.map(String.init) ?? key.stringValue
        }
        return path.isEmpty ? "the body" : "'\(path.joined(separator: "."))'"
    }
}
