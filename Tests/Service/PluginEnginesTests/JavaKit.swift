import ChildProcess
import Foundation

/// The Java of this machine: a kit, since the tests compile the plugins they run.
enum JavaKit {
    private static let folders =
        (ProcessInfo.processInfo.environment["JAVA_HOME"].map { [$0 + "/bin"] } ?? [])
        + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)

    static func path(of tool: String) -> String? {
        folders.map { $0 + "/" + tool }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static let isHere = ["java", "javac", "jar"].allSatisfy { path(of: $0) != nil }

    struct Failure: Error {
        var tool: String
        var words: String
    }

    /// Compiles sources, by path, into a jar.
    static func compile(
        _ sources: [String: String],
        into jar: String,
        mainClass: String? = nil
    ) async throws {
        let work = jar + ".work"
        let folder = URL(filePath: work)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, text) in sources {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        try await run("javac", ["-d", work + "/classes"] + sources.keys.map { work + "/" + $0 })
        let entry = mainClass.map { ["--main-class", $0] } ?? []
        try await run("jar", ["--create", "--file", jar] + entry + ["-C", work + "/classes", "."])
    }

    private static func run(_ tool: String, _ arguments: [String]) async throws {
        let command = ChildCommand(
            executable: path(of: tool) ?? "",
            arguments: arguments,
            environment: ProcessInfo.processInfo.environment
        )
        let outcome = try await command.run()
        guard outcome.isSuccess else { throw Failure(tool: tool, words: outcome.errorOutput) }
    }
}
