import FoundationEssentials
import SystemPackage

/// Finds the `duckdb` command.
enum DuckDBCommand {
    /// Returns the first of `PANDORA_DUCKDB`, `duckdb` beside this program, in the project's tools and
    /// in PATH; `duckdb` if there is none.
    static func find(environment: [String: String]) -> String {
        let directory = ProgramPlace.directory
        let path = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/duckdb" }
        let tools = ProgramPlace.parents(of: directory).map { $0 + "/.tools/duckdb" }
        let candidates =
            [environment["PANDORA_DUCKDB"] ?? "", directory + "/duckdb"] + tools + path
        return candidates.first { !$0.isEmpty && isProgram($0) } ?? "duckdb"
    }

    /// Returns the directories where the extensions of the command at a path may be: `PANDORA_DUCKDB_EXTENSIONS`,
    /// `duckdb-extensions` beside it, and that of the project's tools.
    static func extensions(of path: String, environment: [String: String]) -> [String] {
        let directory = FilePath(path).removingLastComponent().string
        let parents = ProgramPlace.parents(of: ProgramPlace.directory).map { $0 + "/.tools" }
        return [environment["PANDORA_DUCKDB_EXTENSIONS"]].compactMap(\.self).filter { !$0.isEmpty }
            + ([directory] + parents).map { $0 + "/duckdb-extensions" }
    }

    /// What a service says at its start whose command cannot be run; `nil` where it can.
    ///
    /// A copied pandorad would else say so with its first run.
    static func warning(of path: String) -> String? {
        if path.contains("/"), isProgram(path) { return nil }
        let reason =
            path == "duckdb" ? "duckdb was not found" : "the duckdb command '\(path)' cannot be run"
        return
            "no SQL is computed, since \(reason): put it beside pandorad or into PATH, or give --duckdb"
    }

    private static func isProgram(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }
}
