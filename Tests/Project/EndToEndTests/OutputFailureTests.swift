import ChildProcess
import Foundation
import PTYSupport
import Testing

/// What commands do when their output cannot be written.
@Suite(.serialized) struct OutputFailureTests {
    @Test func `output onto a full disk is an error of every command`() async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            for words in OutputFailureTests.commands(file) {
                let result = try await world.pandora(
                    words,
                    redirected: "> /dev/full",
                    environment: editor
                )
                #expect(result.code == 74, "\(words): \(result.errors)")
                #expect(
                    result.errors
                        == "pandora: the output cannot be written: no space left: make room or "
                        + "write to another place\n",
                    "\(words)"
                )
            }
        }
    }

    @Test func `a closed output is an error of every command`() async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            for words in OutputFailureTests.commands(file) {
                let result = try await world.pandora(words, redirected: ">&-", environment: editor)
                #expect(result.code == 74, "\(words): \(result.errors)")
                #expect(result.errors.contains("standard output is closed"), "\(words)")
            }
        }
    }

    @Test(arguments: [["--help"], ["--version"], ["check-stores", "--help"], ["check-stores"]])
    func `what the service is asked for is not lost in silence`(_ words: [String]) async throws {
        try await CommandFixture.with { world in
            try world.write("report: {url: 'mysql://a:b@127.0.0.1:1'}\n", to: "stores.yaml")
            chmod(world.home + "/stores.yaml", 0o600)
            let stores = words == ["check-stores"] ? ["--stores", world.home + "/stores.yaml"] : []
            for (redirected, reason) in [
                ("> /dev/full", "no space left"), (">&-", "standard output is closed"),
            ] {
                let script = "\"$@\" \(redirected)"
                let result = try await ChildCommand(
                    executable: "/bin/sh",
                    arguments: ["-c", script, "sh", BuiltProgram.path("pandorad")] + stores + words,
                    environment: world.environment
                ).run()
                #expect(result.exitCode == 74, "\(words) \(result.errorOutput)")
                #expect(
                    result.errorOutput.hasPrefix(
                        "pandorad: the output cannot be written: \(reason)"
                    )
                )
            }
        }
    }

    @Test func `all that was agreed to is sent although the output cannot be written`()
        async throws
    {
        try await CommandFixture.with { world in
            let words = ["apply", "-f", world.home + "/pipeline.yaml", "--yes"]
            #expect(try await world.pandora(words, redirected: "> /dev/full").code == 74)
            let again = try await world.pandora(words)
            #expect(again.lines.count == 5)
            #expect(again.lines.allSatisfy { $0.hasPrefix("unchanged ") })
        }
    }

    @Test func `a reader that has read enough is no error`() async throws {
        try await CommandFixture.with { world in
            let result = try await world.pandora(["keys"], redirected: "| head -n 1")
            #expect(result.code == 0)
            #expect(result.lines == ["| keys | do |"])
            #expect(result.errors.isEmpty)
        }
    }

    private let editor = ["EDITOR": "sed -i s/sum/min/"]

    private static func commands(_ file: String) -> [[String]] {
        ["table", "json", "yaml", "csv"].map { ["get", "jobs", "-o", $0] } + [
            ["get", "job", "quick", "-o", "yaml"], ["describe", "job", "quick"],
            ["runs", "quick"], ["schema", "repo", "taps"],
            ["schema", "repo", "taps", "-o", "json"],
            ["apply", "-f", file], ["start", "quick", "--dry-run"],
            ["edit", "job", "quick", "--dry-run"], ["push", "taps", "/dev/null"], ["keys"],
            ["template", "job"], ["completions", "bash"], ["--help"], ["get", "--help"],
        ]
    }
}
