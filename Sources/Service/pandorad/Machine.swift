import FoundationEssentials
import PipelineEngine

/// The machine that the service runs on, or the part of it that its control group has.
enum Machine {
    /// Its processors and its memory.
    static var resources: ComputeLimits {
        let bytes = ProcessInfo.processInfo.physicalMemory
        let given = groupLimit.map { min($0, bytes) } ?? bytes
        return ComputeLimits(
            threads: ProcessInfo.processInfo.activeProcessorCount,
            mebibytes: max(1, Int(given >> 20))
        )
    }

    /// Bytes; `nil` where there is no limit, which the file says with a word.
    private static var groupLimit: UInt64? {
        FileManager.default.contents(atPath: "/sys/fs/cgroup/memory.max").flatMap {
            UInt64(String(decoding: $0, as: UTF8.self).filter { !$0.isWhitespace })
        }
    }
}
