import Foundation
import Testing

/// Documents in the files of a folder, on a real service.
@Suite(.serialized) struct FolderCommandTests {
    @Test func `a folder is compared, applied in the order of what needs what, and compared again`()
        async throws
    {
        try await CommandFixture.with { world in
            let text = try String(contentsOfFile: world.home + "/pipeline.yaml", encoding: .utf8)
            let documents = text.components(separatedBy: "---\n")
            // By name the jobs come before what they read, and the export before its repo.
            for (name, index) in [
                ("a.yaml", 3), ("b/c.yml", 1), ("b/d.yaml", 2), ("e.json", 4), ("f.yaml", 0),
            ] {
                try world.write(documents[index], to: "pipeline/\(name)")
            }
            try world.write("no document", to: "pipeline/README.md")
            let folder = world.home + "/pipeline/"
            let new = try await world.pandora("diff", "-f", folder)
            #expect(new.code == 1 && new.errors.isEmpty, "\(new.errors)")
            #expect(new.lines.count { $0.hasPrefix("Create ") } == 5)
            #expect(new.lines.contains("+ name: taps"), "\(new.output)")
            #expect(world.audit.isEmpty)

            let made = try await world.pandora("apply", "-f", folder, "--yes")
            #expect(made.code == 0, "\(made.errors)")
            #expect(
                made.lines == [
                    "created 'files'", "created 'quick'", "created 'taps'", "created 'to_logs'",
                    "created 'endless'",
                ]
            )
            let same = try await world.pandora("diff", "-f", folder)
            #expect(same.code == 0 && same.output.isEmpty, "\(same.output)\(same.errors)")

            try world.write(
                documents[3].replacingOccurrences(of: "sum(n)", with: "max(n)"),
                to: "pipeline/a.yaml"
            )
            let changed = try await world.pandora("diff", "-f", folder)
            #expect(changed.code == 1)
            #expect(changed.lines.first == "Change job 'quick'")
            #expect(changed.lines.contains { $0.hasPrefix("- ") && $0.contains("sum(n)") })
            #expect(changed.lines.contains { $0.hasPrefix("+ ") && $0.contains("max(n)") })
            #expect(changed.lines.count == 3, "\(changed.output)")
            let empty = try await world.pandora("apply", "-f", world.home + "/data", "--yes")
            #expect(empty.code == 64)
        }
    }
}
