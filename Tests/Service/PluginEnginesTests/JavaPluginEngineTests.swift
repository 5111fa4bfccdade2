import FoundationEssentials
import Glibc
import PipelineAPI
import PipelineEngine
import PluginEngines
import Testing

/// A shell script stands in for `java`: what is tested is what is asked of a plugin, not Java.
@Suite struct JavaPluginEngineTests {
    private let directory: String

    init() throws {
        directory = FileManager.default.temporaryDirectory.path + "/plugins-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
    }

    private func engine(_ script: String) throws -> JavaPluginEngine {
        let java = directory + "/java"
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: java))
        chmod(java, 0o755)
        return JavaPluginEngine(java: java, directory: directory)
    }

    @Test func `a plugin is asked for its fields`() async throws {
        let engine = try engine(#"echo '[{"name":"'$4'","type":"long"}]'"#)
        #expect(
            try await engine.fields(of: "com.x.P") == [PluginField(name: "--fields", type: .long)]
        )
    }

    @Test func `a plugin reads the points and writes its records`() async throws {
        let engine = try engine(#"[ "$3" = "\#(directory)/com.x.P.jar" ] && sed s/1/2/"#)
        try Data("{\"n\":1}\n".utf8).write(to: URL(filePath: directory + "/in"))
        try await engine.run("com.x.P", over: directory + "/in", into: directory + "/out")
        let written = try String(contentsOfFile: directory + "/out", encoding: .utf8)
        #expect(written == "{\"n\":2}\n")
    }

    @Test(arguments: ["echo no main manifest attribute >&2; exit 1", "echo hello"])
    func `a jar of another contract is refused with what it said`(_ script: String) async throws {
        let engine = try engine(script)
        do throws(APIError) {
            _ = try await engine.fields(of: "com.x.P")
            Issue.record("it was taken")
        } catch {
            #expect(error.code == .invalidTransformPlugin)
            #expect(error.message.contains("main"))
        }
    }

    @Test func `without java the message says what to install`() async {
        let engine = JavaPluginEngine(java: nil, directory: directory)
        await #expect(throws: DeliveryFailure.self) {
            try await engine.run("com.x.P", over: "/dev/null", into: "/dev/null")
        }
    }
}
