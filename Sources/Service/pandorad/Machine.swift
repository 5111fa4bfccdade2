import FoundationEssentials
import PipelineEngine

/// The machine that the service runs on, or the part of it that its control group has.
struct Machine {
    /// The directory of the control group's files; where there are none, there is no limit.
    var group = "/sys/fs/cgroup"

    /// Its processors and its memory.
    var resources: ComputeLimits {
        let bytes = ProcessInfo.processInfo.physicalMemory
        let processors = ProcessInfo.processInfo.activeProcessorCount
        return ComputeLimits(
            threads: min(processors, groupProcessors ?? processors),
            mebibytes: max(1, Int(min(bytes, groupMemory ?? bytes) >> 20))
        )
    }

    /// Bytes; `nil` for no limit, which the file says with a word.
    private var groupMemory: UInt64? { words(of: "memory.max").first.flatMap { UInt64($0) } }

    /// The processors' time the group may use in a period over the period, rounded up; `nil` for no limit.
    private var groupProcessors: Int? {
        let numbers = words(of: "cpu.max").compactMap { Int($0) }
        guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }) else { return nil }
        return (numbers[0] - 1) / numbers[1] + 1
    }

    private func words(of name: String) -> [Substring] {
        let bytes = FileManager.default.contents(atPath: group + "/" + name) ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    }
}
