import FoundationEssentials
import PipelineAPI
import Screen
import Statistics
import Testing

@testable import Console

/// Backfills against a service that loses requests and answers, and whose client is killed.
@Suite struct BackfillProgressTests {
    @Test func `killed and lost wherever it may be, every step runs once, in order`() throws {
        for seed in 1...300 {
            var service = try BackfillFake(seed: UInt64(seed))
            let progress = service.run()
            #expect(progress.isSuccess, "seed \(seed): \(progress.summary.english)")
            #expect(service.started == service.days, "seed \(seed)")
            #expect(service.mostAtOnce == 1, "seed \(seed)")
            #expect(!progress.isLeft)
        }
    }

    @Test func `a damaged file is nothing to go on with`() throws {
        var service = try BackfillFake(seed: 7)
        service.stopsAfter = 12
        let record = BackfillRecord(service.run(), on: "", at: Date(timeIntervalSince1970: 0))
        let data = try #require(record.data)
        #expect(BackfillRecord.unfinished(in: data, on: "") != nil)
        #expect(BackfillRecord.unfinished(in: data, on: "http://other") == nil)
        var random = SplitMix64(seed: 15)
        for _ in 0..<400 {
            var bytes = Array(data)
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8(ascii: "9")
            var progress = BackfillRecord.unfinished(in: Data(bytes), on: "")?.progress
            _ = progress?.next(at: .zero)
            _ = progress?.lines(.unicode)
        }
    }
}

/// A service that runs what it is started with in three seconds, and whose client may be killed at any request.
private struct BackfillFake {
    let days: [String]
    /// After how many requests nothing more is followed.
    var stopsAfter = Int.max
    private let plan: BackfillPlan
    private var random: SplitMix64
    private var runs: [Run] = []
    private var ends: Duration?
    private(set) var started: [String] = []
    private(set) var mostAtOnce = 0
    private var asked = 0

    init(seed: UInt64) throws {
        random = SplitMix64(seed: seed)
        var job = try #require(try Samples.jobs().first { $0.name == "idle" })
        job.params = [JobParameter(name: "day", default: "")]
        plan = try BackfillPlan(
            BackfillChoice(
                job: "idle",
                from: "2026-11-01",
                to: "2026-11-05",
                every: "1d",
                parameters: ["day": "yyyy-MM-dd"],
                goesOn: false
            ),
            of: job
        )
        days = plan.steps.map(\.time)
    }

    mutating func run() -> BackfillProgress {
        var progress = BackfillProgress(plan)
        var now = Duration.zero
        for _ in 0..<3000 {
            if let ends, ends <= now { end() }
            switch progress.next(at: now) {
            case .over:
                // What failed since nothing was answered is begun again, as a user would.
                guard progress.isLeft else { return progress }
                progress.takeUp()
            case .wait(let time): now += time
            case .send(let request):
                asked += 1
                if asked > stopsAfter { return progress }
                let kept = BackfillRecord(progress, on: "", at: Date(timeIntervalSince1970: 0)).data
                answer(request, &progress, at: now)
                now += .milliseconds(200)
                if Int.random(in: 0..<6, using: &random) == 0, let kept,
                    let found = BackfillRecord.unfinished(in: kept, on: "")
                {
                    progress = found.progress
                    progress.takeUp()
                }
            }
        }
        return progress
    }

    private mutating func answer(
        _ request: BackfillProgress.Request,
        _ progress: inout BackfillProgress,
        at now: Duration
    ) {
        let lost = APIError(.connectionLost, "no answer")
        let luck = Int.random(in: 0..<5, using: &random)
        switch request {
        case .look:
            _ = progress.receive(luck == 0 ? .failure(lost) : .success(runs), at: now)
        case .start(let start):
            if luck != 1 { begin(start.values["day"] ?? "", at: now) }
            _ = progress.receiveStart(start, luck < 2 ? .failure(lost) : .success(""), at: now)
        }
    }

    private mutating func begin(_ day: String, at now: Duration) {
        started.append(day)
        runs.insert(
            Run(runId: runs.count + 1, batchTime: Timestamp(text: day), status: .running),
            at: 0
        )
        mostAtOnce = max(mostAtOnce, runs.count { $0.status == .running })
        ends = now + .seconds(3)
    }

    private mutating func end() {
        ends = nil
        for index in runs.indices where runs[index].status == .running {
            runs[index].status = .successful
            runs[index].duration = 3
        }
    }
}
