package import struct FoundationEssentials.Date

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A time zone: a fixed offset from GMT, an offset that changes at known moments, or the machine's zone.
///
/// The machine's zone comes from `localtime_r`, since FoundationEssentials knows no zone but GMT.
package struct LocalZone: Equatable, Sendable {
    private enum Kind: Equatable, Sendable {
        case fixed(seconds: Int)
        case changing(first: Int, changes: [Change])
        case system
    }

    /// A moment from which clocks are this many seconds ahead of GMT.
    package struct Change: Equatable, Sendable {
        package var date: Date
        package var seconds: Int

        package init(at date: Date, to seconds: Int) {
            self.date = date
            self.seconds = seconds
        }
    }

    private let kind: Kind

    package static let system = LocalZone(kind: .system)
    package static let utc = fixed(seconds: 0)

    /// Beijing time, in which the documents fill in the variables of exports' names.
    package static let beijing = fixed(seconds: 8 * 3600)

    /// Returns a zone that is always this many seconds ahead of GMT.
    package static func fixed(seconds: Int) -> LocalZone {
        LocalZone(kind: .fixed(seconds: seconds))
    }

    /// Returns a zone whose offset changes at the given moments, in their order.
    package static func changing(first seconds: Int, _ changes: [Change]) -> LocalZone {
        LocalZone(kind: .changing(first: seconds, changes: changes))
    }

    package func secondsFromGMT(at date: Date) -> Int {
        switch kind {
        case .fixed(let seconds): return seconds
        case .changing(let first, let changes):
            return changes.last { $0.date <= date }?.seconds ?? first
        case .system:
            var time = time_t(date.timeIntervalSince1970.rounded(.down))
            var parts = tm()
            guard localtime_r(&time, &parts) != nil else { return 0 }
            return parts.tm_gmtoff
        }
    }
}
