import FoundationEssentials
import PipelineAPI
import Testing

@testable import PipelineEngine

@Suite struct StreamScheduleTests {
    private let start = Date(timeIntervalSince1970: 1_780_000_000)

    private func key(_ name: String, of repo: String = "web") -> StreamKey {
        StreamKey(.transform, repo: repo, name: name)
    }

    private func task(
        _ key: StreamKey,
        interval: String = "10s",
        at time: Date,
        identity: Int64 = 1
    ) -> StreamTask {
        let spec = TransformSpec(mode: "sql", code: "SELECT 1 AS n", interval: interval)
        let definition = TransformDefinition(
            destination: "to_\(key.name)",
            spec: spec,
            ownsDestination: true
        )
        var task = StreamTask(key: key, work: .transform(definition), createdAt: time)
        task.identity = identity
        return task
    }

    private func schedule(
        _ keys: [StreamKey],
        parallel: Int = 2
    ) -> StreamSchedule {
        var schedule = StreamSchedule(limits: StreamLimits(parallel: parallel))
        // The later in the list, the longer it has waited.
        let tasks = keys.enumerated().map { index, key in
            (key, task(key, at: start - Double(index)))
        }
        schedule.adopt(Dictionary(uniqueKeysWithValues: tasks))
        return schedule
    }

    @Test func `a new task is due an interval after it was created`() {
        var schedule = schedule([key("a")])
        #expect(schedule.takeNext(at: start + 9) == nil)
        #expect(schedule.takeNext(at: start + 10)?.key == key("a"))
    }

    @Test func `a task has one step at a time`() {
        var schedule = schedule([key("a")])
        #expect(schedule.takeNext(at: start + 10) != nil)
        schedule.pointsArrived(in: "web")
        #expect(schedule.takeNext(at: start + 99) == nil)
        schedule.stepped(task(key("a"), at: start), leavingMore: false, at: start + 99)
        #expect(schedule.takeNext(at: start + 109) != nil)
    }

    @Test func `all tasks together have as many steps as there are slots, the longest wait first`()
    {
        var schedule = schedule([key("a"), key("b"), key("c")])
        #expect(schedule.takeNext(at: start + 10)?.key == key("c"))
        #expect(schedule.takeNext(at: start + 10)?.key == key("b"))
        #expect(schedule.takeNext(at: start + 10) == nil)
        schedule.stepped(task(key("c"), at: start), leavingMore: false, at: start + 10)
        #expect(schedule.takeNext(at: start + 10)?.key == key("a"))
    }

    @Test func `a step that leaves points is followed by the next at once, another by new points`()
    {
        var schedule = schedule([key("a")])
        _ = schedule.takeNext(at: start + 10)
        schedule.stepped(task(key("a"), at: start), leavingMore: true, at: start + 10)
        #expect(schedule.takeNext(at: start + 10) != nil)
        schedule.stepped(task(key("a"), at: start), leavingMore: false, at: start + 10)
        #expect(schedule.takeNext(at: start + 99) == nil)
        schedule.pointsArrived(in: "other")
        #expect(schedule.takeNext(at: start + 99) == nil)
        schedule.pointsArrived(in: "web")
        #expect(schedule.takeNext(at: start + 99) != nil)
    }

    @Test func `a failed step is tried again after its pause`() {
        var schedule = schedule([key("a")])
        _ = schedule.takeNext(at: start + 10)
        schedule.failed(task(key("a"), at: start), at: start + 10)
        #expect(schedule.takeNext(at: start + 19) == nil)
        #expect(schedule.takeNext(at: start + 20) != nil)
    }

    @Test func `a step past its limit is ended once, and its task waits as long as it took`() {
        var schedule = schedule([key("a")])
        _ = schedule.takeNext(at: start + 10)
        #expect(schedule.takeEnding(at: start + 109).isEmpty)
        let ending = schedule.takeEnding(at: start + 110)
        #expect(ending.map(\.key) == [key("a")] && ending[0].reason == .tooLong(seconds: 100))
        #expect(schedule.takeEnding(at: start + 111).isEmpty)
        schedule.failed(task(key("a"), at: start), at: start + 112)
        #expect(schedule.takeNext(at: start + 213) == nil)
        #expect(schedule.takeNext(at: start + 214) != nil)
    }

