import Foundation
import PTYSupport
import Testing

/// Text pasted into the console where it was not meant to go, in a real terminal on a real service.
@Suite(.serialized) struct PasteStoryTests {
    private static let texts = [
        "Summary\nyes\n", "Summary\nyesterday\n", "try again", "eXactly so", "Sy", "S\ny\n",
        "Delete it:\nquick\n", "Dquick\n", "quit", "~# eject\n",
        "2026-11-20 07:41:12 ERROR Server says: retry\n",
    ]

    @Test func `a pasted text changes nothing, with brackets and without`() async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            let before = world.audit
            try await Tmux.withWindow(
                BuiltProgram.path("pandora"),
                width: 100,
                height: 30,
                environment: world.environment.merging(["EDITOR": "true"]) { $1 }
            ) { tmux in
                try await tmux.wait("the lists") { screen in
                    screen.contains("● live") && screen.contains("quick")
                }
                try await tmux.send("4", "End")
                for text in Self.texts {
                    for inBrackets in [false, true] {
                        try await tmux.paste(text, inBrackets: inBrackets)
                        try await tmux.wait(for: "pasted text, or several keys at once")
                        try await tmux.press("Escape", until: "that went away") {
                            try await !tmux.shows("pasted text")
                        }
                    }
                }
                try await tmux.press("S", until: "POST /v2/jobs/quick/actions/start")
                try await tmux.confirm()
                try await tmux.wait("the run's success") { $0.contains("✔ Successful") }
                try await tmux.press("q", until: "exit code 0")
            }
            #expect(world.audit.count == before.count + 1)
            #expect(world.audit.last?.contains("Start job 'quick'") == true)
        }
    }
}
