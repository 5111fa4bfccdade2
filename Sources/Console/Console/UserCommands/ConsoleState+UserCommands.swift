import PipelineAPI
import Screen

import struct FoundationEssentials.Date

extension ConsoleState {
    /// Runs a command of the user's on the item in focus, asks first, or says why not.
    mutating func run(userCommand name: String) -> [ConsoleEffect] {
        guard let command = userCommands.first(where: { $0.name == name }) else { return [] }
        let kinds = command.kinds.compactMap(ResourceCatalogue.kind)
        let address = kinds.compactMap { target(of: $0) }.first
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
        guard !changes.outputs.contains(where: { $0.run == run && $0.end == nil }) else {
            notice = Notice("'\(run.command.name)' is still running there: wait")
            return []
        }
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
        if let place = changes.outputs.lastIndex(where: { $0.run == run && $0.end == nil }) {
            changes.outputs[place].end = result.map(CommandOutput.Shown.init)
        }
        switch outcome {
        case .success(let text): notice = Notice(text)
        case .failure(let error):
            notice = Notice(LocalizedText(verbatim: error.message), isError: true)
        }
        return [record("\(run.what.english): \(run.line)", outcome)]
    }

    private static let mostOutputs = 20
}

/// What a command in the background has written, once it has ended.
package struct CommandOutput: Equatable, Sendable {
    /// An end with its output in lines.
    package struct Shown: Equatable, Sendable {
        let isSuccess: Bool
        let ending: String
        let lines: [String]

        init(_ end: UserCommandEnd) {
            isSuccess = end.isSuccess
            ending = end.ending
            lines = end.output.split(separator: "\n", omittingEmptySubsequences: false)
                .map { String($0).printable }
        }
    }

    let run: UserCommandRun
    let begun: Date
    /// `nil` while it runs.
    var end: Result<Shown, APIError>?

    func lines(in context: RenderContext) -> [DetailLine] {
        let head = DetailLine(
            [
                Span(TimeText.full(begun, in: context) + "  ", .muted), Span(run.line, .strong),
            ],
            wraps: true
        )
        switch end {
        case nil: return [head, DetailLine(says: "runs …", .accent), .blank]
        case .failure(let error)?:
            return [head, DetailLine(error.message, .failure, wraps: true), .blank]
        case .success(let shown)?:
            let body = shown.lines.last == "" ? shown.lines.dropLast() : shown.lines[...]
            return [head, DetailLine(shown.ending, shown.isSuccess ? .good : .failure)]
                + body.map { DetailLine($0, .plain) } + [.blank]
        }
    }
}
