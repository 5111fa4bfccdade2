import FoundationEssentials
import PipelineAPI
import PipelineClient
import PipelineSigning
import Testing

@Suite struct APIClientTests {
    private func client(
        _ transport: ScriptedTransport,
        layers: [any Middleware] = []
    ) -> APIClient {
        APIClient(transport: transport, layers: layers, now: { ManualTime.start })
    }

    private func stop() throws -> StopBatch { StopBatch(job: try JobName("hourly_pv"), runId: 7) }

    @Test func `a call goes out as it is written and its answer comes back read`() async throws {
        let transport = ScriptedTransport([.ok(#"{"total":0,"history":[],"more":null}"#)])
        let call = ListRuns(job: try JobName("hourly_pv"), page: 1)
        let output = try await client(transport).send(call)
        #expect(output == ListRuns.Output(total: 0, history: []))
        #expect(await transport.requests == [try call.wireRequest()])
    }

    @Test(arguments: ["", "null", "ok", "<html>"])
    func `an answer that carries nothing may have any body`(_ body: String) async throws {
        let transport = ScriptedTransport([.ok(body)])
        let call = DeleteJob(job: try JobName("a"))
        #expect(try await client(transport).send(call) == Nothing())
    }

    @Test(arguments: [(401, true), (404, true), (403, false), (500, false)])
    func `a path in the endpoint is suspected where it may be the cause`(
        _ status: Int,
        _ isSuspected: Bool
    ) async throws {
        for path in ["/gate", ""] {
            let transport = ScriptedTransport([.status(status, "")])
            let client = APIClient(
                transport: transport,
                layers: [],
                now: { ManualTime.start },
                path: path
            )
            let error = await #expect(throws: APIError.self) {
                try await client.send(ListJobs())
            }
            let words = "leave '/gate' out of the endpoint"
            #expect(error?.message.contains(words) == (isSuspected && !path.isEmpty))
        }
    }

    @Test func `a refused form is sent once more in the other form`() async throws {
        let transport = ScriptedTransport([
            .status(400, #"{"error":"E18007: bad"}"#),
            .ok(#"{"preStatus":"Running","postStatus":"Cancelling"}"#),
        ])
        let output = try await client(transport).send(stop())
        #expect(output.postStatus == .cancelling)
        let bodies = await transport.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(
            bodies == [
                #"{"jobName":"hourly_pv","runId":"7"}"#, #"{"jobName":"hourly_pv","runId":7}"#,
            ]
        )
    }

    @Test func `a form refused twice is refused`() async throws {
        let refused = ScriptedTransport.Answer.status(400, #"{"error":"E18007: bad"}"#)
        let transport = ScriptedTransport([refused, refused, refused])
        let error = await #expect(throws: APIError.self) {
            try await client(transport).send(stop())
        }
        #expect(error?.code == .malformedBody)
        #expect(await transport.requests.count == 2)
    }

    @Test(arguments: ["E18606", "E18626", "E9000"])
    func `any other refusal is not asked again in the other form`(_ code: String) async throws {
        let transport = ScriptedTransport([.status(400, #"{"error":"\#(code): no"}"#)])
        let error = await #expect(throws: APIError.self) {
            try await client(transport).send(stop())
        }
        #expect(error?.code == ErrorCode(code))
        #expect(await transport.requests.count == 1)
    }

    @Test func `what cannot be written is not sent in any form`() async throws {
        let transport = ScriptedTransport([])
        let call = UpdateExport(
            repo: try RepoName("r"),
            export: try ExportName("e"),
            body: SpecBody(spec: ["a": .number(.nan)])
        )
        await #expect(throws: APIError.self) { try await client(transport).send(call) }
        #expect(await transport.requests.isEmpty)
    }

    @Test(arguments: [
        ErrorCode.timedOut, ErrorCode.connectionLost, ErrorCode.cancelled, ErrorCode.serverFault,
        ErrorCode.unreadable,
    ])
    func `a change whose answer was lost is sent once and says to look`(
        _ code: ErrorCode
    ) async throws {
        let transport = ScriptedTransport([.failure(APIError(code, "gone"))])
        let error = await #expect(throws: APIError.self) {
            try await client(transport).send(stop())
        }
        #expect(
            error?.message
                == "gone; whether the service did it is not known: look before trying again"
        )
        #expect(await transport.requests.count == 1)
    }

    @Test func `a change that was never sent, and a lost question, need no look`() async throws {
        let unsent = APIError(.unreachable, "cannot reach")
        let change = ScriptedTransport([.failure(unsent)])
        await #expect(throws: unsent) { try await client(change).send(stop()) }
        let lost = APIError(.connectionLost, "gone")
        let question = ScriptedTransport([.failure(lost)])
        await #expect(throws: lost) { try await client(question).send(ListJobs()) }
    }

    @Test func `layers are passed from the outermost in, and answers back out`() async throws {
        let journal = Journal()
        let transport = ScriptedTransport([.ok(#"{"jobs":[]}"#)])
        let layers = ["outer", "middle", "inner"].map { Recorder(name: $0, journal: journal) }
        _ = try await client(transport, layers: layers).send(ListJobs())
        #expect(
            journal.lines == [
                "outer asks ListJobs", "middle asks ListJobs", "inner asks ListJobs",
                "inner answers", "middle answers", "outer answers",
            ]
        )
    }

    @Test func `a request is signed with the date of its own attempt`() async throws {
        let manual = ManualTime()
        let transport = ScriptedTransport([.status(503, ""), .ok(#"{"jobs":[]}"#)])
        let credentials = Credentials(accessKey: "ak", secretKey: "sk")
        let client = client(
            transport,
            layers: [
                RetryMiddleware(
                    policy: RetryPolicy(firstDelay: .seconds(2)),
                    time: manual.time,
                    jitter: { 1 },
                    logger: .silent
                ),
                SigningMiddleware(authorizer: Signer(credentials), now: manual.time.now),
            ]
        )
        _ = try await client.send(ListJobs())
        let requests = await transport.requests
        #expect(
            requests.map { $0.headers["Date"] }
                == ["Tue, 15 Nov 2016 08:12:31 GMT", "Tue, 15 Nov 2016 08:12:33 GMT"]
        )
        let verifier = RequestVerifier { $0 == "ak" ? "sk" : nil }
        for request in requests { try verifier.verify(request, now: ManualTime.start) }
    }
}
