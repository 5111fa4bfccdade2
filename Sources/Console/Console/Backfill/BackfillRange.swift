import FoundationEssentials
package import PipelineAPI

/// The times of a backfill's steps, as a calendar shows them: from a first one to a last one, both included.
///
/// They are texts for parameters and no moments, so that no zone is needed and no change of clocks leaves an hour out.
package struct BackfillRange: Equatable, Sendable {
    package let times: [CivilTime]

    /// The most steps, unless something else is asked for.
    package static let defaultMost = 1000

    /// *Throws* where a text cannot be read, or there are no steps, or more than `most`.
    package init(
        from: String,
        to: String,
        every: String,
        atMost most: Int = BackfillRange.defaultMost
    ) throws(APIError) {
        let first = try Self.time(from, "from")
        let last = try Self.time(to, "to")
        let seconds = try Self.seconds(every)
        guard first <= last else {
            throw Self.refusal("'\(from)' is after '\(to)': give the earlier time first")
        }
        let count = Int(last.timeIntervalSince(first) / Double(seconds)) + 1
        guard count <= most else {
            throw Self.refusal(
                "from '\(from)' to '\(to)' every '\(every)' are \(count) runs, more than \(most): "
                    + "take a shorter range, or allow more"
            )
        }
        times = (0..<count).map {
            CivilTime(first.addingTimeInterval(Double($0 * seconds)), in: .utc)
        }
    }

    /// Reads `2026-11-01`, with an hour, minutes and seconds after a space or a `T`.
    private static func time(_ text: String, _ what: String) throws(APIError) -> Date {
        let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " })
        let day = halves.first.map { $0.split(separator: "-", omittingEmptySubsequences: false) }
        let clock = halves.dropFirst().first?.split(separator: ":") ?? []
        let numbers = ((day ?? []) + clock).map { number($0) }
        guard halves.count <= 2, day?.count == 3, clock.count <= 3, !numbers.contains(nil) else {
            throw notATime(text, what)
        }
        let all = numbers.compactMap(\.self) + [0, 0, 0]
        let civil = CivilTime(
            year: all[0],
            month: all[1],
            day: all[2],
            hour: all[3],
            minute: all[4],
            second: all[5]
        )
        // What no calendar has, such as February 30, is another time when it is read back.
        guard let date = civil.date(in: .utc), CivilTime(date, in: .utc) == civil else {
            throw notATime(text, what)
        }
        return date
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return nil
        }
        return Int(text)
    }

    private static func seconds(_ text: String) throws(APIError) -> Int {
        let scales: [Character: Int] = ["m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400]
        guard let scale = text.last.flatMap({ scales[$0] }),
            let count = number(text.dropLast()), count > 0
        else {
            throw refusal(
                "every '\(text)' is not understood: write a number with w, d, h or m, such as 1d or 6h"
            )
        }
        return count * scale
    }

    private static func notATime(_ text: String, _ what: String) -> APIError {
        refusal("\(what) '\(text)' is no time: write 2026-11-01 or 2026-11-01T05:00")
    }

    private static func refusal(_ text: String) -> APIError { APIError(.wrongJobArguments, text) }
}
