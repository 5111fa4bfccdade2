import FoundationEssentials
import PipelineAPI
import Statistics
import Testing

@testable import PipelineEngine

/// Random worlds of tasks, some of which never end, on a clock of their own.
@Suite struct StreamFairnessTests {
    @Test(arguments: 0..<15)
    func `a task that ends steps within a bound, however many others never do`(seed: Int) {
        var world = StreamWorld(seed: UInt64(seed))
        world.run(seconds: 3000)
        #expect(world.faults.isEmpty)
        #expect(world.longestWait <= world.bound)
        #expect(world.steps.values.allSatisfy { $0 > 0 })
    }

    @Test(arguments: 0..<15)
    func `whatever is changed, deleted and created again, no slot is lost and none is taken twice`(
        seed: Int
    ) {
        var world = StreamWorld(seed: UInt64(seed))
        world.run(seconds: 1000, changing: true)
        world.restore()
        world.run(seconds: 1000)
        #expect(world.faults.isEmpty)
        #expect(world.steps.values.allSatisfy { $0 > 0 })
    }

    @Test(arguments: [StreamKey.Kind.transform, .export])
    func `endless tasks of one kind hold up none of the other for a second`(
        _ kind: StreamKey.Kind
    ) {
        var world = StreamWorld(seed: 1, parallel: 2, endless: 6, kindOfEndless: kind)
        world.run(seconds: 600)
        #expect(world.faults.isEmpty)
        let others = world.waits.filter { $0.key.kind != kind }
        #expect(!others.isEmpty && others.values.allSatisfy { $0 <= 2 })
    }
}

/// A schedule, tasks that take their time, and what went wrong.
private struct StreamWorld {
    /// The time of a step of a task that ends, in seconds, at most.
    static let longestStep = 2.0
    static let limit = 60.0

    private var generator: SplitMix64
    private var schedule: StreamSchedule
    private var now = Date(timeIntervalSince1970: 1_780_000_000)
    private let endless: Set<StreamKey>
    private let others: Set<StreamKey>
    private var tasks: [StreamKey: StreamTask]
    private let parallel: Int
    /// When each step that runs ends by itself.
    private var running: [StreamKey: Date] = [:]
    /// Since when a task has points, is due and has no step.
    private var waitingSince: [StreamKey: Date] = [:]
    private(set) var waits: [StreamKey: Double] = [:]
    private(set) var steps: [StreamKey: Int] = [:]
    private(set) var faults: [String] = []

    init(
        seed: UInt64,
        parallel: Int? = nil,
        endless count: Int? = nil,
        kindOfEndless: StreamKey.Kind? = nil
    ) {
        var generator = SplitMix64(seed: seed)
        let kinds: [StreamKey.Kind] = [.transform, .export]
        func key(_ name: String, _ number: Int, kind: StreamKey.Kind?) -> StreamKey {
            let kind = kind ?? kinds[Int.random(in: 0...1, using: &generator)]
            return StreamKey(kind, repo: "web", name: "\(name)\(number)")
        }
        self.parallel = parallel ?? Int.random(in: 2...4, using: &generator)
        let number = count ?? Int.random(in: 0...9, using: &generator)
        endless = Set((0..<number).map { key("endless", $0, kind: kindOfEndless) })
        others = Set(
            (0..<Int.random(in: 1...12, using: &generator)).map { number in
                key("good", number, kind: number < 2 ? kinds[number] : nil)
            }
        )
        schedule = StreamSchedule(
            limits: StreamLimits(parallel: self.parallel, seconds: StreamWorld.limit)
        )
        let start = now
        tasks = Dictionary(
            uniqueKeysWithValues: endless.union(others).map {
                ($0, StreamWorld.task($0, at: start))
            }
        )
        schedule.adopt(tasks)
        steps = Dictionary(uniqueKeysWithValues: others.map { ($0, 0) })
        self.generator = generator
    }

