package import struct FoundationEssentials.Date

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// How far clocks on the wall are ahead of GMT: a fixed offset, or what the machine is set to.
///
/// The machine's own zone comes from `localtime_r`, since the small Foundation knows no zone but GMT.
package struct LocalZone: Equatable, Sendable {
    private enum Kind: Equatable, Sendable {
        case fixed(seconds: Int)
        case system
    }

    private let kind: Kind

    package static let system = LocalZone(kind: .system)
    package static let utc = fixed(seconds: 0)

    /// A zone that is always this many seconds east of GMT.
    package static func fixed(seconds: Int) -> LocalZone {
        LocalZone(kind: .fixed(seconds: seconds))
    }

    package func secondsFromGMT(at date: Date) -> Int {
        switch kind {
        case .fixed(let seconds): return seconds
        case .system:
            var time = time_t(date.timeIntervalSince1970.rounded(.down))
            var parts = tm()
            guard localtime_r(&time, &parts) != nil else { return 0 }
            return parts.tm_gmtoff
        }
    }
}
