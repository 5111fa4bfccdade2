import ArgumentParser
import Console
import Foundation
import PTYSupport
import PipelineAPI
import ProjectFiles
import Testing

@testable import pandora

/// The one-shot commands of the built program, on a real service.
@Suite(.serialized) struct CommandTests {
    @Test func `a pipeline is applied, looked at, applied again and changed`() async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            let made = try await world.pandora("apply", "-f", file, "--yes")
            #expect(made.code == 0, "\(made.errors)")
            #expect(
                made.lines == [
                    "created 'taps'", "created 'to_logs'", "created 'files'", "created 'quick'",
                    "created 'endless'",
                ]
            )
            let again = try await world.pandora("apply", "-f", file)
            #expect(again.code == 0, "\(again.errors)")
            #expect(again.lines.allSatisfy { $0.hasPrefix("unchanged ") })

            let text = try String(contentsOfFile: file, encoding: .utf8)
            let other = text.replacingOccurrences(of: "sum(n)", with: "max(n)")
            let dry = try await world.pandora("apply", "-f", "-", "--dry-run", input: other)
            #expect(dry.lines.last?.hasPrefix("PUT /v2/jobs/quick ") == true)
            let changed = try await world.pandora("apply", "-f", "-", "--yes", input: other)
            #expect(changed.lines.last == "changed 'quick'")
            try await look(world)
            #expect(world.audit.count == 6)
            #expect(world.audit.last?.contains("Change job 'quick'") == true)
        }
    }

    private func look(_ world: CommandFixture) async throws {
        let table = try await world.pandora("get", "jobs")
        #expect(table.lines.map { $0.prefix(8) } == ["NAME    ", "endless ", "quick   "])
        #expect(!table.output.contains("\u{1b}"))
        let csv = try await world.pandora("get", "job", "quick", "-o", "csv")
        #expect(csv.output == "NAME,RECENT,BATCH,SCHEDULE\r\nquick,,,manual\r\n")
        let json = try await world.pandora("get", "j", "quick", "-o", "json")
        let job = try JSONCoding.decode(JSONValue.self, from: Data(json.output.utf8))
        #expect(job["computation"]?["code"] == "SELECT max(n) AS n FROM t")
        let yaml = try await world.pandora("get", "repo", "taps", "-o", "yaml")
        #expect(yaml.output.contains("name: taps\n"))
        #expect(yaml.output.contains("required: true\n"))
        let exports = try await world.pandora("get", "exports", "--in", "taps")
        #expect(exports.lines.last == "to_logs  → logdb")
        let description = try await world.pandora("describe", "job", "quick")
        for text in ["job 'quick'", "SQL\n  SELECT max(n) AS n FROM t", "data source files"] {
            #expect(description.output.contains(text), "\(text)")
        }
        let sql = ["describe", "job", "quick", "--tab", "sql"]
        #expect(try await !world.pandora(sql).output.contains("as duckdb"))
        let translated = try await world.pandora(sql + ["--translation"])
        for text in ["as duckdb computes it", "max(t.n) AS n\n  FROM t"] {
            #expect(translated.output.contains(text), "\(text)")
        }
        let schema = try await world.pandora("schema", "repo", "taps")
        #expect(schema.lines == ["n     long          required", "word  string"])
    }

    @Test func `every kind is listed in every format, and its template is a document`() async throws
    {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            for kind in ResourceCatalogue.all
            where kind.placement != .screen && kind.aggregate == nil {
                let place: [String] =
                    switch kind.containment {
                    case .root: []
                    case .repo: ["--in", "taps"]
                    case .job: ["--in", "quick"]
                    case .dataSource: ["--in", "files"]
                    }
                let id = kind.id.description
                for format in ["table", "json", "yaml", "csv"] {
                    let list = try await world.pandora(["get", id, "-o", format] + place)
                    #expect(list.code == 0, "\(id) \(format): \(list.errors)")
                }
                guard kind.editor != nil else { continue }
                let template = try await world.pandora("template", id).output
                let words = ["create", id, "-f", "-", "--dry-run"]
                let document = try await world.pandora(words, input: template)
                #expect(document.output.hasPrefix("POST /v2/"), "\(id): \(document.errors)")
            }
        }
    }

    @Test func `the exit codes of the help are those of the documents and of the code`() throws {
        let document = try String(
            contentsOf: ProjectFiles.root.appending(path: "Documentation/commands.md"),
            encoding: .utf8
        )
        let words = document.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("Exit codes: \(ExitCodes.text)."))
        #expect(Set(ExitCodes.all).count == ExitCodes.all.count)
        for code in ExitCodes.all { #expect(ExitCodes.text.contains("\(code) "), "\(code)") }
    }

    @Test func `the documents' table has every command, and no other`() throws {
        let document = try String(
            contentsOf: ProjectFiles.root.appending(path: "Documentation/commands.md"),
            encoding: .utf8
        )
        let commands = Pandora.configuration.groupedSubcommands.flatMap(\.subcommands)
        let names = commands.compactMap { $0.configuration.commandName }
        #expect(names.count == commands.count)
        let start = "| `pandora "
        let rows = document.split(separator: "\n").filter { $0.hasPrefix(start) }
            .map { String($0.dropFirst(start.count).prefix { $0.isLetter }) }
        #expect(Set(rows) == Set(names))
    }

    @Test func `a job is started, stopped, run again and deleted, each written down`() async throws
    {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            let started = try await world.pandora("start", "endless", "--yes")
            #expect(started.output == "started 'endless'\n")
            try await wait(for: "running", of: "endless", in: world)
            let busy = try await world.pandora("rerun", "endless", "1", "--yes")
            #expect(busy.code == 1)
            #expect(busy.errors.contains("the run is Running: stop it first"))
            let stopped = try await world.pandora("stop", "endless", "1", "--yes")
            #expect(stopped.output.hasPrefix("stopped run 1 of 'endless': Running → "))
            try await wait(for: "canceled", of: "endless", in: world)
            let call = try await world.pandora("rerun", "endless", "1", "--dry-run")
            #expect(call.output.hasPrefix("POST /v2/batch/actions/rerun {"))
            let rerun = try await world.pandora("rerun", "endless", "1", "--yes")
            #expect(rerun.output.hasPrefix("rerunning run 1 of 'endless': Canceled → "))
            let job = try await world.pandora("stop", "endless", "--yes")
            #expect(job.output == "stopped job 'endless'\n")
            let deleted = try await world.pandora("delete", "job", "endless", "--yes")
            #expect(deleted.output == "deleted 'endless'\n")
            let gone = try await world.pandora("runs", "endless")
            #expect(gone.code == 66)
            #expect(gone.errors.hasPrefix("pandora: E18606: no job named 'endless'"))
            let what = [
                "Start job 'endless'", "Stop run 1 of", "Rerun run 1 of", "Stop job", "Delete job",
            ]
            for (line, text) in zip(world.audit.suffix(5), what) { #expect(line.contains(text)) }
            #expect(world.audit.allSatisfy { $0.contains("\"user\":\"tester\"") })
        }
    }

    private func wait(for status: String, of job: String, in world: CommandFixture) async throws {
        try await eventually("the run is \(status)") {
            let runs = try await world.pandora("runs", job, "--status", status, "-n", "1")
            return runs.lines.count == 2
        }
    }

    @Test func `points are pushed once, and a bad line is named`() async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            let points = (1...100).map { "n=\($0)\tword=w\($0)\n" }.joined()
            let text = try await world.pandora("push", "taps", "-", "--batch", "7", input: points)
            #expect(text.output == "accepted 100 points\n")
            #expect(text.errors.isEmpty)
            let json = try await world.pandora(
                "push",
                "taps",
                "-",
                "--format",
                "json",
                input: "{\"n\": 101, \"word\": \"a\\tb\"}\n\n{\"n\": 102}"
            )
            #expect(json.output == "accepted 2 points\n")
            let bad = points.replacingOccurrences(of: "n=55\t", with: "n=?\t")
            let refused = try await world.pandora("push", "taps", "-", "--batch", "10", input: bad)
            #expect(refused.code == 1)
            #expect(
                refused.errors.hasPrefix("pandora: 'stdin', lines 51 to 60: E18110: line 5: '?'")
            )
            #expect(refused.errors.contains("pandora: it is line 55 of the file\n"))
            #expect(refused.errors.contains("50 points were accepted, those before line 51"))
            let latest = try await world.pandora("get", "point", "1", "--in", "taps", "-o", "json")
            #expect(latest.output == "{\n  \"n\": 50,\n  \"word\": \"w50\"\n}\n")
            #expect(world.audit.last?.contains("50 points were accepted before it") == true)
        }
    }

    @Test func `on a terminal a change is planned and asked for, and a deletion typed`()
        async throws
    {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            let no = try world.terminal("start", "quick")
            try await no.readUntil(contains: "A new run of 'quick' begins at once.")
            try await no.readUntil(contains: "POST /v2/jobs/quick/actions/start")
            try await no.readUntil(contains: "do it? [y/N]")
            try no.write("\n")
            try await no.readUntil(contains: "nothing was sent")
            #expect(try await no.wait() == .code(1))
            let wrong = try world.terminal("delete", "job", "quick")
            try await wrong.readUntil(contains: "type 'quick' to do it:")
            try wrong.write("quack\n")
            #expect(try await wrong.wait() == .code(1))
            let yes = try world.terminal("delete", "job", "quick")
            try await yes.readUntil(contains: "type 'quick' to do it:")
            try yes.write("quick\n")
            try await yes.readUntil(contains: "deleted 'quick'")
            #expect(try await yes.wait() == .code(0))
            #expect(world.audit.count == 6)
            let colours = try world.terminal("get", "repos")
            #expect(try await colours.wait() == .code(0))
            #expect(colours.text.contains("\u{1b}[1mNAME"))
        }
    }

    @Test func `an item is edited in the user's editor, and what is typed is never lost`()
        async throws
    {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            let edited = try await world.pandora(
                "edit",
                "job",
                "quick",
                "--yes",
                environment: ["EDITOR": "sed -i s/sum/min/"]
            )
            #expect(edited.output == "changed 'quick'\n", "\(edited.errors)")
            let broken = try await world.pandora(
                "edit",
                "job",
                "quick",
                "--yes",
                environment: ["EDITOR": "sed -i s/SELECT/SELEKT/"]
            )
            #expect(broken.code == 1)
            #expect(broken.errors.contains("pandora: E18618"))
            let kept = world.home + "/.local/state/pandora/edited-jobs-quick.yaml"
            #expect(broken.errors.contains("pandora apply -f '\(kept)'"))
            let text = try String(contentsOfFile: kept, encoding: .utf8)
            let mended = text.replacingOccurrences(of: "SELEKT", with: "SELECT 1 + ")
            let applied = try await world.pandora("apply", "-f", "-", "--yes", input: mended)
            #expect(applied.output == "changed 'quick'\n", "\(applied.errors)")
        }
    }
}
