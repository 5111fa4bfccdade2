import Synchronization
import Testing

@testable import PipelineEngine

@Suite struct WakeLoopTests {
    /// Counts rounds, and hands out work where there is some.
    private final class Rounds: Sendable {
        private let state = Mutex((rounds: 0, work: [Int](), performed: [Int]()))

        var count: Int { state.withLock { $0.rounds } }
        var performed: [Int] { state.withLock { $0.performed } }

        func add(_ work: [Int]) { state.withLock { $0.work += work } }

        func take() -> [Int] {
            state.withLock { state in
                state.rounds += 1
                defer { state.work = [] }
                return state.work
            }
        }

        func note(_ work: Int) { state.withLock { $0.performed.append(work) } }
    }

    private let rounds = Rounds()

    private func eventually(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(1)) }
    }

    private func running(_ loop: WakeLoop, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [rounds] in
                await loop.run(
                    pause: { .seconds(1) },
                    take: { rounds.take() },
                    perform: { rounds.note($0) }
                )
            }
            try await body()
            group.cancelAll()
        }
    }

    private var patient: WakeLoop {
        WakeLoop(sleep: { _ in try await Task.sleep(for: .seconds(600)) })
    }

    @Test(.timeLimit(.minutes(5)))
    func `the loop begins with a round and does what may start`() async throws {
        rounds.add([1, 2])
        try await running(patient) {
            try await eventually { rounds.performed.sorted() == [1, 2] }
            #expect(rounds.count == 1)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a wake is followed by a round`() async throws {
        let loop = patient
        try await running(loop) {
            try await eventually { rounds.count == 1 }
            rounds.add([3])
            loop.wake()
            try await eventually { rounds.performed == [3] }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a thousand wakes before the loop runs are one round`() async throws {
        let loop = patient
        for _ in 0..<1000 { loop.wake() }
        try await running(loop) {
            try await eventually { rounds.count == 1 }
            rounds.add([4])
            loop.wake()
            try await eventually { rounds.performed == [4] }
            #expect(rounds.count == 2)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a round comes after each pause, without a wake`() async throws {
        let loop = WakeLoop(sleep: { _ in try await Task.sleep(for: .milliseconds(1)) })
        try await running(loop) {
            try await eventually { rounds.count > 5 }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `cancelling ends the loop and what it started`() async throws {
        let loop = patient
        rounds.add([5])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [rounds] in
                await loop.run(
                    pause: { .seconds(1) },
                    take: { rounds.take() },
                    perform: { _ in
                        rounds.note(1)
                        try? await Task.sleep(for: .seconds(600))
                        if Task.isCancelled { rounds.note(2) }
                    }
                )
            }
            try await eventually { rounds.performed == [1] }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(rounds.performed == [1, 2])
    }
}
