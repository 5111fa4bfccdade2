import Commands
import Console
import FoundationEssentials
import HTTPTransport
import PipelineAPI
import PipelineClient
import PipelineSigning
import Settings

/// Asks a profile's service for `pandora doctor`: a list, and a few runs that tell the zone.
struct ServiceProbe: Sendable {
    let profile: Profile
    let environment: [String: String]
    /// Returns a path or a message with `~` for the home directory.
    let shown: @Sendable (String) -> String

    /// Enough jobs for a zone that any of them tells.
    private static let mostJobs = 8

    func findings() async -> ServiceFindings {
        var findings = ServiceFindings(
            profile: profile.name,
            endpoint: profile.endpoint,
            isLocal: NetworkSettings.isLocal(endpoint: profile.endpoint),
            writable: "\(profile.writable)",
            keys: .given(source),
            widestSkew: Double(RequestVerifier.widestSkew),
            zone: ServiceZone(local: .system, setting: profile.zone),
            now: Date()
        )
        let network: NetworkSettings
        do throws(SettingsError) {
            network = try NetworkSettings(endpoint: profile.endpoint, environment: environment)
            findings.proxy = network.proxy.map { .through("\($0.host):\($0.port)") } ?? .none
            findings.caFile = network.caFile.map(shown)
        } catch {
            findings.proxy = .refused(error.description)
            return findings
        }
        let signs = AnswerSigns()
        do throws(APIError) {
            let asked = findings
            findings = try await Patience.ofProfile.answer { () async throws(APIError) in
                try await ask(asked, by: network, signs)
            }
        } catch { findings.failure = error }
        findings.milliseconds = signs.isAnswered ? signs.milliseconds : nil
        findings.clock = signs.clock
        return findings
    }

    /// Says where the keys are from, and no word of them: a command may hold a password.
    private var source: String {
        switch profile.credentials {
        case .keys: "a key pair"
        case .command: "a command that prints a key pair"
        case .token: "a token"
        case .tokenCommand: "a command that prints a token"
        case nil: "none"
        }
    }

    /// Why there are no keys; the error of the command itself may quote it.
    private var reason: String {
        profile.credentials == nil
            ? "the profile has none: give accessKey and secretKey, or a command that prints them"
            : "\(source) gave none: run it by hand to see why"
    }

    private func ask(
        _ known: ServiceFindings,
        by network: NetworkSettings,
        _ signs: AnswerSigns
    ) async throws(APIError) -> ServiceFindings {
        var findings = known
        let authorizer: any RequestAuthorizer
        do throws(SettingsError) {
            authorizer = try await profile.authorizer(environment)
        } catch {
            findings.keys = .refused(reason)
            return findings
        }
        let connection = ServiceConnection(
            to: profile,
            by: network,
            authorizer: authorizer,
            retry: .never,
            observe: { signs.note($0, at: Date()) }
        )
        return try await connection.use { [findings] client async throws(APIError) in
            var findings = findings
            let jobs = try await client.send(ListJobs()).jobs
            findings.jobs = jobs.count
            findings.zone.receive(signs.zone)
            // Only a service of ours announces a zone.
            if signs.zone != nil {
                let description = try? await client.send(GetServiceDescription())
                findings.local = description.map { .described($0) } ?? .silent
            }
            try await learn(&findings.zone, from: jobs, client)
            findings.now = Date()
            return findings
        }
    }

    /// Asks for the newest runs of a few scheduled jobs, where the service does not announce its zone.
    private func learn(
        _ zone: inout ServiceZone,
        from jobs: [Job],
        _ client: APIClient
    ) async throws(APIError) {
        guard zone.source != .announced else { return }
        var evidence: [ServiceZone.Evidence] = []
        for job in jobs.filter({ $0.scheduler.type == .crontab }).prefix(Self.mostJobs) {
            guard let name = try? JobName(job.name ?? "") else { continue }
            let call = ListRuns(job: name, page: 1, size: 1, sortBy: "-runId")
            let runs = try? await client.send(call).history
            if let found = ServiceZone.Evidence(job, newest: runs?.first) { evidence.append(found) }
        }
        for newest in evidence { zone.learn(from: newest) { evidence } }
    }
}
