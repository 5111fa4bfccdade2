import FoundationEssentials
import Glibc
import HTTPTransport
import PipelineAPI
import PipelineClient
import PipelineSigning

/// Lets the console poll a real service with 1,000 jobs, then simulates the same scenario, and prints both.
///
/// `PANDORA_ENDPOINT` and its keys name a service with a bucket `logs` that is used for nothing else.
/// Arguments, in seconds: the warm-up, the measured time, and the time in which changes may still be seen.
@main struct LivePollingBenchmark {
    private static let jobs = (0..<1000).map(RehearsedJob.init)

    static func main() async {
        do {
            try await rehearse()
        } catch {
            print("the rehearsal failed: \(error)")
            exit(1)
        }
    }

    private static func rehearse() async throws {
        let environment = ProcessInfo.processInfo.environment
        let connection = ServiceConnection(
            endpoint: environment["PANDORA_ENDPOINT"] ?? "",
            authorizer: Signer(
                Credentials(
                    accessKey: environment["PANDORA_ACCESS_KEY"] ?? "",
                    secretKey: environment["PANDORA_SECRET_KEY"] ?? ""
                )
            )
        )
        try await connection.use { client in try await rehearse(by: client) }
    }

    private static func rehearse(by client: APIClient) async throws {
        let given = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let seconds = given.count == 3 ? given : [180, 300, 15]
        let fixture = Fixture(api: client, jobs: jobs)
        print("making \(jobs.count) jobs")
        try await fixture.build()
        print("asking for \(seconds[0]) + \(seconds[1]) + \(seconds[2]) s")
        let report = try await report(on: fixture, client, seconds.map { .seconds($0) })
        for line in try report.lines() { print(line) }
    }

    private static func report(
        on fixture: Fixture,
        _ client: APIClient,
        _ times: [Duration]
    ) async throws -> Report {
        let recorder = RecordingCaller(client, now: { Date() })
        let began = Date()
        let end = times.reduce(.zero, +)
        await Performance(api: recorder, now: { Date() }).run(for: end)
        let record = Record(
            began: began,
            window: times[0]..<(times[0] + times[1]),
            end: end,
            jobs: Array(jobs.dropFirst()),
            history: try await fixture.history(),
            notes: recorder.notes
        )
        return Report(record: record, failures: recorder.failures)
    }
}
