import Foundation
import PipelineEngine
import PluginEngines

/// A directory of plugins that were compiled for a test, and the engine that runs them.
struct PluginFixture {
    // A blank in its name, as a home directory may have.
    private let directory = NSTemporaryDirectory() + "plug ins-" + UUID().uuidString
    var limits = JavaPluginEngine.Limits(fields: .seconds(180))

    init(limits: JavaPluginEngine.Limits = .init(fields: .seconds(180))) throws {
        self.limits = limits
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
    }

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    var engine: JavaPluginEngine {
        JavaPluginEngine(java: JavaKit.path(of: "java"), directory: directory, limits: limits)
    }

    /// Adds a plugin whose class has a method `parse` with these statements over `s`, to fill `o`.
    func add(parser name: String, statements: String) async throws {
        let parts = name.split(separator: ".")
        let package = parts.dropLast().joined(separator: ".")
        let source = """
            package \(package);
            import java.util.*;
            import userWrite.bean.*;
            public class \(parts.last ?? "") {
                interface Attempt { Object run() throws Exception; }
                static String attempt(Attempt attempt) {
                    try { return "did " + attempt.run(); }
                    catch (SecurityException refused) { return "refused"; }
                    catch (Exception other) { return other.toString(); }
                }
                public List<OutputData> parse(SourceData s) throws Exception {
                    OutputData o = new OutputData();
                    \(statements)
                    return Arrays.asList(o);
                }
            }
            """
        try await JavaKit.compile(
            [
                name.replacingOccurrences(of: ".", with: "/") + ".java": source,
                "userWrite/bean/SourceData.java": PluginFixture.bean("SourceData"),
                "userWrite/bean/OutputData.java": PluginFixture.bean("OutputData"),
            ],
            into: jar(name)
        )
    }

    /// Adds a plugin with a main class of these statements.
    func add(main name: String, statements: String) async throws {
        let source = """
            import java.io.*;
            public class Main {
                public static void main(String[] arguments) throws Exception { \(statements) }
            }
            """
        try await JavaKit.compile(["Main.java": source], into: jar(name), mainClass: "Main")
    }

    func rename(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: jar(name), toPath: jar(other))
    }

    private func jar(_ name: String) -> String { "\(directory)/\(name).jar" }

    /// Runs a plugin over lines and returns the lines it writes.
    func run(_ name: String, over lines: String) async throws -> String {
        let (input, output) = (directory + "/in.json", directory + "/out.json")
        try Data(lines.utf8).write(to: URL(filePath: input))
        try await engine.run(name, over: input, into: output)
        return try String(contentsOfFile: output, encoding: .utf8)
    }

    /// A bean with a property of each type, in the package that plugins have theirs in.
    private static func bean(_ name: String) -> String {
        let types = [
            ("text", "String"), ("whole", "long"), ("part", "Double"), ("yes", "Boolean"),
            ("at", "java.sql.Timestamp"), ("list", "java.util.List<Long>"),
            ("map", "java.util.Map<String, Object>"), ("json", "String"),
        ]
        let members = types.map { field, type in
            let capital = field.prefix(1).uppercased() + field.dropFirst()
            return """
                private \(type) \(field);
                public \(type) get\(capital)() { return \(field); }
                public void set\(capital)(\(type) value) { \(field) = value; }
                """
        }
        return "package userWrite.bean; public class \(name) { \(members.joined(separator: "\n")) }"
    }
}
