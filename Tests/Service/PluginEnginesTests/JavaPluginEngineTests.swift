import Foundation
import PipelineAPI
import PipelineEngine
import PluginEngines
import Testing

/// Plugins that are compiled here and run in the Java of this machine.
@Suite(.enabled(if: JavaKit.isHere)) struct JavaPluginEngineTests {
    private static let copy = """
        o.setText(s.getText()); o.setWhole(s.getWhole()); o.setPart(s.getPart()); o.setYes(s.getYes());
        o.setAt(s.getAt()); o.setList(s.getList()); o.setMap(s.getMap()); o.setJson(s.getJson());
        System.out.println("what a plugin prints is no record");
        """

    @Test(arguments: ["com.x.Copy", "userWrite.customLogic.Copy"])
    func `a class with a method parse is given beans, and its beans are the records`(
        _ name: String
    ) async throws {
        let plugins = try PluginFixture()
        defer { plugins.remove() }
        try await plugins.add(parser: name, statements: JavaPluginEngineTests.copy)
        let point = """
            {"text":"a\\n\\"b\\" 中","whole":9223372036854775807,"part":1.5,"yes":true,\
            "at":"2026-01-02T03:04:05.123456789+08:00","list":[1,2],"map":{"a":{"b":1}},\
            "json":{"z":[1]},"unknown":1}

            """
        #expect(
            try await plugins.run(name, over: point + "{\"whole\":1}\n") == """
                {"text":"a\\u000a\\"b\\" 中","whole":9223372036854775807,"part":1.5,"yes":true,\
                "at":"2026-01-01T19:04:05.123456789Z","list":[1,2],"map":{"a":{"b":1}},\
                "json":"{\\"z\\":[1]}"}
                {"whole":1}

                """
        )
    }

    @Test func `the fields of a plugin are the properties of its output bean`() async throws {
        let plugins = try PluginFixture()
        defer { plugins.remove() }
        try await plugins.add(parser: "com.x.Copy", statements: "")
        let fields = try await plugins.engine.fields(of: "com.x.Copy")
        #expect(
            fields.map { "\($0.name) \($0.type?.rawValue ?? "")" } == [
                "text string", "whole long", "part float", "yes boolean", "at date", "list array",
                "map map", "json string",
            ]
        )
    }

    @Test(arguments: [
        #"java.nio.file.Files.readAllBytes(java.nio.file.Paths.get("/etc/hostname"))"#,
        #"new java.io.File("/").list()"#,
        #"new java.io.FileOutputStream("/tmp/plugin-was-here")"#,
        #"new java.net.Socket("127.0.0.1", 80)"#,
        #"java.net.InetAddress.getByName("localhost")"#,
        #"new java.net.ServerSocket(0)"#,
        #"Runtime.getRuntime().exec("id")"#,
        #"System.getenv("HOME")"#,
        #"{ System.setSecurityManager(null); return 1; }"#,
        #"{ Class.forName("sun.misc.Unsafe"); return sun.misc.Unsafe.class.getDeclaredField("theUnsafe"); }"#,
    ])
    func `a plugin reaches nothing but its points`(_ attempt: String) async throws {
        let plugins = try PluginFixture()
        defer { plugins.remove() }
        try await plugins.add(
            parser: "com.x.Try",
            statements: "o.setText(attempt(() -> \(attempt)));"
        )
        #expect(
            try await plugins.run("com.x.Try", over: "{\"whole\":1}\n")
                == "{\"text\":\"refused\",\"whole\":0}\n"
        )
    }

    @Test func `a main class reads and writes lines, confined alike`() async throws {
        let plugins = try PluginFixture()
        defer { plugins.remove() }
        try await plugins.add(
            main: "com.x.Lines",
            statements: #"""
                if (arguments.length > 0) { System.out.println("[{\"name\":\"n\",\"type\":\"long\"}]"); return; }
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
                for (String line; (line = in.readLine()) != null; ) System.out.println(line.replace('1', '2'));
                try { new FileInputStream("/etc/hostname"); System.out.println("read"); }
                catch (SecurityException refused) { System.out.println("{}"); }
                """#
        )
        #expect(
            try await plugins.engine.fields(of: "com.x.Lines")
                == [PluginField(name: "n", type: .long)]
        )
        #expect(try await plugins.run("com.x.Lines", over: "{\"n\":1}\n") == "{\"n\":2}\n{}\n")
    }

    @Test(arguments: [
        (
            #"if (s.getWhole() == 7) throw new IllegalStateException("no seven");"#, "point 2: ",
            "no seven"
        ),
        (
            "byte[][] all = new byte[4096][]; for (int i = 0; i < 4096; i++) all[i] = new byte[1 << 20];",
            "point 1: ", "OutOfMemoryError"
        ),
        ("o.setPart(Double.NaN);", "a number is 'NaN'", "which JSON does not have"),
    ])
    func `a failure says at which point and why`(
        _ statements: String,
        _ place: String,
        _ reason: String
    ) async throws {
        let plugins = try PluginFixture()
        defer { plugins.remove() }
        try await plugins.add(parser: "com.x.Fails", statements: statements)
        await #expect {
            try await plugins.run("com.x.Fails", over: "{\"whole\":1}\n{\"whole\":7}\n")
        } throws: { error in
            let text = (error as? DeliveryFailure)?.description ?? ""
            return text.contains(place) && text.contains(reason)
                && text.contains("plugin 'com.x.Fails' failed")
        }
    }

    @Test func `a value that its property cannot hold names both`() async throws {
        let plugins = try PluginFixture()
        defer { plugins.remove() }
        try await plugins.add(parser: "com.x.Copy", statements: "")
        await #expect {
            try await plugins.run("com.x.Copy", over: "{\"whole\":\"many\"}\n")
        } throws: { error in
            "\(error)".contains("point 1: field 'whole' is 'many', which is no long")
        }
    }

    @Test func `a plugin without end is ended at its limit`() async throws {
        let plugins = try PluginFixture(limits: .init(run: .seconds(2)))
        defer { plugins.remove() }
        try await plugins.add(parser: "com.x.Endless", statements: "while (s.getWhole() >= 0) { }")
        await #expect {
            try await plugins.run("com.x.Endless", over: "{\"whole\":1}\n")
        } throws: { "\($0)".contains("it took longer than 2 s") }
    }

    @Test func `a jar of neither contract is refused with what it lacks`() async throws {
        let plugins = try PluginFixture()
        defer { plugins.remove() }
        try await plugins.add(parser: "com.x.Other", statements: "")
        try plugins.rename("com.x.Other", to: "com.x.Named")
        do throws(APIError) {
            _ = try await plugins.engine.fields(of: "com.x.Named")
            Issue.record("it was taken")
        } catch {
            #expect(error.code == .invalidTransformPlugin)
            #expect(error.message.contains("no class 'com.x.Named' with a method 'parse'"))
        }
    }
}

/// What needs no Java.
@Suite struct MissingJavaTests {
    @Test func `without java the message says what to install`() async {
        let engine = JavaPluginEngine(java: nil, directory: NSTemporaryDirectory())
        await #expect {
            try await engine.run("com.x.P", over: "/dev/null", into: "/dev/null")
        } throws: { "\($0)".contains("install one from 17 to 23") }
    }

    @Test func `a java without a security manager is refused with the versions that have one`()
        async throws
    {
        let directory = NSTemporaryDirectory() + "plugins-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        let java = directory + "/java"
        let script = """
            #!/bin/sh
            echo "Error occurred during initialization of boot layer" >&2
            echo "java.lang.Error: Enabling the Security Manager is not supported." >&2
            exit 1

            """
        try Data(script.utf8).write(to: URL(filePath: java))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: java)
        let engine = JavaPluginEngine(java: java, directory: directory)
        await #expect {
            try await engine.run("com.x.P", over: "/dev/null", into: "/dev/null")
        } throws: { "\($0)".contains("this java cannot confine plugins: install Java 17 to 23") }
    }
}
