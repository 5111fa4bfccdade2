import Commands
import Console
import FoundationEssentials
import Glibc
import PipelineAPI
import Settings

extension Session {
    /// Asks for consent as the profile and the command line require; throws if it is not given.
    func confirm(
        _ plans: [ChangePlan],
        _ options: ChangeOptions
    ) throws(CommandFailure) {
        // Of several that cannot be undone their number is typed, as in the console.
        let typedNames = plans.compactMap(\.typedName)
        let typedName = typedNames.count > 1 ? String(typedNames.count) : typedNames.first
        let consent = options.rules.consent(on: identity, typedName: typedName)
        if let refusal = CommandFailure(refusalIn: consent) { throw refusal }
        if case .ask(let expected) = consent {
            let painter = painter(for: STDERR_FILENO)
            for line in plans.flatMap({ $0.lines(painter: painter) }) { Output.remark(line) }
            Output.remark("on profile \(profile.name), \(profile.endpoint)")
            let what = plans.count == 1 ? "do it" : "do all \(plans.count)"
            if typedNames.count > 1 {
                Output.remark("\(typedNames.count) of them cannot be undone")
            }
            Output.question(expected.map { "type '\($0)' to \(what): " } ?? "\(what)? [y/N] ")
            let answer = readLine() ?? ""
            let isYes = expected.map { $0 == answer } ?? ["y", "yes"].contains(answer.lowercased())
            guard isYes else { throw CommandFailure(.refused, "not confirmed: nothing was sent") }
        }
    }

    /// Sends a change once, writes the result to the audit file, and prints it.
    func change(
        _ what: String,
        _ send: () async throws(APIError) -> String
    ) async throws(CommandFailure) -> String {
        let result: Result<String, APIError>
        do throws(APIError) {
            result = .success(try await send())
        } catch { result = .failure(error) }
        record(what, result)
        switch result {
        case .success(let text): return text
        case .failure(let error): throw CommandFailure(error)
        }
    }

    /// Appends a change to the audit file, as the console does.
    func record(_ what: String, _ result: Result<String, APIError>) {
        let entry = ActivityEntry(what, result, by: identity, at: Date())
        let log = (try? Paths(environment: environment)).map { AuditLog($0, environment) }
        guard log?.append(entry) != true else { return }
        Output.error("the audit file cannot be written: look at the disk and who owns it")
    }
}
