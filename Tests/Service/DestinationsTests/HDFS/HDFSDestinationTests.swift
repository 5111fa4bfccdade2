import FoundationEssentials
import LoopbackSupport
import PipelineAPI
import PipelineEngine
import Settings
import Testing

@testable import Destinations

@Suite struct HDFSDestinationTests {
    private func world(_ body: (HDFSWorld, Destinations) async throws -> Void) async throws {
        let world = try HDFSWorld()
        defer { world.remove() }
        try await body(world, world.start())
    }

    @Test func `overwrite replaces what is the export's, and leaves the rest`() async throws {
        try await world { world, service in
            await world.hdfs.put("out/in.json", "foreign")
            try await world.place(["part-00000.json": "1", "part-00001.json": "1"], by: service)
            try await world.place(["part-00000.json": "2"], run: 2, by: service)
            #expect(
                await world.hdfs.visible == ["out/in.json": "foreign", "out/part-00000.json": "2"]
            )
            #expect(await world.leftovers() == [])
        }
    }

    @Test func `append adds, and a rerun replaces its own`() async throws {
        try await world { world, service in
            for (run, text) in [(1, "1"), (2, "2"), (1, "1 again")] {
                try await world.place(
                    ["part-00000.json": text],
                    mode: "append",
                    run: run,
                    by: service
                )
            }
            #expect(
                await world.hdfs.visible == [
                    "out/part-1-00000.json": "1 again", "out/part-2-00000.json": "2",
                ]
            )
        }
    }

    @Test func `errorIfExists refuses what is there, and leaves nothing of its own`() async throws {
        try await world { world, service in
            await world.hdfs.put("out/in.json", "foreign")
            let error = await #expect(throws: DeliveryFailure.self) {
                try await world.place(["part-00000.json": "1"], mode: "errorIfExists", by: service)
            }
            #expect(error?.description.hasPrefix("'out' exists already") == true)
            #expect(await world.hdfs.texts == ["out/in.json": "foreign"])
            #expect(await world.leftovers() == [])
        }
    }

    @Test func `a placement that is broken off anywhere has happened wholly or not at all`()
        async throws
    {
        let before = ["out/part-00000.json": "1", "out/part-00001.json": "1"]
        let after = ["out/part-00000.json": "2", "out/part-00002.json": "2"]
        var outcomes: Set<String> = []
        for step in 0... {
            let world = try HDFSWorld()
            defer { world.remove() }
            let service = world.start()
            try await world.place(["part-00000.json": "1", "part-00001.json": "1"], by: service)
            await world.hdfs.breakOff(after: step)
            _ = try? await world.place(
                ["part-00000.json": "2", "part-00002.json": "2"],
                run: 2,
                by: service
            )
            await world.hdfs.breakOff(after: nil)
            try await world.start().recoverObjects()
            let found = await world.hdfs.visible
            #expect(found == before || found == after, "broken off after \(step) changes")
            #expect(await world.leftovers() == [], "broken off after \(step) changes")
            outcomes.insert(found == before ? "before" : "after")
            if outcomes.contains("after") { break }
        }
        #expect(outcomes == ["before", "after"])
    }

    @Test func `what a server that is down has of a placement is taken back once it answers`()
        async throws
    {
        try await world { world, service in
            try await world.place(["part-00000.json": "1"], by: service)
            // Both new files are prepared, and one is put.
            await world.hdfs.breakOff(after: 4)
            _ = try? await world.place(
                ["part-00000.json": "2", "part-00001.json": "2"],
                run: 2,
                by: service
            )
            await world.hdfs.breakOff(after: nil)
            await world.hdfs.setDown(true)
            let next = world.start()
            await #expect(throws: DeliveryFailure.self) { try await next.recoverObjects() }
            await world.hdfs.setDown(false)
            try await world.place(["part-00000.json": "3"], run: 3, by: next)
            #expect(await world.hdfs.visible == ["out/part-00000.json": "3"])
            #expect(await world.leftovers() == [])
        }
    }

    @Test func `what a run that is stopped leaves is removed before the next placement`()
        async throws
    {
        try await world { world, service in
            let directory =
                try await service.directory(for: .hdfs, by: world.engine, job: "j") ?? ""
            let path = HDFSFake.server.path(of: directory) ?? ""
            await world.hdfs.put(path + "/part-00000.json", "half")
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { await service.discard(directory) }
            }
            #expect(await world.leftovers().count == 2, "the file, and the note of it")
            try await world.place(["part-00000.json": "1"], by: service)
            #expect(await world.leftovers() == [])
        }
    }

    @Test func `points are files of the server, and a repeated delivery replaces its own`()
        async throws
    {
        try await world { world, service in
            let work = world.root + "/work"
            for _ in 0..<2 {
                try FileManager.default.createDirectory(
                    atPath: work,
                    withIntermediateDirectories: true
                )
                let records = OnceReader([["host": "a"]])
                try await service.deliver(
                    Delivery(
                        type: .hdfs,
                        spec: ["path": "/points", "user": "u", "fields": ["host": "#host"]],
                        source: "web/out#1",
                        idempotencyKey: "1",
                        schema: DestinationFixture.schema,
                        nextRecords: { records.next() },
                        time: DestinationFixture.now,
                        workDirectory: work,
                        position: 1
                    )
                )
                try FileManager.default.removeItem(atPath: work)
            }
            let found = await world.hdfs.visible
            #expect(found.count == 1)
            #expect(found.keys.first?.hasPrefix("points/") == true)
            #expect(await world.leftovers() == [])
        }
    }

    @Test func `an engine that does not reach the server is refused, and nothing is written here`()
        async throws
    {
        try await world { world, service in
            let duckdb = ReachingEngine("duckdb")
            let error = await #expect(throws: DeliveryFailure.self) {
                try await service.directory(for: .hdfs, by: duckdb, job: "daily")
            }
            #expect(
                error?.description
                    == "duckdb does not reach 'hdfs://h:8020', which stores.yaml names: the Spark engine does; "
                    + "'engines: {daily: spark}' in pandorad.yaml gives it to this job, or write 'hdfs: local' "
                    + "there for files of the data directory"
            )
            #expect(await world.leftovers() == [])
            world.servers.change(to: Stores())
            let here = try await service.directory(for: .hdfs, by: duckdb, job: "daily")
            #expect(here == nil)
        }
    }

    @Test(arguments: [
        (
            "It looks like you are making an HTTP request to a Hadoop IPC port.", true,
            "its port answers; user 'hadoop' is tried when Spark reads or writes"
        ),
        ("<html>a page</html>", false, "answers, and not as a namenode does"),
    ])
    func `a check says whether a namenode answers`(
        _ body: String,
        _ isGood: Bool,
        _ said: String
    ) async throws {
        let server = try LoopbackService { _ in
            LoopbackService.Reply.text(
                "HTTP/1.1 404 Not Found\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
        }
        let url = "hdfs://127.0.0.1:\(server.port)"
        let servers = StoreServers(
            try Stores(text: "hdfs: {url: '\(url)', user: hadoop}", source: "stores.yaml")
        )
        let check = try #require(await servers.check().first { $0.store == "hdfs" })
        server.stop()
        #expect(check.isGood == isGood)
        #expect(check.place == url)
        #expect(check.cells.last?.contains(said) == true, "\(check.cells)")
        let down = try #require(await servers.check().first { $0.store == "hdfs" })
        await servers.close()
        #expect(!down.isGood)
        #expect(down.cells.last?.contains("correct hdfs.url in stores.yaml") == true)
    }
}
