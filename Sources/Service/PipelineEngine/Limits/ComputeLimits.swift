package import PipelineAPI

/// The threads and the memory that one computation may use.
package struct ComputeLimits: Codable, Equatable, Sendable {
    package var threads: Int
    /// Memory in MiB.
    package var mebibytes: Int

    package init(threads: Int, mebibytes: Int) {
        self.threads = threads
        self.mebibytes = mebibytes
    }

    /// What a computation without a container may use.
    package static let standard = ComputeLimits(threads: 2, mebibytes: 1024)

    /// Returns the size of a container times its count; `nil` for a type that names no size.
    ///
    /// `1U2G` is one core and 2 GiB, `M16C4`, a type of 2017, is 16 GiB and four cores.
    package init?(_ container: Container) {
        let numbers = container.type.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }), container.count > 0 else {
            return nil
        }
        let isOld = container.type.hasPrefix("M")
        // No machine has more, and the products stay numbers.
        let count = min(container.count, 10_000)
        threads = numbers[isOld ? 1 : 0] * count
        mebibytes = numbers[isOld ? 0 : 1] * 1024 * count
    }

    /// Returns these limits, none of them more than the machine has.
    package func within(_ machine: ComputeLimits) -> ComputeLimits {
        ComputeLimits(
            threads: min(threads, machine.threads),
            mebibytes: min(mebibytes, machine.mebibytes)
        )
    }
}

extension ComputeLimits: CustomStringConvertible {
    /// `2 threads and 4 GiB`.
    package var description: String {
        let memory =
            mebibytes % 1024 == 0 ? "\(mebibytes / 1024) GiB" : "\(mebibytes) MiB"
        return "\(threads) thread\(threads == 1 ? "" : "s") and \(memory)"
    }
}

/// What a computation may use by its container, and what is to be said of it.
struct ComputeShare: Equatable, Sendable {
    /// `nil` without a container: the engine's own limits apply.
    var limits: ComputeLimits?
    /// Why these are less than the container's; `nil` where they are not.
    var note: String?

    init(_ container: Container?, on machine: ComputeLimits) {
        guard let container, let wanted = ComputeLimits(container) else { return }
        let given = wanted.within(machine)
        limits = given
        guard given != wanted else { return }
        note =
            "container '\(container.type)' × \(container.count) was cut to \(given), "
            + "which is all this machine has"
    }
}
