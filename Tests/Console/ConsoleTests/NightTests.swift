import FoundationEssentials
import PipelineAPI
import Screen
import Statistics
import Testing

@testable import Console

@Suite struct NightWindowTests {
    private let now = ConsoleFixture.now

    @Test func `it follows the clock, with a sixth of it ahead`() {
        let window = NightWindow()
        #expect(window.hours == 12)
        #expect(window.end(at: now) == now.addingTimeInterval(2 * 3600))
        #expect(window.start(at: now) == now.addingTimeInterval(-10 * 3600))
        let later = now.addingTimeInterval(3600)
        #expect(window.end(at: later) == later.addingTimeInterval(2 * 3600))
    }

    @Test func `the cursor is in sight after every key`() {
        var window = NightWindow()
        var keys = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            switch keys.next() % 4 {
            case 0: window.zoomIn(by: 1, at: now)
            case 1: window.zoomIn(by: -1, at: now)
            case 2: window.move(by: -Int(keys.next() % 90), at: now)
            default: window.move(by: Int(keys.next() % 90), at: now)
            }
            guard let cursor = window.cursor else { continue }
            #expect(window.start(at: now) <= cursor && cursor < window.end(at: now))
        }
        window.reset()
        #expect(window.cursor == nil && window.end(at: now) > now)
    }
}

@Suite struct NightLineTests {
    private let now = ConsoleFixture.now

    private func job(_ crontab: String?) -> Job {
        job(
            JobScheduler(
                type: crontab == nil ? .manual : .crontab,
                spec: crontab.map { .init(crontab: $0) }
            )
        )
    }

    private func job(_ scheduler: JobScheduler) -> Job {
        Job(
            name: "a",
            definition: JobDefinition(
                srcs: [],
                computation: Computation(code: ""),
                scheduler: scheduler
            )
        )
    }

    private func run(_ id: Int, _ status: RunStatus, ago: Double, took: Int = 60) -> Run {
        let start = now.addingTimeInterval(-ago * 3600)
        return Run(
            runId: id,
            batchTime: Timestamp(start.addingTimeInterval(-3600)),
            startTime: Timestamp(start),
            endTime: status.isFinal ? Timestamp(start.addingTimeInterval(Double(took))) : nil,
            duration: took,
            status: status
        )
    }

    /// A row of 24 cells, half an hour each; now is in cell 20.
    private func line(
        _ runs: [Run]?,
        _ crontab: String? = nil,
        _ window: NightWindow = NightWindow()
    ) -> String { spans(runs, crontab, window).map(\.text).joined() }

    private func line(_ runs: [Run]?, _ scheduler: JobScheduler) -> String {
        spans(runs, job(scheduler), NightWindow()).map(\.text).joined()
    }

    private func spans(_ runs: [Run]?, _ crontab: String?, _ window: NightWindow) -> [Span] {
        spans(runs, job(crontab), window)
    }

    private func spans(_ runs: [Run]?, _ job: Job, _ window: NightWindow) -> [Span] {
        let context = RenderContext(
            now: now,
            zone: .utc,
            serviceZone: ServiceZone(local: .utc),
            glyphs: .unicode,
            times: .absolute,
            night: window,
            listings: [:]
        )
        return NightLine.spans(of: runs, job, width: 24, in: context)
    }

    @Test func `a run is a bar from its start to its end`() {
        let runs = [run(2, .running, ago: 1.9), run(1, .successful, ago: 9.9, took: 2 * 3600)]
        #expect(line(runs) == "✔────           ▶────   ")
    }

    @Test func `of several runs in a cell the worst is shown`() {
        let runs = [run(2, .successful, ago: 4.6), run(1, .failed, ago: 4.7)]
        #expect(line(runs) == "          ✖         │   ")
    }

    @Test func `what was not asked for is dotted, and before the first run there is nothing`() {
        #expect(line([run(9, .successful, ago: 8.9)]) == "··✔                 │   ")
        #expect(line([run(1, .successful, ago: 8.9)]) == "  ✔                 │   ")
        #expect(line(nil) == String(repeating: "·", count: 20) + "│   ")
    }

