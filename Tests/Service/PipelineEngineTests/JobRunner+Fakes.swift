import FoundationEssentials
import PipelineAPI
import PipelineEngine

extension JobRunner {
    /// A runner of two runs at a time over fakes; it never sleeps long.
    init(
        over store: JobStoreFake,
        _ engine: EngineFake,
        ofJobs: [String: EngineFake] = [:],
        limits: RunLimits = RunLimits(parallel: 2),
        machine: ComputeLimits = .standard,
        root: String? = nil,
        backfill: Int = 0,
        now: @escaping @Sendable () -> Date = { Date() },
        beforeSleep: @escaping @Sendable () -> Void = {}
    ) {
        let root =
            root ?? FileManager.default.temporaryDirectory.path + "/runs-" + UUID().uuidString
        self.init(
            store: store,
            engines: Engines(engine, ofJobs: ofJobs),
            files: FileSelection(root: root, zone: .utc) { _ in [] },
            destination: DestinationFake(),
            dependencies: Dependencies(
                root: root,
                limits: limits,
                machine: machine,
                backfill: backfill,
                now: now,
                sleep: {
                    beforeSleep()
                    try await Task.sleep(for: min($0, .milliseconds(2)))
                },
                endChild: { _ in }
            )
        )
    }

    /// Runs the loop while `body` does its part.
    nonisolated(nonsending) func serving(
        _ body: (JobRunner) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.run() }
            try await body(self)
            group.cancelAll()
        }
    }
}
