import Foundation
import PTYSupport
import Testing

/// What a newcomer does in the first minutes, in a real terminal on the real programs.
@Suite(.serialized) struct DemoStoryTests {
    @Test func `a failed run is read and rerun, a long one is stopped, and all is left as it was`()
        throws
    {
        let home = NSTemporaryDirectory() + "demo-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: home) }
        let data = home + "/pandora/demo"
        let tmux = try Tmux(
            "\(BuiltProgram.path("pandora")) demo --records 5000",
            width: 100,
            height: 30,
            environment: ["XDG_STATE_HOME": home]
        )

        try tmux.wait("the failed job") { screen in
            screen.contains("live") && screen.contains("invoice_totals") && screen.contains("✖✖")
        }
        try filter("invoice", in: tmux)
        try tmux.wait("its runs") { $0.contains("Failed") }
        try tmux.send("Enter", "Enter")
        try tmux.wait(for: "Could not convert string '十二元' to DOUBLE")

        try FileManager.default.removeItem(
            atPath: data + "/buckets/shop-logs/invoices/2026-坏数据.json"
        )
        try tmux.send("r")
        try tmux.wait(for: "POST /v2/batch/actions/rerun")
        try tmux.send("y")
        try tmux.wait("the run's success without a key") { $0.contains("✔ Successful") }

        try tmux.send("Escape", "Escape", "Escape")
        try filter("backfill", in: tmux)
        try tmux.send("S")
        try tmux.wait(for: "POST /v2/jobs/backfill_year/actions/start")
        try tmux.send("y")
        try tmux.wait("the running run") { $0.contains("▶ Running") }
        let service = try #require(process(of: data))
        try eventually("a child computes") { try !children(of: service).isEmpty }
        try tmux.send("s")
        try tmux.wait(for: "POST /v2/batch/actions/stop")
        try tmux.send("y")
        try tmux.wait("the canceled run") { $0.contains("⊘ Canceled") }
        try eventually("the child is gone") { try children(of: service).isEmpty }

        try tmux.send("q")
        let left = try tmux.wait(for: "exit code 0")
        #expect(!left.contains("Batch jobs"))
        #expect(kill(service, 0) != 0)
    }

    private func filter(_ text: String, in tmux: Tmux) throws {
        try tmux.send("4", "/", text, "Enter")
        try tmux.wait("one job") { $0.contains("1 of 12") }
    }

    private func process(of data: String) -> Int32? {
        let lock = FileManager.default.contents(atPath: data + "/pandorad.lock") ?? Data()
        let object = try? JSONSerialization.jsonObject(with: lock) as? [String: Any]
        return (object?["pid"] as? NSNumber)?.int32Value
    }
}

/// The processes whose parent is the given one.
func children(of process: Int32) throws -> [Int32] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
        guard let id = Int32(name),
            let stat = FileManager.default.contents(atPath: "/proc/\(name)/stat")
        else { return nil }
        let text = String(decoding: stat, as: UTF8.self)
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        // Field 3 is the state, field 4 the parent; a zombie has ended already.
        guard fields.count > 2, fields[1] != "Z", Int32(fields[2]) == process else { return nil }
        return id
    }
}

/// Waits for a condition; the bound is for one that never holds.
func eventually(_ what: String, within seconds: Double = 20, _ isMet: () throws -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while Date() < deadline {
        if try isMet() { return }
        usleep(20_000)
    }
    throw Tmux.Failure(description: "it never happens that \(what)")
}
