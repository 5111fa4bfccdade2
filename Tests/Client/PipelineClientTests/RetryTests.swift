import FoundationEssentials
import PipelineAPI
import PipelineClient
import Testing

@Suite struct RetryTests {
    private let asking = CallContext(name: "ListJobs", isReadOnly: true)
    private let changing = CallContext(name: "StopBatch", isReadOnly: false)
    private let policy = RetryPolicy()

    private func delay(
        _ code: ErrorCode,
        retryAfter: Int? = nil,
        attempt: Int = 1,
        elapsed: Duration = .zero,
        jitter: Double = 1,
        _ policy: RetryPolicy = RetryPolicy()
    ) -> Duration? {
        policy.delay(
            after: APIError(code, "x", retryAfter: retryAfter),
            attempt: attempt,
            elapsed: elapsed,
            context: asking,
            jitter: jitter
        )
    }

    @Test func `only what passes by itself is asked again`() {
        for entry in ErrorTable.entries {
            #expect((delay(entry.code) != nil) == entry.isTransient, "\(entry.code)")
        }
        #expect(delay(ErrorCode("E77777")) == nil)
    }

    @Test func `what changes something is never sent again`() {
        for entry in ErrorTable.entries {
            let delay = policy.delay(
                after: APIError(entry.code, "x", retryAfter: 0),
                attempt: 1,
                elapsed: .zero,
                context: changing,
                jitter: 0
            )
            #expect(delay == nil, "\(entry.code)")
        }
    }

    @Test func `the delay doubles up to the longest`() {
        let patient = RetryPolicy(attempts: 100, longestDelay: .seconds(1))
        let delays = [1, 2, 3, 4, 5, 99].map { delay(.unreachable, attempt: $0, patient) }
        #expect(
            delays == [
                .milliseconds(200), .milliseconds(400), .milliseconds(800), .seconds(1),
                .seconds(1),
                .seconds(1),
            ]
        )
    }

    @Test func `jitter spreads the delay over its upper half`() {
        #expect(delay(.unreachable, jitter: 0) == .milliseconds(100))
        #expect(delay(.unreachable, jitter: 0.5) == .milliseconds(150))
    }

    @Test func `attempts and time are bounded`() {
        #expect(delay(.unreachable, attempt: 2) != nil)
        #expect(delay(.unreachable, attempt: 3) == nil)
        #expect(delay(.timedOut, elapsed: .seconds(19)) != nil)
        #expect(delay(.timedOut, elapsed: .seconds(20)) == nil)
        #expect(delay(.unreachable, .never) == nil)
    }

    @Test func `a wait the service asks for is kept to, or the call given up`() {
        #expect(delay(.tooManyRequests, retryAfter: 3, jitter: 0) == .seconds(3))
        #expect(delay(.tooManyRequests, retryAfter: 0) == .milliseconds(200))
        #expect(delay(.tooManyRequests, retryAfter: 6) == nil)
    }

    @Test func `a question is asked until it is answered`() async throws {
        let manual = ManualTime()
        let journal = Journal()
        let transport = ScriptedTransport([
            .failure(APIError(.unreachable, "no")), .status(503, "busy"), .ok(#"{"jobs":[]}"#),
        ])
        let output = try await client(transport, manual, journal).send(ListJobs())
        #expect(output.jobs.isEmpty)
        #expect(manual.sleeps == [.milliseconds(200), .milliseconds(400)])
        #expect(
            journal.lines == [
                "debug trying again attempt=1 call=ListJobs delay=0.2 seconds error=unreachable",
                "debug trying again attempt=2 call=ListJobs delay=0.4 seconds error=server-fault",
            ]
        )
    }

    @Test func `the last refusal reaches whoever asked, whole`() async throws {
        let busy = ScriptedTransport.Answer.status(500, #"{"error":"E9000: all of it"}"#)
        let transport = ScriptedTransport([busy, busy, busy, busy])
        let error = await #expect(throws: APIError.self) {
            try await client(transport, ManualTime()).send(ListJobs())
        }
        #expect(error == APIError(.internalError, "all of it", requestID: "AAAA"))
        #expect(await transport.requests.count == 3)
    }

    @Test func `a refusal of what was asked is not asked again`() async throws {
        let transport = ScriptedTransport([.status(404, #"{"error":"E18606: no"}"#)])
        let call = GetJob(job: try JobName("a"))
        await #expect(throws: APIError.self) {
            try await client(transport, ManualTime()).send(call)
        }
        #expect(await transport.requests.count == 1)
    }

    @Test(arguments: CallSamplesOfChanges.all.indices)
    func `a change is sent exactly once, whatever happens to it`(_ index: Int) async throws {
        func check<Call: APICall>(_ call: Call) async {
            for answer: ScriptedTransport.Answer in [
                .failure(APIError(.connectionLost, "gone")), .status(503, "", headers: [:]),
                .status(429, "", headers: ["Retry-After": "0"]),
            ] {
                let transport = ScriptedTransport([answer, .ok("{}")])
                await #expect(throws: APIError.self) {
                    try await client(transport, ManualTime()).send(call)
                }
                #expect(await transport.requests.count == 1)
            }
        }
        await check(CallSamplesOfChanges.all[index])
    }

    @Test func `a wait that is given up gives up the call with the failure it has`() async throws {
        let failure = APIError(.unreachable, "no")
        let transport = ScriptedTransport([.failure(failure), .ok(#"{"jobs":[]}"#)])
        await #expect(throws: failure) {
            try await client(transport, ManualTime(breaksSleep: true)).send(ListJobs())
        }
        #expect(await transport.requests.count == 1)
    }

    private func client(
        _ transport: ScriptedTransport,
        _ manual: ManualTime,
        _ journal: Journal = Journal()
    ) -> APIClient {
        let retry = RetryMiddleware(
            policy: policy,
            time: manual.time,
            jitter: { 1 },
            logger: .writing(to: journal)
        )
        return APIClient(transport: transport, layers: [retry], now: manual.time.now)
    }
}