    @Test
    func `a step that follows one ended at its limit reads less, until steps are quick again`() {
        var schedule = schedule([key("a")])
        var (now, read) = (start + 10, [Int]())
        for seconds in [100.0, 100, 1, 1, 1] {
            _ = schedule.takeNext(at: now)
            read.append(schedule.bytes(of: key("a")))
            schedule.failed(task(key("a"), at: start), at: now + seconds)
            now += 300
        }
        let most = StreamSchedule.stepBytes
        #expect(read == [most, most / 4, most / 16, most / 4, most])
    }

    @Test func `a limit is ten intervals and at least a minute, or what is set`() {
        let short = task(key("a"), interval: "5s", at: start).work
        let long = task(key("a"), interval: "1m", at: start).work
        #expect(StreamLimits(parallel: 2).seconds(of: short) == 60)
        #expect(StreamLimits(parallel: 2).seconds(of: long) == 600)
        #expect(StreamLimits(parallel: 2, seconds: 7).seconds(of: long) == 7)
    }

    @Test func `a changed task's step is ended, and the task steps as changed at once`() {
        var schedule = schedule([key("a")])
        _ = schedule.takeNext(at: start + 10)
        let changed = task(key("a"), interval: "5s", at: start)
        schedule.adopt([key("a"): changed])
        #expect(schedule.takeEnding(at: start + 11).map(\.reason) == [.changed])
        #expect(schedule.takeNext(at: start + 11) == nil)
        schedule.withdrew(key("a"))
        #expect(schedule.takeNext(at: start + 11) == changed)
    }

    @Test func `slow tasks have half of the slots until they are changed`() {
        let slow = ["a", "b", "c"].map { key($0) }
        var schedule = schedule(slow, parallel: 3)
        while schedule.takeNext(at: start + 10) != nil {}
        for key in slow { schedule.failed(task(key, at: start), at: start + 200) }
        #expect(schedule.takeNext(at: start + 999) != nil)
        #expect(schedule.takeNext(at: start + 999) == nil)
        let tasks = slow.map { ($0, task($0, interval: "5s", at: start)) }
        schedule.adopt(Dictionary(uniqueKeysWithValues: tasks))
        #expect(schedule.takeNext(at: start + 999) != nil)
    }

    @Test func `exports have slots of their own`() {
        let export = StreamKey(.export, repo: "web", name: "e")
        var schedule = schedule([key("a"), key("b"), key("c")])
        while schedule.takeNext(at: start + 10) != nil {}
        let work = StreamWork.export(ExportDefinition(type: .http, spec: [:]))
        schedule.adopt([
            key("a"): task(key("a"), at: start), key("b"): task(key("b"), at: start - 1),
            key("c"): task(key("c"), at: start - 2),
            export: StreamTask(key: export, work: work, createdAt: start),
        ])
        #expect(schedule.takeNext(at: start + 10)?.key == export)
    }

    @Test func `a task that is gone steps no more, one created anew waits its own interval`() {
        var schedule = schedule([key("a")])
        schedule.adopt([:])
        #expect(schedule.takeNext(at: start + 99) == nil)
        schedule.adopt([key("a"): task(key("a"), at: start + 50)])
        #expect(schedule.takeNext(at: start + 59) == nil)
        #expect(schedule.takeNext(at: start + 60) != nil)
    }

    @Test func `a task created again at the moment of the first one's waits its own interval`() {
        var schedule = schedule([key("a")])
        _ = schedule.takeNext(at: start + 10)
        schedule.stepped(task(key("a"), at: start), leavingMore: false, at: start + 10)
        schedule.adopt([key("a"): task(key("a"), at: start, identity: 2)])
        #expect(schedule.takeNext(at: start + 10)?.identity == 2)
    }

    @Test func `how a step of a deleted task ends says nothing about one created since`() {
        var schedule = schedule([key("a")])
        let old = schedule.takeNext(at: start + 10)
        let new = task(key("a"), at: start + 20, identity: 2)
        schedule.adopt([key("a"): new])
        schedule.failed(old ?? new, at: start + 29)
        #expect(schedule.takeNext(at: start + 30)?.identity == 2)
    }
}
