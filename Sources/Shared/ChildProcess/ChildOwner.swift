import FoundationEssentials

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The service that children are started for, so that its next start finds those that outlived it.
///
/// A child has the owner's name in its environment, as its own children have: nothing is stored, so nothing
/// can be lost in a crash.
package struct ChildOwner: Equatable, Sendable {
    private let name: String
    private static let variable = "PANDORA_CHILD_OF"

    /// `name` is what no other service has, such as the path of its data directory.
    package init(_ name: String) { self.name = name }

    /// What a child's environment has beside the command's own.
    var environment: [String: String] { [ChildOwner.variable: name] }

    /// Kills every process that was started for this owner; must be called before it starts any.
    ///
    /// Returns how many there were. On systems without `/proc` none is found.
    @discardableResult
    package func endAll() -> Int {
        var ended: Set<Int32> = []
        // A process may have started another one while it was looked for.
        while true {
            let found = running.subtracting(ended)
            guard !found.isEmpty else { return ended.count }
            for process in found { _ = kill(process, SIGKILL) }
            ended.formUnion(found)
        }
    }

    /// The ids of the processes of this owner that have not ended.
    package var running: Set<Int32> {
        let mark = Array("\(ChildOwner.variable)=\(name)".utf8)
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return Set(
            processes.compactMap(Int32.init).filter { process in
                let environment =
                    FileManager.default.contents(atPath: "/proc/\(process)/environ") ?? Data()
                return process != getpid()
                    && environment.split(separator: 0).contains { $0.elementsEqual(mark) }
            }
        )
    }
}
