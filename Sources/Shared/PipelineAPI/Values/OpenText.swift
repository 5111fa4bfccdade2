/// A value from a set that may grow: an unknown value keeps its text.
///
/// A newer service must not make a list unreadable, so such a value is not an `enum`.
package protocol OpenText: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible
where RawValue == String {
    init(rawValue: String)
    /// The documented values, in the documents' order.
    static var known: [Self] { get }
}

extension OpenText {
    package var description: String { rawValue }
    package var isKnown: Bool { Self.known.contains(self) }

    package init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// The known values as a message lists them: `a, b and c`.
    package static var listing: String {
        let words = known.map(\.rawValue)
        guard words.count > 1, let last = words.last else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}

/// A value that is compared without case and keeps the case it was written in.
///
/// The documents write `DataSource` and clients `datasource`; a service gives back what it was sent.
package protocol CaselessText: OpenText {}

extension CaselessText {
    /// The text that is compared and looked up.
    package var folded: String { rawValue.lowercased() }
}
