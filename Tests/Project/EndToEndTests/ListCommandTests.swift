import Foundation
import PTYSupport
import Testing

/// The filter, the order and the names of lists, and lists that are watched, on a real service.
@Suite(.serialized) struct ListCommandTests {
    private func apply(_ world: CommandFixture) async throws {
        let made = try await world.pandora("apply", "-f", "\(world.home)/pipeline.yaml", "--yes")
        #expect(made.code == 0, "\(made.errors)")
    }

    @Test func `names are filtered and put in order for the arguments of other commands`()
        async throws
    {
        try await CommandFixture.with { world in
            try await apply(world)
            #expect(try await world.pandora("start", "quick", "--wait", "--yes").code == 0)
            for (words, names) in [
                (["get", "jobs"], ["endless", "quick"]),
                (["get", "jobs", "--sort", "-name"], ["quick", "endless"]),
                (["get", "jobs", "--filter", "status:successful"], ["quick"]),
                (["get", "jobs", "--filter", "!quick"], ["endless"]),
                (["get", "job", "quick"], ["quick"]),
                (["runs", "quick", "--filter", "dur<1h"], ["1"]),
                (["runs", "--all", "--filter", "status:failed"], []),
            ] {
                let list = try await world.pandora(words + ["-o", "name"])
                #expect(list.code == 0, "\(words): \(list.errors)")
                #expect(list.lines == names, "\(words)")
            }
            let json = try await world.pandora(
                ["get", "jobs", "--filter", "quick", "-o", "json"]
            )
            #expect(json.output.contains("\"quick\"") && !json.output.contains("\"endless\""))
            for (words, text) in [
                (["get", "jobs", "--sort", "nam"], "did you mean 'name'?"),
                (["get", "jobs", "--filter", "since:soon"], "'since:soon' is not whole"),
                (["get", "job", "quick", "--watch"], "'--watch' is for lists"),
                (["get", "jobs", "--watch", "-o", "csv"], "use table, name or json"),
                (["repair", "quick", "-o", "name"], "use table, json or yaml"),
            ] {
                let refused = try await world.pandora(words)
                #expect(refused.code == 64, "\(words): \(refused.errors)")
                #expect(refused.errors.contains(text), "\(refused.errors)")
            }
        }
    }

    @Test func `a list that is watched ends with its reader, also where nothing changes`()
        async throws
    {
        try await CommandFixture.with { world in
            try await apply(world)
            let first = try await world.pandora(
                ["get", "jobs", "-o", "name", "--watch"],
                redirected: "| head -n 1"
            )
            #expect(first.output == "endless\n" && first.errors.isEmpty, "\(first.errors)")
        }
    }

    @Test func `a list that is watched tells what has changed, and a terminal shows it anew`()
        async throws
    {
        try await CommandFixture.with { world in
            try await apply(world)
            let screen = try world.terminal("get", "jobs", "--watch")
            try await screen.readUntil(contains: "endless")
            let rows = world.home + "/rows"
            let text = { (try? String(contentsOfFile: rows, encoding: .utf8)) ?? "" }
            async let watched = world.pandora(
                ["get", "jobs", "-o", "name", "--watch"],
                redirected: "> '\(rows)' & echo $! > '\(world.home)/pid'; wait"
            )
            try await eventually("the first rows are there") { text() == "endless\nquick\n" }
            let job = try await world.pandora("delete", "job", "endless", "--yes")
            #expect(job.code == 0, "\(job.errors)")
            let other = try String(contentsOfFile: world.home + "/pipeline.yaml", encoding: .utf8)
                .replacingOccurrences(of: "endless", with: "another")
            let again = try await world.pandora("apply", "-f", "-", "--yes", input: other)
            #expect(again.code == 0, "\(again.errors)")
            try await eventually("the new row is told, and only that", within: 30) {
                text() == "endless\nquick\nanother\n"
            }
            try await screen.readUntil(contains: "another")
            let pid = try String(contentsOfFile: world.home + "/pid", encoding: .utf8)
            kill(try #require(Int32(pid.filter(\.isNumber))), SIGTERM)
            #expect(try await watched.errors.contains("gone: endless"))
            try screen.write("\u{3}")
            _ = try await screen.wait()
        }
    }
}