    private static func task(_ key: StreamKey, at time: Date) -> StreamTask {
        let work: StreamWork =
            switch key.kind {
            case .transform:
                .transform(
                    TransformDefinition(
                        destination: "to_\(key.name)",
                        spec: TransformSpec(mode: "sql", code: "SELECT 1 AS n", interval: "5s"),
                        ownsDestination: true
                    )
                )
            case .export: .export(ExportDefinition(type: .http, spec: [:]))
            }
        return StreamTask(key: key, work: work, createdAt: time)
    }

    /// Every endless task takes a slot once before it is known to be slow; from then on half of the slots are for
    /// the others, which wait for each other only.
    var bound: Double {
        let rounds = (Double(endless.count) / Double(parallel)).rounded(.up)
        return rounds * StreamWorld.limit + Double(others.count) * StreamWorld.longestStep + 2
    }

    var longestWait: Double { waits.values.max() ?? 0 }

    mutating func run(seconds: Int, changing: Bool = false) {
        for _ in 0..<seconds {
            now += 1
            if changing { change() }
            if Int.random(in: 0..<3, using: &generator) > 0 { schedule.pointsArrived(in: "web") }
            endSteps()
            takeSteps()
            check()
        }
        for (key, since) in waitingSince { note(key, since: since) }
    }

    /// Creates, changes or deletes a task.
    private mutating func change() {
        guard Int.random(in: 0..<5, using: &generator) == 0,
            let key = endless.union(others).sorted(by: { $0.name < $1.name })
                .randomElement(using: &generator)
        else { return }
        switch (tasks[key], Bool.random(using: &generator)) {
        case (nil, _): tasks[key] = StreamWorld.task(key, at: now)
        case (_?, true): tasks[key] = nil
        case (let task?, false):
            var changed = task
            changed.work = .export(
                ExportDefinition(type: .http, spec: .integer(.random(in: 0...9, using: &generator)))
            )
            tasks[key] = changed
        }
        schedule.adopt(tasks)
    }

    /// Has every task as it was at first, and counts steps anew.
    mutating func restore() {
        tasks = Dictionary(
            uniqueKeysWithValues: endless.union(others).map { ($0, StreamWorld.task($0, at: now)) }
        )
        schedule.adopt(tasks)
        waitingSince = [:]
        steps = steps.mapValues { _ in 0 }
    }

    private mutating func endSteps() {
        for (key, end) in running where end <= now {
            running[key] = nil
            let hasMore = Bool.random(using: &generator)
            schedule.stepped(StreamWorld.task(key, at: now), leavingMore: hasMore, at: now)
        }
        for ending in schedule.takeEnding(at: now) {
            running[ending.key] = nil
            guard ending.reason != .changed else {
                schedule.withdrew(ending.key)
                continue
            }
            if !endless.contains(ending.key) { faults.append("\(ending.key) was ended") }
            schedule.failed(StreamWorld.task(ending.key, at: now), at: now)
        }
        for key in others where running[key] == nil && schedule.isReady(key, at: now) {
            waitingSince[key] = waitingSince[key] ?? now
        }
    }

    private mutating func takeSteps() {
        while let task = schedule.takeNext(at: now) {
            let key = task.key
            if running[key] != nil { faults.append("\(key) has two steps") }
            let seconds = Double.random(in: 0.1...StreamWorld.longestStep, using: &generator)
            running[key] = endless.contains(key) ? .distantFuture : now + seconds
            if !endless.contains(key) { steps[key, default: 0] += 1 }
            if let since = waitingSince.removeValue(forKey: key) { note(key, since: since) }
        }
    }

    private mutating func note(_ key: StreamKey, since: Date) {
        waits[key] = max(waits[key] ?? 0, now.timeIntervalSince(since))
    }

    private mutating func check() {
        for kind in [StreamKey.Kind.transform, .export] {
            let keys = running.keys.filter { $0.kind == kind }
            if keys.count > parallel { faults.append("\(keys.count) steps of \(kind)") }
            let slow = keys.count(where: schedule.slow.contains)
            if slow > parallel / 2 { faults.append("\(slow) slow steps of \(kind)") }
        }
    }
}