    @Test func `due times lie ahead, and one that has passed is late`() {
        let fresh = [run(1, .successful, ago: 1)]
        #expect(line(fresh, "0 * * * *") == "                  ✔ ◌ ◌ ")
        let late = [run(1, .successful, ago: 2)]
        #expect(line(late, "0 * * * *") == "                ✔ ◌ ◌ ◌ ")
        let warned = spans(late, "0 * * * *", NightWindow()).filter { $0.style == .warning }
        #expect(warned.map(\.text) == ["◌"])
    }

    @Test func `however long ago a job last ran, its due times in sight are the same`() {
        #expect(
            line([run(1, .successful, ago: 90_000)], "0 * * * *")
                == String(repeating: "◌ ", count: 12)
        )
        let loop = JobScheduler(type: .loop, spec: .init(loop: "45m"))
        let near = line([run(1, .successful, ago: 13)], loop)
        #expect(near.contains("◌"))
        #expect(line([run(1, .successful, ago: 13 + 90_000 * 0.75)], loop) == near)
    }

    @Test func `by batch time a run is one cell`() {
        var window = NightWindow()
        window.toggleBatchTime()
        let runs = [run(1, .successful, ago: 7.9, took: 3600 * 3)]
        #expect(line(runs, nil, window) == "  ✔                 │   ")
    }

    @Test(arguments: [1, 2, 7, 40, 200])
    func `a row and its heading are as wide as they may be`(width: Int) {
        var window = NightWindow()
        window.move(by: -3, at: now)
        let context = RenderContext(
            now: now,
            zone: .fixed(seconds: 5 * 3600 + 1800),
            glyphs: .unicode,
            times: .relative,
            night: window,
            listings: [:]
        )
        let row = NightLine.spans(
            of: [run(3, .failed, ago: 3)],
            job("*/5 * * * *"),
            width: width,
            in: context
        )
        #expect(row.printableWidth == width)
        let heading = NightScale(window, width: width, now: now).heading(window, in: context)
        #expect(heading.printableWidth == width)
    }
}

@Suite struct NightScreenTests {
    @Test func `Enter opens the run under the cursor, and Esc comes back to it`() throws {
        var console = try ConsoleFixture()
        console.press(.character("T"))
        #expect(console.text.contains("Night"))
        let hourly = console.state.page?.children?.rows.firstIndex {
            $0.name.hasSuffix("hourly_pv/128")
        }
        for _ in 0..<(try #require(hourly)) { console.press(.down) }
        // A step is 12 minutes: 15 of them are three hours.
        for _ in 0..<15 { console.press(.character("<")) }
        #expect(console.text.contains("run 125 Successful"))
        console.press(.enter)
        #expect(console.state.page?.address == ResourceAddress(.runs, .job("hourly_pv"), "125"))
        console.press(.escape)
        #expect(console.state.page?.address.kind == .night)
        #expect(console.text.contains("run 125 Successful"))
    }

    @Test func `what keys do is for the run under the cursor`() throws {
        var console = try ConsoleFixture()
        console.press(.character("T"))
        for _ in 0..<45 { console.press(.character("<")) }
        console.press(.character("r"))
        guard case .confirm(let dialog)? = console.state.overlay else {
            Issue.record("no plan is shown")
            return
        }
        #expect(dialog.plan.title.english == "Rerun run 7 of 'broken'?")
    }

    @Test func `a filter leaves the failing jobs, and zooming keeps the cursor's time`() throws {
        var console = try ConsoleFixture()
        console.press(.character("T"), .character("/"))
        console.type("status:failed")
        console.press(.enter)
        #expect(console.state.page?.children?.rows.count == 1)
        console.press(.character("<"), .character("+"), .character("+"))
        let cursor = console.state.display.night.cursor
        #expect(console.state.display.night.hours == 3)
        console.press(.character("-"))
        #expect(console.state.display.night.cursor == cursor)
    }

    @Test func `elsewhere zooming says where it works`() throws {
        var console = try ConsoleFixture()
        console.press(.character("+"))
        #expect(console.state.notice?.text == "only the night can be zoomed: T opens it")
    }

    @Test func `the jobs of its rows are asked for as a whole`() throws {
        var console = try ConsoleFixture()
        console.press(.character("T"))
        #expect(console.state.jobsInSight.contains("broken"))
    }
}
