package import FoundationEssentials

/// A time of the API: written as RFC 3339, read from any text.
///
/// The documents give no format. A text in another format is kept and shown; its `date` is `nil`.
package struct Timestamp: Codable, Equatable, Hashable, Sendable {
    package let text: String
    package let date: Date?

    package init(text: String) {
        self.text = text
        date = Timestamp.parse(text)
    }

    /// Creates the text in UTC with milliseconds.
    package init(_ date: Date) {
        text = date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        self.date = date
    }

    package init(from decoder: any Decoder) throws {
        self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Reads RFC 3339 with up to nine fraction digits and any offset; `nil` for anything else.
    package static func parse(_ text: String) -> Date? {
        guard text.utf8.count >= 20 else { return nil }
        if let date = try? Date.ISO8601FormatStyle().parse(text) { return date }
        return try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
    }
}
