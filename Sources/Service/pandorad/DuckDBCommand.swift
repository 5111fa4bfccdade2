import FoundationEssentials
import SystemPackage

/// Finds the `duckdb` command.
enum DuckDBCommand {
    /// Returns the first of `PANDORA_DUCKDB`, `duckdb` beside this program, in the project's tools and
    /// in PATH; `duckdb` if there is none.
    static func find(environment: [String: String]) -> String {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let directory = FilePath(own).removingLastComponent().string
        let path = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/duckdb" }
        let tools = parents(of: directory).map { $0 + "/.tools/duckdb" }
        let candidates =
            [environment["PANDORA_DUCKDB"] ?? "", directory + "/duckdb"] + tools + path
        return candidates.first { !$0.isEmpty && isProgram($0) } ?? "duckdb"
    }

    /// Returns the directories above a build product, one of which is the checkout with its tools.
    private static func parents(of directory: String) -> [String] {
        var parts = directory.split(separator: "/")
        var found: [String] = []
        for _ in 0..<4 where !parts.isEmpty {
            found.append("/" + parts.joined(separator: "/"))
            parts.removeLast()
        }
        return found
    }

    private static func isProgram(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }
}
