package import struct FoundationEssentials.Date

/// How a time variable is written: `yyyy-MM-dd HH:mm:ss` and parts of it.
package struct TimeFormat: Equatable, Sendable {
    private let text: String

    /// - Throws: `E18658` for a letter that is no part of a time, or an empty format.
    package init(_ text: String) throws(APIError) {
        guard !text.isEmpty else {
            throw APIError(
                .invalidTimeFormat, "the format is empty: give one such as yyyy-MM-dd HH:mm:ss")
        }
        for run in TimeFormat.runs(in: text) where run.first?.isLetter == true {
            guard TimeFormat.parts.contains(run) else {
                throw APIError(
                    .invalidTimeFormat,
                    "'\(run)' in format '\(text)' is unknown: use yyyy, MM, dd, HH, mm and ss")
            }
        }
        self.text = text
    }

    private static let parts: Set<String> = ["yyyy", "MM", "dd", "HH", "mm", "ss"]

    package func string(from date: Date, in zone: LocalZone) -> String {
        let time = CivilTime(date, in: zone)
        return TimeFormat.runs(in: text).map { run in
            switch run {
            case "yyyy": String(time.year)
            case "MM": TimeFormat.two(time.month)
            case "dd": TimeFormat.two(time.day)
            case "HH": TimeFormat.two(time.hour)
            case "mm": TimeFormat.two(time.minute)
            case "ss": TimeFormat.two(time.second)
            default: run
            }
        }.joined()
    }

    /// The text in runs of one letter each, and what stands between them.
    private static func runs(in text: String) -> [String] {
        text.reduce(into: [String]()) { runs, character in
            if runs.last?.last == character {
                runs[runs.count - 1].append(character)
            } else {
                runs.append(String(character))
            }
        }
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
