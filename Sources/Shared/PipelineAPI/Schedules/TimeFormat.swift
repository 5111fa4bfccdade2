/// The format of a time variable: `yyyy MM dd HH mm ss` with anything but letters between them.
///
/// Literal letters stand between single quotes: `yyyy-MM-dd'T'HH`.
package struct TimeFormat: Equatable, Sendable {
    private enum Part: Equatable, Sendable {
        case literal(String)
        case year, month, day, hour, minute, second
    }

    private let parts: [Part]

    /// - Throws: `E18658` for an empty format or an unknown letter.
    package init(_ text: String) throws(APIError) {
        let fields: [(String, Part)] = [
            ("yyyy", .year), ("MM", .month), ("dd", .day),
            ("HH", .hour), ("mm", .minute), ("ss", .second),
        ]
        var parts: [Part] = []
        var rest = text[...]
        while let first = rest.first {
            if let (token, part) = fields.first(where: { rest.hasPrefix($0.0) }) {
                parts.append(part)
                rest = rest.dropFirst(token.count)
            } else if first == "'", let end = rest.dropFirst().firstIndex(of: "'") {
                parts.append(.literal(String(rest[rest.index(after: rest.startIndex)..<end])))
                rest = rest[rest.index(after: end)...]
            } else if first.isLetter || first == "'" {
                throw TimeFormat.refusal(of: text, because: "'\(first)' has no meaning here")
            } else {
                parts.append(.literal(String(rest.removeFirst())))
            }
        }
        guard !parts.isEmpty else { throw TimeFormat.refusal(of: text, because: "it is empty") }
        self.parts = parts
    }

    private static func refusal(of text: String, because reason: String) -> APIError {
        APIError(
            .invalidTimeFormat,
            "'\(text)' is not a time format: \(reason); use yyyy, MM, dd, HH, mm and ss"
        )
    }

    package func text(of time: CivilTime) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .year: TimeFormat.padded(time.year, to: 4)
            case .month: TimeFormat.padded(time.month, to: 2)
            case .day: TimeFormat.padded(time.day, to: 2)
            case .hour: TimeFormat.padded(time.hour, to: 2)
            case .minute: TimeFormat.padded(time.minute, to: 2)
            case .second: TimeFormat.padded(time.second, to: 2)
            }
        }.joined()
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
