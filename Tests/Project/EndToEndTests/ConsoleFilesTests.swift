import Foundation
import PTYSupport
import PipelineAPI
import PipelineClient
import Testing

/// Files sent and written from the console, in a real terminal, against the built service.
@Suite(.serialized) struct ConsoleFilesTests {
    /// A console on a small pipeline, once its lists are there.
    private func withConsole(_ body: (CommandFixture, Tmux) async throws -> Void) async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            try await Tmux.withWindow(
                BuiltProgram.path("pandora"),
                width: 100,
                height: 30,
                environment: world.environment
            ) { tmux in
                try await tmux.wait("the lists") { screen in
                    screen.contains("● live") && screen.contains("quick") && screen.contains("taps")
                }
                try await body(world, tmux)
                try await tmux.press("q", until: "exit code 0")
            }
        }
    }

    /// Fills in the form of a push and answers its plan with yes.
    private func push(_ name: String, in tmux: Tmux) async throws {
        try await tmux.send("1")
        try await tmux.wait(for: "n     long")
        try await tmux.send("U")
        try await tmux.wait(for: "Push points to 'taps'")
        try await tmux.send("~/\(name)")
        try await tmux.press("Enter", until: "text_")
        try await tmux.press("Enter", until: "Every line becomes a point of 'taps'.")
        try await tmux.confirm()
    }

    @Test func `a file of points is pushed part by part, and written down`() async throws {
        try await withConsole { world, tmux in
            let points = (1...40_000).map { "n=\($0)\tword=w\($0)\n" }.joined()
            try world.write(points, to: "points.txt")
            try await push("points.txt", in: tmux)
            let done = try await tmux.wait(for: "40000 points were accepted by 'taps'")
            #expect(done.contains("100 %") && done.contains("Enter closes"))
            try await tmux.send("Enter")
            try await tmux.wait("the dialog closed") { !$0.contains("Enter closes") }
            let kept = try await world.service.call { api in
                try await api.send(SamplePoints(repo: RepoName("taps")))
            }
            #expect(kept.records.contains { $0["word"] == "w40000" })
            let line = try #require(world.audit.last)
            #expect(line.contains("Push points '~/points.txt' to 'taps'"))
            #expect(line.contains("40000 points were accepted"))
        }
    }

    @Test func `a long push shows how far it is, and Esc halts it after the part under way`()
        async throws
    {
        try await withConsole { world, tmux in
            let points = (1...1_500_000).map { "n=\($0)\n" }.joined()
            try world.write(points, to: "long.txt")
            try await push("long.txt", in: tmux)
            let running = try await tmux.wait(for: "Esc halts; what was sent stays sent")
            #expect(running.contains("Push points") && running.contains(" %"))
            try await tmux.send("Escape")
            try await tmux.wait(for: "points were accepted, the rest was not sent")
            try await tmux.send("Enter")
            #expect(world.audit.last?.contains("halted: ") == true)
        }
    }

    @Test func `a refused part names its line, and what was accepted before`() async throws {
        try await withConsole { world, tmux in
            let good = (1...6000).map { "n=\($0)\tword=w\n" }.joined()
            try world.write(good + "n=six\tword=w\n" + "n=1\n", to: "bad.txt")
            try await push("bad.txt", in: tmux)
            let refused = try await tmux.wait(for: "6001")
            #expect(refused.contains("5000 points"))
            try await tmux.send("Enter")
            let line = try #require(world.audit.last)
            #expect(line.contains("Push points '~/bad.txt'") && line.contains("6001"))
        }
    }

    @Test func `a jar is uploaded as a plugin and stands in the list`() async throws {
        try await withConsole { world, tmux in
            // The smallest jar: one empty file, `a`, and the table that says so.
            let head = "\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\u{1}\0\0\0"
            let table = "PK\u{1}\u{2}\n\0" + head + String(repeating: "\0", count: 14) + "a"
            let end = "PK\u{5}\u{6}\0\0\0\0\u{1}\0\u{1}\0/\0\0\0\u{1f}\0\0\0\0\0"
            try world.write("PK\u{3}\u{4}" + head + "a" + table + end, to: "geo.jar")
            try await tmux.send("7")
            try await tmux.wait(for: "7 Plugins")
            try await tmux.send("U")
            try await tmux.wait(for: "Upload plugin")
            try await tmux.send("~/geo.jar")
            try await tmux.press("Enter", until: "the next field") {
                try await !tmux.shows("~/geo.jar_")
            }
            try await tmux.send("com.example.Geo")
            try await tmux.press("Enter", until: "The jar becomes plugin 'com.example.Geo'.")
            try await tmux.confirm()
            try await tmux.wait(for: "uploaded plugin 'com.example.Geo'")
            try await tmux.send("Enter")
            try await tmux.wait("the plugin in its list") { screen in
                !screen.contains("Enter closes") && screen.contains("com.example.Geo")
            }
            #expect(world.audit.last?.contains("Upload plugin '~/geo.jar'") == true)
        }
    }

    @Test func `a file that is not there is told before anything is planned`() async throws {
        try await withConsole { world, tmux in
            let before = world.audit.count
            try await tmux.send("1")
            try await tmux.wait(for: "n     long")
            try await tmux.press("U", until: "Push points to 'taps'")
            try await tmux.send("~/none.txt")
            try await tmux.press("Enter", until: "text_")
            try await tmux.press("Enter", until: "'~/none.txt' cannot be read: No such file")
            #expect(world.audit.count == before)
        }
    }

    @Test func `a view is written to a file, and no file is ever overwritten`() async throws {
        try await withConsole { world, tmux in
            let path = world.home + "/jobs.csv"
            for answer in ["wrote '~/jobs.csv'", "'~/jobs.csv' is there already"] {
                try await tmux.press("E", until: "Write this view to a file")
                try await tmux.press("Enter", until: "jobs.csv_")
                try await tmux.press("C-u", until: "an empty field") {
                    try await !tmux.shows("jobs.csv_")
                }
                try await tmux.send("~/jobs.csv")
                try await tmux.wait(for: "Enter goes on")
                try await tmux.press("Enter", until: answer)
            }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.hasPrefix("NAME,RECENT,BATCH,SCHEDULE\r\n") && text.contains("quick,"))
        }
    }
}
