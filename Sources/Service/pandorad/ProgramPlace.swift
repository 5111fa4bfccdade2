import FoundationEssentials
import SystemPackage

/// Where this program is, and with it what it is installed or built with.
enum ProgramPlace {
    /// The absolute path of the directory that this program is in.
    static var directory: String {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return FilePath(own).removingLastComponent().string
    }

    /// Returns the directories above a build product, one of which is the checkout with its tools.
    static func parents(of directory: String) -> [String] {
        var parts = directory.split(separator: "/")
        var found: [String] = []
        for _ in 0..<4 where !parts.isEmpty {
            found.append("/" + parts.joined(separator: "/"))
            parts.removeLast()
        }
        return found
    }
}
