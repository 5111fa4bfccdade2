import FoundationEssentials
import Glibc

/// Who uses this program, for the audit file.
enum UserName {
    /// Returns the name in the environment, else that of the system's list of users, else `uid 1000`.
    ///
    /// The list is read as a file, since a statically linked program has no other sources of names.
    static func current(_ environment: [String: String]) -> String {
        let named = ["USER", "LOGNAME"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        let list = named == nil ? try? String(contentsOfFile: "/etc/passwd", encoding: .utf8) : nil
        return named ?? name(of: getuid(), in: list ?? "") ?? "uid \(getuid())"
    }

    /// Returns the name in a line such as `alice:x:1000:1000:…`.
    static func name(of id: UInt32, in list: String) -> String? {
        for line in list.split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            if fields.count > 2, UInt32(fields[2]) == id { return String(fields[0]) }
        }
        return nil
    }
}
