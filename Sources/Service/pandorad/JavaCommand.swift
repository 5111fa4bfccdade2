import FoundationEssentials

/// Finds the `java` command that runs plugins.
enum JavaCommand {
    /// Returns `java` in `JAVA_HOME`, else in PATH; `nil` if there is none.
    static func find(environment: [String: String]) -> String? {
        let home = environment["JAVA_HOME"].map { [$0 + "/bin/java"] } ?? []
        let path = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/java" }
        return (home + path).first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
