import FoundationEssentials

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A process that can be told from a later one with the same number.
package struct ChildIdentity: Equatable, Hashable, Sendable {
    /// The process id, which is its group's id too.
    package let processID: Int32
    /// When the kernel started it, in clock ticks since boot.
    package let startTicks: UInt64

    package init(processID: Int32, startTicks: UInt64) {
        self.processID = processID
        self.startTicks = startTicks
    }

    /// Reads the identity of a process that runs now; `nil` where there is none.
    package init?(ofRunning processID: Int32) {
        guard let data = try? Data(contentsOf: URL(filePath: "/proc/\(processID)/stat")) else {
            return nil
        }
        let text = String(decoding: data, as: UTF8.self)
        // The name in field 2 may hold blanks and parentheses: count from its end.
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

    /// Kills its whole process group, if it still is the same process.
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
