package import struct FoundationEssentials.Date

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Where the clock on the wall is: seconds from GMT at an instant.
///
/// The light Foundation this project links knows no zone but GMT, so the system's zone is asked of the
/// C library. A value, so that tests choose a fixed one.
package struct LocalZone: Equatable, Sendable {
    private enum Rule: Equatable, Sendable {
        case fixed(Int)
        case system
    }

    private let rule: Rule

    /// The zone this machine is set to.
    package static let system = LocalZone(rule: .system)
    package static let utc = LocalZone.fixed(seconds: 0)

    package static func fixed(seconds: Int) -> LocalZone { LocalZone(rule: .fixed(seconds)) }

    package func secondsFromGMT(at date: Date) -> Int {
        switch rule {
        case .fixed(let seconds): return seconds
        case .system:
            var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
            var parts = tm()
            localtime_r(&seconds, &parts)
            return Int(parts.tm_gmtoff)
        }
    }
}
