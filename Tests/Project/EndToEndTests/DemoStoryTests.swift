import Foundation
import PTYSupport
import Testing

/// What a newcomer does in the first minutes, in a real terminal on the real programs.
@Suite(.serialized) struct DemoStoryTests {
    @Test
    func `a failed run is rerun, a long one stopped, a variable edited, and all left as it was`()
        async throws
    {
        let home = NSTemporaryDirectory() + "demo-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: home) }
        let data = home + "/pandora/demo"
        try await Tmux.withWindow(
            "\(BuiltProgram.path("pandora")) demo --records 5000",
            width: 100,
            height: 30,
            environment: ["XDG_STATE_HOME": home, "EDITOR": "sed -i s/1h/2h/"]
        ) { tmux in
            try await tmux.wait("the failed job") { screen in
                screen.contains("live") && screen.contains("invoice_totals")
                    && screen.contains("✖✖")
            }
            try await filter("invoice", in: tmux)
            try await tmux.wait("its runs") { $0.contains("Failed") }
            try await tmux.send("Enter", "Enter")
            try await tmux.wait(for: "which is no float")

            try FileManager.default.removeItem(
                atPath: data + "/buckets/shop-logs/invoices/2026-坏数据.json"
            )
            try await tmux.send("r")
            try await tmux.wait(for: "POST /v2/batch/actions/rerun")
            try await tmux.confirm()
            try await tmux.wait("the run's success without a key") { $0.contains("✔ Successful") }

            try await tmux.send("Escape", "Escape", "Escape")
            try await filter("backfill", in: tmux)
            try await tmux.send("S")
            try await tmux.wait(for: "POST /v2/jobs/backfill_year/actions/start")
            try await tmux.confirm()
            try await tmux.wait("the running run") { $0.contains("▶ Running") }
            let service = try #require(process(of: data))
            try await eventually("a child computes") {
                try !ProcessTable.computations(of: service).isEmpty
            }
            try await tmux.send("s")
            try await tmux.wait(for: "POST /v2/batch/actions/stop")
            try await tmux.confirm()
            try await tmux.wait("the canceled run") { $0.contains("⊘ Canceled") }
            try await eventually("the child is gone") {
                try ProcessTable.computations(of: service).isEmpty
            }

            try await tmux.press("6", until: "6 Variables")
            try await tmux.filter("lastH", of: "6 Variables")
            try await tmux.wait(for: "$(now)-1h")
            try await tmux.send("e")
            try await tmux.wait(for: "Change variable 'lastHour'?")
            try await tmux.confirm()
            try await tmux.wait(for: "changed 'lastHour'")
            let audit = home + "/pandora/audit.log"
            #expect(
                try String(contentsOfFile: audit, encoding: .utf8).split(separator: "\n").count == 4
            )

            try await tmux.send("q")
            let left = try await tmux.wait(for: "exit code 0")
            #expect(!left.contains("Batch jobs"))
            #expect(!ProcessTable.isRunning(service))
        }
    }

    private func filter(_ text: String, in tmux: Tmux) async throws {
        try await tmux.filter(text, of: "4 Batch jobs")
        try await tmux.wait("one job") { $0.contains("1 of 20") }
    }

    private func process(of data: String) -> Int32? {
        let lock = FileManager.default.contents(atPath: data + "/pandorad.lock") ?? Data()
        let object = try? JSONSerialization.jsonObject(with: lock) as? [String: Any]
        return (object?["pid"] as? NSNumber)?.int32Value
    }
}
