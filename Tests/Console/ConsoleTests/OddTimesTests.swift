import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

/// Clocks that are wrong: what a service says of its runs' times may be anything.
@Suite struct OddTimesTests {
    private static let now = ConsoleFixture.now

    /// Start and end in seconds from now, and the duration that is claimed.
    private static let odd: [(start: Double, end: Double?, duration: Int?)] = [
        (-60, -120, -60), (3600, 3500, -100), (86_400, nil, nil), (-1e9, nil, 0),
        (-1.7e9, -1.7e9, .max), (-60, 1e10, .min), (2.5e11, -6e10, 1), (-0.5, -0.6, 0),
    ]

    private static func timestamp(_ seconds: Double) -> Timestamp {
        Timestamp(now.addingTimeInterval(seconds))
    }

    private static func runs(_ status: RunStatus) -> [Run] {
        odd.enumerated().map { number, times in
            Run(
                runId: odd.count - number,
                batchTime: timestamp(times.start),
                startTime: timestamp(times.start),
                endTime: times.end.map(timestamp),
                duration: times.duration,
                status: status
            )
        } + [Run(runId: 0, batchTime: Timestamp(text: "yesterday"), status: status)]
    }

    @Test(arguments: [RunStatus.running, .successful, .failed, .canceled, .ready])
    func `every screen is drawn, in every size, whatever the times of runs are`(
        _ status: RunStatus
    ) throws {
        for keys in [
            "4", "0", "T", "4]", "4]]", "T+++++", "T------", "4\n", "4\n]", "4\n]]", "t0", "tT",
        ] {
            var console = try ConsoleFixture()
            for job in ["hourly_pv", "broken"] {
                console.answer(.runs, .job(job), Self.runs(status)) { String($0.runId) }
            }
            for key in keys { console.press(key == "\n" ? .enter : .character(key)) }
            for (width, height) in [(80, 24), (200, 60), (40, 10)] {
                console.receive(.terminal(.resized(Size(width: width, height: height))))
                let text = console.text
                #expect(!text.isEmpty)
                #expect(!text.contains("-1m") && !text.contains(" -60s"), "\(keys)")
            }
        }
    }

    @Test func `a run that ended before it began took no time`() {
        let run = Run(
            runId: 1,
            batchTime: Self.timestamp(-100),
            startTime: Self.timestamp(-50),
            endTime: Self.timestamp(-90),
            duration: -40,
            status: .successful
        )
        #expect(DurationText.taken(by: run) == "0s")
        #expect(DurationBars([run], now: Self.now).bars.map(\.seconds) == [0])
    }

    /// A service whose clock is ahead says of its runs that they have begun in the future.
    @Test(arguments: [-7200.0, -90, 0, 90, 7200])
    func `a clock that differs makes ages of what is in the future, and no job late early`(
        _ skew: Double
    ) throws {
        let batch = try #require(Timestamp(text: "2026-11-26T04:00:00Z").date)
        let job = Job(
            name: "daily",
            definition: JobDefinition(
                srcs: [],
                computation: Computation(code: ""),
                scheduler: JobScheduler(type: .crontab, spec: .init(crontab: "0 4 * * *"))
            )
        )
        let run = Run(
            runId: 1,
            batchTime: Timestamp(batch),
            startTime: Timestamp(batch.addingTimeInterval(skew)),
            status: .running
        )
        let due = batch.addingTimeInterval(86_400)
        for (seconds, isLate) in [(-3600.0, false), (0, false), (59, false), (61, true)] {
            let triage = Triage(
                jobs: [(job, [run])],
                now: due.addingTimeInterval(seconds),
                zone: ServiceZone(local: .utc)
            )
            #expect(triage.late.isEmpty == !isLate)
            #expect(triage.running.allSatisfy { $0.seconds >= 0 })
        }
        let soon = Triage(jobs: [(job, [run])], now: batch, zone: ServiceZone(local: .utc))
        #expect(soon.running.map(\.seconds) == [Int(max(0, -skew))])
    }
}
