import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@Suite struct WrittenKeysContractTests {
    private func key(
        _ name: String,
        _ source: String = "job/e",
        run: Int64 = 1,
        pieces: [WrittenKey.Piece] = [],
        at seconds: Double = 100
    ) -> WrittenKey {
        WrittenKey(
            key: "buckets/out/" + name,
            source: source,
            target: "buckets/out",
            run: run,
            pieces: pieces,
            writtenAt: Date(timeIntervalSince1970: seconds)
        )
    }

    private func placement(
        _ keys: [WrittenKey],
        removing names: [String] = [],
        id: String = "job_e-1"
    ) -> Placement {
        Placement(
            id: id,
            source: keys.first?.source ?? "job/e",
            puts: keys.enumerated().map { number, key in
                Placement.Put(number: number, written: key, isReplacing: false)
            },
            removals: names.enumerated().map { number, name in
                Placement.Removal(number: number, key: "buckets/out/" + name)
            }
        )
    }

    private func question(
        _ source: String = "job/e",
        target: String? = nil,
        run: Int64 = 0,
        before seconds: Double? = nil
    ) -> WrittenKeyQuery {
        let before = seconds.map { Date(timeIntervalSince1970: $0) }
        return WrittenKeyQuery(source: source, target: target, run: run, before: before)
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a key is owned once its placement is complete, by the source that wrote it last`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            let all = question(target: "buckets/out")
            let first = placement([key("a"), key("b")])
            try await world.store.begin(first)
            #expect(try await world.store.unfinishedPlacements() == [first])
            #expect(try await world.store.writtenKeys(all).isEmpty)
            try await world.store.complete(first)
            #expect(try await world.store.unfinishedPlacements().isEmpty)
            #expect(try await world.store.writtenKeys(all) == [key("a"), key("b")])

            try await world.store.complete(placement([key("a", "job/f")], removing: ["b"]))
            #expect(try await world.store.writtenKeys(all) == [key("b")])
            try await world.store.complete(placement([key("c", run: 2)], removing: ["b"]))
            #expect(try await world.store.writtenKeys(all) == [key("c", run: 2)])
            try await world.store.forgetWrittenKeys(of: "job/e")
            #expect(try await world.store.writtenKeys(all).isEmpty)
            let other = question("job/f", target: "buckets/out")
            #expect(try await world.store.writtenKeys(other) == [key("a", "job/f")])
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a placement that is taken back has written nothing`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            let change = placement([key("a")])
            try await world.store.begin(change)
            try await world.store.takeBack(change)
            #expect(try await world.store.unfinishedPlacements().isEmpty)
            #expect(try await world.store.writtenKeys(question(run: 1)).isEmpty)
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a run ends with its placement, and a run that was stopped keeps it from being complete`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            for status in [RunStatus.running, .cancelling] {
                var run = try await world.run(of: "job-\(status)", status)
                run.status = .successful
                run.message = "1 row"
                var change = placement([key("\(status)")], id: "job_e-\(status)")
                change.ending = run
                try await world.store.begin(change)
                let isRunning = status == .running
                if isRunning {
                    try await world.store.complete(change)
                } else {
                    await #expect(throws: Placement.stopped) {
                        try await world.store.complete(change)
                    }
                }
                let stored = try await world.store.run(job: run.job, runId: run.runId)
                #expect(stored?.status == (isRunning ? .successful : .cancelling))
                #expect((stored == run) == isRunning)
                let open = try await world.store.unfinishedPlacements()
                #expect(open == (isRunning ? [] : [change]))
            }
            let owned = try await world.store.writtenKeys(question(run: 1))
            #expect(owned == [key("\(RunStatus.running)")])
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `keys are found by their target, their run, a part's run and their age`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            let pieces = [
                WrittenKey.Piece(run: nil, bytes: 2), WrittenKey.Piece(run: 3, bytes: 5),
                WrittenKey.Piece(run: 4, bytes: 7),
            ]
            let grown = key("grown", run: 4, pieces: pieces, at: 200)
            let keys = [grown, key("old", run: 1, at: 50), key("young", run: 2, at: 300)]
            try await world.store.complete(placement(keys))
            func names(_ question: WrittenKeyQuery) async throws -> [String] {
                try await world.store.writtenKeys(question).map { String($0.key.dropFirst(12)) }
            }
            #expect(try await world.store.writtenKeys(question(run: 4)) == [grown])
            #expect(try await names(question(run: 3)) == ["grown"])
            #expect(try await names(question(run: 2)) == ["young"])
            #expect(try await names(question(before: 200)) == ["old"])
            #expect(try await names(question(target: "buckets/out")) == ["grown", "old", "young"])
            #expect(try await names(question("job/f", target: "buckets/out", run: 4)).isEmpty)
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a placement is completed in a task that is cancelled`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            let change = placement([key("a")])
            try await world.store.begin(change)
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !Task.isCancelled { await Task.yield() }
                    try? await world.store.complete(change)
                }
                group.cancelAll()
            }
            #expect(try await world.store.writtenKeys(question(run: 1)) == [key("a")])
        }
    }
}
