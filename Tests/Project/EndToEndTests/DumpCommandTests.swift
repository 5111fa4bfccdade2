import Foundation
import Settings
import Testing

/// A whole account as documents, from one real service to another.
@Suite(.serialized) struct DumpCommandTests {
    @Test func `a dump makes the same account on an empty service, and differs from neither`()
        async throws
    {
        try await CommandFixture.with { world in
            try world.write(Self.account, to: "account.yaml")
            let made = try await world.pandora(
                "apply",
                "-f",
                world.home + "/account.yaml",
                "--yes"
            )
            try #require(made.code == 0, "\(made.errors)")
            let dump = try await world.pandora("dump")
            #expect(dump.code == 0 && dump.errors.isEmpty, "\(dump.errors)")
            try world.write(dump.output, to: "dump.yaml")
            let same = try await world.pandora("diff", "-f", world.home + "/dump.yaml")
            #expect(same.code == 0 && same.output.isEmpty, "\(same.output)\(same.errors)")

            let fresh = try await ServiceProcess(directory: world.home + "/fresh")
            defer { fresh.stop() }
            try world.write("{\"n\": 1}\n", to: "fresh/buckets/logs/a.json")
            let keys = try fresh.keys
            let other = [
                "PANDORA_ENDPOINT": fresh.url, "PANDORA_ACCESS_KEY": keys.accessKey,
                "PANDORA_SECRET_KEY": keys.secretKey,
            ]
            let applied = try await world.pandora(
                "apply",
                "-f",
                world.home + "/dump.yaml",
                "--yes",
                environment: other
            )
            #expect(applied.code == 0, "\(applied.errors)")
            let count = dump.output.components(separatedBy: "---\n").count
            #expect(count == 17, "\(dump.output)")
            #expect(applied.lines.count == count)
            #expect(applied.lines.allSatisfy { $0.hasPrefix("created ") }, "\(applied.output)")
            let again = try await world.pandora("dump", environment: other)
            #expect(again.output == dump.output)

            let folder = world.home + "/folder"
            let files = try await world.pandora("dump", "-o", folder)
            #expect(files.lines == ["wrote \(count) files"], "\(files.errors)")
            #expect(FileManager.default.fileExists(atPath: folder + "/exports/taps/to_logs.yaml"))
            let unchanged = try await world.pandora("diff", "-f", folder)
            #expect(unchanged.code == 0 && unchanged.output.isEmpty, "\(unchanged.errors)")
            try world.write("kind: variable\n", to: "folder/variables/old.yaml")
            let second = try await world.pandora("dump", "-o", folder + "/")
            #expect(second.lines == ["wrote 0 files, \(count) had the definition already"])
            #expect(second.errors.contains("'\(folder)/variables/old.yaml' is no definition"))
        }
    }

    @Test func `some kinds are dumped by their names, and a kind without documents is refused`()
        async throws
    {
        try await CommandFixture.with { world in
            _ = try await world.pandora("apply", "-f", world.home + "/pipeline.yaml", "--yes")
            let some = try await world.pandora("dump", "exports", "datasource")
            #expect(some.code == 0, "\(some.errors)")
            let kinds = some.lines.filter { $0.hasPrefix("kind: ") }
            #expect(kinds == ["kind: datasources", "kind: exports"])
            #expect(some.lines.contains("in: taps"))
            let items = try await world.pandora("dump", "job/quick", "exports/taps/to_logs")
            #expect(
                items.lines.filter { $0.hasPrefix("kind: ") || $0.hasPrefix("name: ") } == [
                    "kind: jobs", "name: quick", "kind: exports", "name: to_logs",
                ],
                "\(items.errors)"
            )
            let near = try await world.pandora("dump", "jobs/quikc")
            #expect(near.code == 66 && near.errors.contains("did you mean 'quick'?"))
            for word in ["jobs/", "jobs/a/b", "exports/to_logs", "/a", "exports//a"] {
                #expect(try await world.pandora("dump", word).code == 64, "\(word)")
            }
            let runs = try await world.pandora("dump", "runs")
            #expect(runs.code == 64)
            #expect(runs.errors.contains("are not made from documents"), "\(runs.errors)")
        }
    }

    /// Every kind of definition, with what is easily lost on the way.
    private static let account = """
        {kind: variable, name: yesterday, type: time, value: $(now)-1d, format: yyyy-MM-dd}
        ---
        {kind: variable, name: 'yes', type: string, value: "a: #b\\n\\n  c\\n"}
        ---
        {kind: group, name: shared, region: nb, container: {type: 1U2G, count: 1}}
        ---
        {kind: workflow, name: nightly, region: nb, comment: "of\\nthe night",
         nodes: {later: {type: repo, x: 1}}}
        ---
        kind: repo
        name: taps
        region: nb
        group: shared
        description: "taps: 'all'"
        options: {withIP: ip, withTimestamp: at, unescapeLine: true}
        schema:
          - {key: n, valtype: long, required: true}
          - {key: tags, valtype: array, elemtype: string}
          - {key: more, valtype: map, schema: [{key: inner, valtype: float}]}
        ---
        {kind: repo, name: later, region: nb, workflow: nightly, schema: [{key: n, valtype: long}]}
        ---
        kind: transform
        in: taps
        name: count
        to: counts
        mode: sql
        code: |
          -- a comment: with a colon
          SELECT n, count(*) AS c
          FROM stream
          GROUP BY n
        interval: 10m
        whence: oldest
        ---
        {kind: export, in: taps, name: to_logs, type: logdb, whence: oldest,
         spec: {destRepoName: logs, doc: {n: "#n"}}}
        ---
        {kind: export, in: counts, name: to_web, type: http, whence: newest,
         spec: {host: "127.0.0.1:1", uri: "/in", format: json}}
        ---
        {kind: datasource, name: files, region: nb, type: kodo,
         spec: {bucket: logs, fileType: json}, schema: []}
        ---
        {kind: datasource, name: later_files, region: nb, type: kodo, noVerifySchema: true,
         spec: {bucket: none, keyPrefixes: [a/, b/], fileType: csv, delimiter: ";", containsHeader: true},
         schema: [{key: n, valtype: long}]}
        ---
        kind: job
        name: first
        srcs: [{name: files, type: DataSource, tableName: t, fileFilter: "$(yesterday)"}]
        computation: {type: SQL, code: "SELECT sum(n) AS n FROM t"}
        container: {type: 1U2G, count: 1}
        scheduler: {type: manual}
        params: [{name: batch_day, default: "2026-01-01"}]
        ---
        kind: job
        name: after
        srcs: [{name: first, type: Job, tableName: sums}]
        computation: {type: SQL, code: "SELECT n FROM sums"}
        scheduler: {type: depend}
        ---
        kind: job
        name: hourly
        srcs: [{name: files, type: DataSource, tableName: t}]
        computation: {type: SQL, code: "SELECT n FROM t"}
        container: {type: 1U2G, count: 1}
        scheduler: {type: crontab, spec: {crontab: "0 4 1 1 *"}}
        ---
        {kind: jobexport, in: first, name: to_bucket, type: kodo,
         spec: {bucket: results, keyPrefix: "a/$(year)", format: csv, delimiter: ",", containsHeader: true,
          compression: none, fileCount: 1, saveMode: overwrite}}
        ---
        {kind: jobexport, in: after, name: to_web, type: http,
         spec: {host: "127.0.0.1:1", uri: "/in", format: json}}
        """
}
