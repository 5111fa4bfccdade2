/// The route of a call: method, path template, and the error codes of its answers.
///
/// The template's `{name}` segments are filled from the call's properties of the same name; see
/// ``APICall``. Client and service both read this value, so they cannot disagree about a path.
package struct Route: Sendable {
    package let method: HTTPMethod
    /// The path with `{name}` in place of each parameter, such as `/v2/repos/{repo}`.
    package let template: String
    /// The documented codes of refusals, besides those of every call (see ``common``).
    package let errors: [ErrorCode]
    /// Whether the call changes nothing, so that a retry is harmless.
    package let isReadOnly: Bool
    package let segments: [Segment]

    package enum Segment: Equatable, Sendable {
        case literal(String)
        case parameter(String)
    }

    /// `isReadOnly` is only needed if it does not follow from the method: schema inference is a POST that changes
    /// nothing.
    package init(
        _ method: HTTPMethod,
        _ template: String,
        errors: [ErrorCode] = [],
        isReadOnly: Bool? = nil
    ) {
        self.method = method
        self.template = template
        self.errors = errors
        self.isReadOnly = isReadOnly ?? (method == .get)
        segments = template.split(separator: "/").map { segment in
            segment.hasPrefix("{")
                ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    /// The codes of refusals that every call may get: for the body's form and size, the key, the service.
    package static let common: [ErrorCode] = [
        .lengthRequired, .invalidLength, .bodyTooLarge, .emptyBody, .malformedBody,
        .unauthorized, .internalError, .notImplemented,
    ]

    package var parameters: [String] {
        segments.compactMap { segment in
            guard case .parameter(let name) = segment else { return nil }
            return name
        }
    }

    /// Returns the path with every parameter replaced by its percent-encoded value.
    package func path(filling values: [String: String]) -> String {
        segments.map { segment in
            switch segment {
            case .literal(let text): "/" + text
            case .parameter(let name): "/" + PercentCoding.encode(values[name] ?? "")
            }
        }.joined()
    }
}
