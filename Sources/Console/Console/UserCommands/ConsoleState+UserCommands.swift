import PipelineAPI

extension ConsoleState {
    /// Runs a command of the user's on the item in focus, asks first, or says why not.
    mutating func run(userCommand name: String) -> [ConsoleEffect] {
        guard let command = userCommands.first(where: { $0.name == name }) else { return [] }
        let kinds = command.kinds.compactMap(ResourceCatalogue.kind)
        let address = kinds.compactMap { target(of: $0) }.first
        if focusedAddress?.kind == .outputs, let run = latestRunning(name) {
            return askForEnd(of: run)
        }
        guard let address else {
            let names = command.kinds.map { LocalizedText(known: $0.description) }.joined()
            notice = Notice("'\(name)' is for \(names): select one first", isError: true)
            return []
        }
        if !command.isSafe, let refusal = consentRules.refusal(on: identity) {
            notice = Notice(
                "\(refusal) ('safe: true' allows '\(name)')",
                isError: true
            )
            return []
        }
        do throws(UserCommandError) {
            let run = try command.run(on: address, identity)
            guard place(ofRunning: run) == nil else { return askForEnd(of: run) }
            guard command.confirms || !command.isSafe && identity.confirmsByName else {
                return begin(run)
            }
            ask(run.plan, about: .userCommand(run))
        } catch {
            notice = Notice(
                LocalizedText(verbatim: "'\(name)': \(error.description)"),
                isError: true
            )
        }
        return []
    }

    /// Begins it; the output of one in the background is in a pane, which opens.
    mutating func begin(_ run: UserCommandRun) -> [ConsoleEffect] {
        guard run.command.isInBackground else { return [.run(run)] }
        changes.outputs.insert(CommandOutput(run: run, begun: now), at: 0)
        changes.outputs = Array(changes.outputs.prefix(Self.mostOutputs))
        show(kind: .outputs)
        return [.run(run)]
    }

    mutating func finish(
        _ run: UserCommandRun,
        _ result: Result<UserCommandEnd, APIError>
    ) -> [ConsoleEffect] {
        let outcome: Result<LocalizedText, APIError> = result.flatMap { end in
            let text: LocalizedText = "'\(run.command.name)' \(end.ending)"
            return end.isSuccess
                ? .success(text) : .failure(APIError(.cancelled, text.english))
        }
        if let place = place(ofRunning: run) { changes.outputs[place].end = result }
        switch outcome {
        case .success(let text): notice = Notice(text)
        case .failure(let error):
            notice = Notice(LocalizedText(verbatim: error.message), isError: true)
        }
        return [record("\(run.what.english): \(run.line)", outcome)]
    }

    mutating func take(_ lines: [String], of run: UserCommandRun) {
        guard let place = place(ofRunning: run) else { return }
        changes.outputs[place].take(lines)
    }

    private mutating func askForEnd(of run: UserCommandRun) -> [ConsoleEffect] {
        ask(run.endPlan, about: .endOfCommand(run))
        return []
    }

    private func latestRunning(_ name: String) -> UserCommandRun? {
        changes.outputs.first { $0.run.command.name == name && $0.end == nil }?.run
    }

    private func place(ofRunning run: UserCommandRun) -> Int? {
        changes.outputs.firstIndex { $0.run == run && $0.end == nil }
    }

    private static let mostOutputs = 20
}
