import Foundation
import Testing

/// Points of spreadsheets and archives, on a real service.
@Suite(.serialized) struct PushCommandTests {
    @Test func `a packed CSV file is posted, and a push goes on from the line it names`()
        async throws
    {
        try await CommandFixture.with { world in
            let made = try await world.pandora(
                "apply",
                "-f",
                world.home + "/pipeline.yaml",
                "--yes"
            )
            try #require(made.code == 0, "\(made.errors)")
            let packed = try #require(Data(base64Encoded: Self.packed))
            try packed.write(to: URL(filePath: world.home + "/points.csv"))
            let path = world.home + "/points.csv"
            let csv = try await world.pandora("push", "taps", path, "--format", "csv")
            #expect(csv.output == "accepted 2 points\n", "\(csv.errors)")
            try packed.dropLast(9).write(to: URL(filePath: path))
            let cut = try await world.pandora("push", "taps", path, "--format", "csv")
            #expect(cut.code == 64)
            #expect(cut.errors.contains("gzip that cannot be unpacked"), "\(cut.errors)")

            let header = try await world.pandora(
                "push",
                "taps",
                "-",
                "--format",
                "csv",
                input: "n,wrod\n1,a\n"
            )
            #expect(header.code == 64)
            #expect(header.errors.contains("no field 'wrod': did you mean 'word'?"))

            let points = (1...9).map { $0 == 5 ? "n=?\n" : "n=\($0)\n" }.joined()
            let halted = try await world.pandora("push", "taps", "-", "--batch", "2", input: points)
            #expect(halted.code == 1)
            #expect(halted.errors.contains("go on with --from-line 5"), "\(halted.errors)")
            let rest = try await world.pandora(
                "push",
                "taps",
                "-",
                "--from-line",
                "5",
                input: points.replacingOccurrences(of: "?", with: "5")
            )
            #expect(rest.output == "accepted 5 points\n", "\(rest.errors)")
            let none = try await world.pandora("push", "taps", "-", "--from-line", "0", input: "")
            #expect(none.code == 64)
        }
    }

    @Test func `a repo is made of a file's schema, and takes the file`() async throws {
        try await CommandFixture.with { world in
            let objects =
                "{\"n\": 1, \"m\": {\"x\": 1.5}, \"l\": [\"a\"], \"t\": \"2026-11-27T10:00:00Z\"}\n"
            try world.write(objects, to: "my-points.json")
            let path = world.home + "/my-points.json"
            let schema = try await world.pandora("schema", "--infer", path)
            #expect(schema.output.hasPrefix("kind: repos\nname: my_points\n"), "\(schema.errors)")
            let made = try await world.pandora("apply", "-f", "-", "--yes", input: schema.output)
            #expect(made.output == "created 'my_points'\n", "\(made.errors)")
            let pushed = try await world.pandora("push", "my_points", path, "--format", "json")
            #expect(pushed.output == "accepted 1 point\n", "\(pushed.errors)")
            #expect(try await world.pandora("schema").code == 64)
            #expect(try await world.pandora("schema", "repos", "--infer", path).code == 64)
            #expect(try await world.pandora("schema", "--infer", path + "x").code == 64)
        }
    }

    /// `word,n`, `"a, b",1` and `c,2` with CRLF, packed.
    private static let packed = "H4sIAAAAAAACAyvPL0rRyePlUkrUUUhS0jHk5UrWMeLlAgDUrDEHFwAAAA=="
}
