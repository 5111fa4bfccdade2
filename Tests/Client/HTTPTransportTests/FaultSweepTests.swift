import CallSamples
import Foundation
import HTTPTransport
import Logging
import LoopbackSupport
import PipelineAPI
import PipelineClient
import PipelineSigning
import Testing

/// Every call of the contract, sent into every fault of a service or of what is between.
@Suite(.serialized) struct FaultSweepTests {
    /// What became of one call.
    private struct Outcome: Sendable {
        let call: String
        let isReadOnly: Bool
        let place: String
        /// `nil` for a success.
        let error: APIError?
        let requests: Int
        let bytes: Int
    }

    private static let attempts = 3

    @Test(arguments: Fault.all)
    func `each call ends with an error in words, and a change was sent at most once`(
        _ fault: Fault
    ) async throws {
        let calls = fault.isLarge ? Self.few : CallSamples.all
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for call in calls {
                group.addTask { try await Self.outcome(of: call, in: fault) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count == calls.count)
        for outcome in outcomes {
            let about = Comment(rawValue: "\(outcome.call): \(outcome.error?.message ?? "done")")
            guard let error = outcome.error else {
                #expect(
                    fault.isSuccessOfNothing && Self.callsOfNothing.contains(outcome.call),
                    about
                )
                #expect(outcome.requests == 1, about)
                continue
            }
            #expect(error.code.description == fault.code, about)
            #expect(Self.faults(of: error.message, outcome).isEmpty, about)
            #expect(outcome.requests == Self.wantedRequests(outcome, error, fault), about)
            #expect(outcome.bytes <= Self.mostBytes, about)
            let isOpen = error.message.contains("whether the service did it is not known")
            #expect(isOpen == (!outcome.isReadOnly && Self.leavesOpen.contains(fault.code)), about)
        }
    }

    /// The first reading call and the first change, for answers that take long.
    private static let few = [true, false].compactMap { isReadOnly in
        CallSamples.all.first { type(of: $0).route.isReadOnly == isReadOnly }
    }

    private static let callsOfNothing = Set(
        CallSamples.all.filter { isNothing($0) }.map { type(of: $0).name }
    )

    private static func isNothing<Call: APICall>(_ call: Call) -> Bool {
        Call.Output.self == Nothing.self
    }

    private static let leavesOpen: Set = [
        "timed-out", "connection-lost", "server-fault", "unreadable",
    ]

    /// The limit of an answer, and what the system's buffers take of it on the way.
    private static let mostBytes = HTTPTransport.mostBytes + 16 * 1024 * 1024

    private static func wantedRequests(
        _ outcome: Outcome,
        _ error: APIError,
        _ fault: Fault
    ) -> Int {
        guard case .reply = fault.way else { return 0 }
        let isAskedAgain = outcome.isReadOnly && error.code.isTransient && error.retryAfter == nil
        return isAskedAgain ? attempts : 1
    }

    /// Returns what a message has that no user should read, and `nobody` where it does not say who failed.
    private static func faults(of message: String, _ outcome: Outcome) -> [String] {
        let who = [outcome.place, "the service", "the answer to \(outcome.call)"]
        let text = message.replacing(outcome.call, with: "").replacing(outcome.place, with: "")
        let patterns: [Regex<Substring>] = [
            /\b[A-Z][a-z]{2,}[A-Z]\w*/, /\bNIO\w*/, /\bOptional\b/, /\w+\.swift\b/,
            /\/(?:work|root|home)\//,
            /\berror \d+/, /\b[a-z]+[A-Z]\w+/, /\berrno\b/,
        ]
        let found = patterns.compactMap { text.firstMatch(of: $0).map { String($0.output) } }
        return found + (who.contains(where: message.contains) ? [] : ["nobody"])
    }

    private static func outcome(
        of call: any APICall,
        in fault: Fault
    ) async throws -> Outcome {
        guard case .reply(let reply) = fault.way else {
            let port = try LoopbackService.closedPort()
            return await outcome(of: call, at: "127.0.0.1:\(port)", in: fault, nil)
        }
        let service = try LoopbackService { _ in reply }
        defer { service.stop() }
        return await outcome(of: call, at: "127.0.0.1:\(service.port)", in: fault, service)
    }

    private static func outcome(
        of call: any APICall,
        at place: String,
        in fault: Fault,
        _ service: LoopbackService?
    ) async -> Outcome {
        let transport = HTTPTransport(
            endpoint: "http://\(place)",
            // A busy machine may be slow to answer in time where the answer is what is tested.
            connectSeconds: 60,
            answerSeconds: fault.isSlow ? 1 : 60
        )
        let client = APIClient.standard(
            transport: transport,
            authorizer: Signer(Credentials(accessKey: "ak", secretKey: "sk")),
            logger: Logger(label: "sweep") { _ in SwiftLogNoOpLogHandler() },
            now: { Date() },
            retry: RetryPolicy(
                attempts: attempts,
                firstDelay: .milliseconds(1),
                mostTime: .seconds(600)
            )
        )
        let error = await failure(of: call, by: client)
        await transport.close()
        return Outcome(
            call: type(of: call).name,
            isReadOnly: type(of: call).route.isReadOnly,
            place: place,
            error: error,
            requests: service?.requests.count ?? 0,
            bytes: service?.bytesSent ?? 0
        )
    }

    private static func failure<Call: APICall>(
        of call: Call,
        by client: APIClient
    ) async -> APIError? {
        do throws(APIError) {
            _ = try await client.send(call)
            return nil
        } catch { return error }
    }
}
