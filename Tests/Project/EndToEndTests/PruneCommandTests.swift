import Foundation
import PTYSupport
import Testing

/// Deleting what documents do not name, on a real service.
@Suite(.serialized) struct PruneCommandTests {
    @Test func `what documents do not name is deleted, of their kinds alone and nothing they need`()
        async throws
    {
        try await CommandFixture.with { world in
            try await world.makePipeline()
            try world.write(Self.kept, to: "kept.yaml")
            let path = world.home + "/kept.yaml"

            let unasked = try await world.pandora("apply", "-f", path, "--yes")
            #expect(unasked.lines == ["unchanged 'quick'", "unchanged to_more of 'more'"])

            let named = try await world.pandora("diff", "-f", path, "--prune")
            #expect(named.code == 1)
            #expect(
                named.lines == [
                    "Delete export to_logs of 'taps'", "Delete job 'later'",
                    "Delete job 'endless'",
                ],
                "\(named.errors)"
            )
            let dry = try await world.pandora("apply", "-f", path, "--prune", "--dry-run")
            #expect(dry.lines.count { $0.hasPrefix("DELETE /v2/") } == 3, "\(dry.errors)")
            let refused = try await world.pandora("apply", "-f", path, "--prune")
            #expect(refused.code == 64)
            #expect(try await world.pandora("get", "jobs", "-o", "name").lines.count == 3)

            let pruned = try await world.pandora("apply", "-f", path, "--prune", "--yes")
            #expect(pruned.code == 0, "\(pruned.errors)")
            #expect(pruned.lines.count == 5, "\(pruned.output)")
            #expect(try await world.pandora("get", "jobs", "-o", "name").lines == ["quick"])
            let repos = try await world.pandora("get", "repos", "-o", "name")
            #expect(repos.lines.sorted() == ["more", "taps"])
            #expect(world.audit.contains { $0.contains("Delete job 'later'") })
            let again = try await world.pandora("apply", "-f", path, "--prune", "--yes")
            #expect(again.lines == ["unchanged 'quick'", "unchanged to_more of 'more'"])
        }
    }

    @Test func `on a terminal the plan lists the deletions, and their number is typed`()
        async throws
    {
        try await CommandFixture.with { world in
            try await world.makePipeline()
            try world.write(Self.kept, to: "kept.yaml")
            let terminal = try world.terminal("apply", "-f", world.home + "/kept.yaml", "--prune")
            try await terminal.readUntil(contains: "Delete job 'endless'?")
            try await terminal.readUntil(contains: "type '3' to do all 3:")
            try terminal.write("y\n")
            try await terminal.readUntil(contains: "nothing was sent")
            #expect(try await terminal.wait() == .code(1))
            #expect(try await world.pandora("get", "jobs", "-o", "name").lines.count == 3)
        }
    }

    @Test
    func
        `a chain of transforms goes from its end, with the repos they made and those that were there`()
        async throws
    {
        try await CommandFixture.with { world in
            try world.write(Self.chain, to: "chain.yaml")
            let made = try await world.pandora(
                "apply",
                "-f",
                world.home + "/chain.yaml",
                "--yes"
            )
            try #require(made.code == 0, "\(made.errors)")
            let kept = Self.chain.components(separatedBy: "---\n")
            // The last transform stays where it is, so that the documents hold its kind.
            try world.write(
                kept[0] + "---\n" + kept[5] + "---\n" + kept[6] + "\n---\n" + Self.export,
                to: "kept.yaml"
            )
            let path = world.home + "/kept.yaml"
            let pruned = try await world.pandora("apply", "-f", path, "--prune", "--yes")
            #expect(pruned.code == 0, "\(pruned.errors)\(pruned.output)")
            #expect(pruned.lines.contains("'b' went with what made it"), "\(pruned.output)")
            let repos = try await world.pandora("get", "repos", "-o", "name")
            #expect(repos.lines.sorted() == ["root", "side", "z"], "\(pruned.output)")
        }
    }

    /// `root` to `b`, which is made, to `a`, which is there; an export reads each; `side` to `z`.
    private static let chain = """
        {kind: repo, name: root, region: nb, schema: [{key: n, valtype: long}]}
        ---
        {kind: repo, name: a, region: nb, schema: [{key: n, valtype: long}]}
        ---
        {kind: transform, in: root, name: first, to: b, mode: sql, code: "SELECT n FROM stream",
         interval: 10m}
        ---
        {kind: transform, in: b, name: second, to: a, mode: sql, code: "SELECT n FROM stream",
         interval: 10m}
        ---
        {kind: export, in: a, name: out, type: logdb, whence: oldest,
         spec: {destRepoName: logs, doc: {n: "#n"}}}
        ---
        {kind: repo, name: side, region: nb, schema: [{key: n, valtype: long}]}
        ---
        {kind: transform, in: side, name: kept, to: z, mode: sql, code: "SELECT n FROM stream",
         interval: 10m}
        """

    private static let export = """
        {kind: export, in: root, name: out, type: logdb, whence: oldest,
         spec: {destRepoName: logs, doc: {n: "#n"}}}
        """

    private static let kept = """
        kind: job
        name: quick
        scheduler: {type: manual}
        ---
        kind: export
        in: more
        name: to_more
        type: logdb
        """
}

extension CommandFixture {
    /// Makes the small pipeline, another repo with an export, and a job that reads a job.
    fileprivate func makePipeline() async throws {
        try write(
            """
            {kind: repo, name: more, region: nb, schema: [{key: n, valtype: long}]}
            ---
            {kind: export, in: more, name: to_more, type: logdb, whence: oldest,
             spec: {destRepoName: logs, doc: {n: "#n"}}}
            ---
            {kind: job, name: later, srcs: [{name: endless, type: Job, tableName: sums}],
             computation: {type: SQL, code: "SELECT n FROM sums"}, scheduler: {type: depend}}
            """,
            to: "more.yaml"
        )
        for file in ["pipeline.yaml", "more.yaml"] {
            let made = try await pandora("apply", "-f", "\(home)/\(file)", "--yes")
            try #require(made.code == 0, "\(made.errors)")
        }
    }
}
