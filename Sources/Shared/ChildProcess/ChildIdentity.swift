import FoundationEssentials

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A process, identified so that a later one with the same id is not mistaken for it.
package struct ChildIdentity: Equatable, Hashable, Sendable {
    /// The process id, which is also its group's id.
    package let processID: Int32
    /// The start time in clock ticks since boot.
    package let startTicks: UInt64

    package init(processID: Int32, startTicks: UInt64) {
        self.processID = processID
        self.startTicks = startTicks
    }

    /// Returns the identity of a running process; `nil` if there is none.
    package init?(ofRunning processID: Int32) {
        guard let data = try? Data(contentsOf: URL(filePath: "/proc/\(processID)/stat")) else {
            return nil
        }
        let text = String(decoding: data, as: UTF8.self)
        // The name in field 2 may contain blanks and parentheses, so fields are counted from its end.
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[end...].split(separator: " ").dropFirst()
        guard fields.count > 19, fields.first != "Z",
            let ticks = UInt64(fields[fields.startIndex + 19])
        else { return nil }
        self.init(processID: processID, startTicks: ticks)
    }

    package var isAlive: Bool {
        ChildIdentity(ofRunning: processID) == self
    }

    /// Kills the whole process group, if the process is still the same.
    package func kill() {
        guard isAlive else { return }
        #if canImport(Darwin)
        _ = Darwin.kill(-processID, SIGKILL)
        #elseif canImport(Glibc)
        _ = Glibc.kill(-processID, SIGKILL)
        #else
        _ = Musl.kill(-processID, SIGKILL)
        #endif
    }
}
