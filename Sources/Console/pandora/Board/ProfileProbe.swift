import Console
import FoundationEssentials
import HTTPTransport
import PipelineAPI
import PipelineClient
import PipelineSigning
import Settings

/// Asks a profile's service for its line of the board, with a few requests a question.
///
/// Runs are kept from one question to the next and the longest unasked are asked first, so that in time all jobs
/// are known. Credentials are read once, by the first question.
actor ProfileProbe {
    private let profile: Profile
    private let environment: [String: String]
    private var authorizer: (any RequestAuthorizer)?
    private var known: [String: (runs: [Run], at: Date)] = [:]

    /// The most requests of a question.
    static let defaultRequests = 30
    /// Enough runs of a job to know its newest one, and whether it is late.
    private static let runsOfJob = 5

    init(_ profile: Profile, _ environment: [String: String]) {
        self.profile = profile
        self.environment = environment
    }

    func ask(
        atMost requests: Int = ProfileProbe.defaultRequests
    ) async throws(APIError) -> ProfileFacts {
        try await Patience.ofProfile.answer { () async throws(APIError) in
            try await self.answer(requests)
        }
    }

    private func answer(_ requests: Int) async throws(APIError) -> ProfileFacts {
        let authorizer: any RequestAuthorizer
        let network: NetworkSettings
        do throws(SettingsError) {
            authorizer = try await credentials()
            network = try NetworkSettings(endpoint: profile.endpoint, environment: environment)
        } catch { throw APIError(.cancelled, error.description) }
        let signs = AnswerSigns()
        let connection = ServiceConnection(
            to: profile,
            by: network,
            authorizer: authorizer,
            // The next question is a retry; one of its own would be beyond the budget.
            retry: .never,
            observe: { signs.note($0, at: Date()) }
        )
        return try await connection.use { client async throws(APIError) in
            let jobs = try await client.send(ListJobs()).jobs
            let listed = Date()
            try await self.askRuns(of: jobs, from: client, atMost: requests - 1)
            return self.facts(of: jobs, listed, signs)
        }
    }

    private func credentials() async throws(SettingsError) -> any RequestAuthorizer {
        if let authorizer { return authorizer }
        let authorizer = try await profile.authorizer(environment)
        self.authorizer = authorizer
        return authorizer
    }

    /// Asks for the runs of the jobs that were not asked for the longest time; a job may be gone meanwhile.
    private func askRuns(
        of jobs: [Job],
        from client: APIClient,
        atMost most: Int
    ) async throws(APIError) {
        let names = Set(jobs.compactMap(\.name))
        known = known.filter { names.contains($0.key) }
        let next = names.sorted {
            (known[$0]?.at ?? .distantPast, $0) < (known[$1]?.at ?? .distantPast, $1)
        }.prefix(max(0, most))
        for name in next {
            do throws(APIError) {
                let answer = try await client.send(
                    ListRuns(
                        job: try JobName(name),
                        page: 1,
                        size: Self.runsOfJob,
                        sortBy: "-runId"
                    )
                )
                known[name] = (answer.history, Date())
            } catch {
                guard error.code == .jobNotFound else { throw error }
                known[name] = nil
            }
        }
    }

    private func facts(of jobs: [Job], _ listed: Date, _ signs: AnswerSigns) -> ProfileFacts {
        let pairs = jobs.compactMap { job in
            known[job.name ?? ""].map { (job: job, runs: $0.runs) }
        }
        var zone = ServiceZone(local: .system, setting: profile.zone)
        zone.receive(signs.zone)
        for (job, runs) in pairs {
            if let newest = ServiceZone.Evidence(job, newest: runs.first) {
                zone.learn(from: newest) { [] }
            }
        }
        return ProfileFacts(
            known: pairs,
            of: jobs.count,
            oldest: known.values.map(\.at).min() ?? listed,
            milliseconds: signs.milliseconds,
            clock: signs.clock,
            zone: zone,
            now: Date()
        )
    }
}
