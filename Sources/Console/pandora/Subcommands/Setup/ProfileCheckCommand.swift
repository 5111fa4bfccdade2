import ArgumentParser
import Commands
import Console
import FoundationEssentials
import PipelineAPI
import Screen
import Settings

/// Asks each profile's service whether it answers and takes the keys.
struct ProfileCheckCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Ask every profile's service: link, clock and key.",
        discussion: """
            Each is asked once, all at the same time. Exits with 77 if a key is refused, else with 69 if a service \
            gives no answer, else with 1 if something else is wrong.
            """
    )

    @Argument(help: "The profiles; all where none is named.", completion: KnownNames.profiles)
    var names: [String] = []

    private struct Answer {
        let name: String
        let result: Result<ProfileFacts, APIError>
    }

    func run() throws {
        try OneShot.run { () async throws(CommandFailure) in
            let environment = ProcessInfo.processInfo.environment
            let answers = await ask(try profiles(environment), environment)
            let rows = answers.map(row)
            for line in ProfileTable.lines(["NAME", "LINK", "CLOCK", "KEY", "NOTE"], rows) {
                try Output.line(line)
            }
            if let failure = failure(answers) { throw failure }
        }
    }

    private func profiles(_ environment: [String: String]) throws(CommandFailure) -> [Profile] {
        let file = try ConfigurationFile(environment)
        let known = try file.meaning().profiles
        for name in names where known[name] == nil {
            throw CommandFailure(
                .notFound,
                "no profile named '\(name)' in '\(file.path)'"
                    + NearestName.hint(for: name, among: known.keys.sorted())
            )
        }
        guard !known.isEmpty else {
            throw CommandFailure(
                .notFound,
                "'\(file.path)' has no profiles: 'pandora profile add NAME' adds one"
            )
        }
        return (names.isEmpty ? known.keys.sorted() : names).compactMap { known[$0] }
    }

    private func ask(_ profiles: [Profile], _ environment: [String: String]) async -> [Answer] {
        let results = await withTaskGroup(
            of: (Int, Result<ProfileFacts, APIError>).self
        ) { group in
            for (place, profile) in profiles.enumerated() {
                group.addTask {
                    do throws(APIError) {
                        let probe = ProfileProbe(profile, environment)
                        return (place, .success(try await probe.ask(atMost: 1)))
                    } catch { return (place, .failure(error)) }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        return profiles.enumerated().compactMap { place, profile in
            results[place].map { Answer(name: profile.name, result: $0) }
        }
    }

    private func row(_ answer: Answer) -> [String] {
        switch answer.result {
        case .success(let facts):
            let clock = facts.clock.map { "\(Int($0.rounded())) s" } ?? "not said"
            return [answer.name, "\(facts.milliseconds) ms", clock, "ok", ""]
        case .failure(let error):
            let note = error.message
            switch CommandFailure(error).reason {
            case .unauthorized: return [answer.name, "ok", "", "refused", note]
            case .unreachable: return [answer.name, "none", "", "not tried", note]
            default: return [answer.name, "", "", "not tried", note]
            }
        }
    }

    private func failure(_ answers: [Answer]) -> CommandFailure? {
        let failures = answers.compactMap { answer -> (String, CommandFailure.Reason)? in
            guard case .failure(let error) = answer.result else { return nil }
            return (answer.name, CommandFailure(error).reason)
        }
        guard !failures.isEmpty else { return nil }
        let worst = [CommandFailure.Reason.unauthorized, .unreachable].first { reason in
            failures.contains { $0.1 == reason }
        }
        let names = failures.map { "'\($0.0)'" }.joined(separator: ", ")
        return CommandFailure(worst ?? .refused, "not well: \(names): NOTE says why")
    }
}
