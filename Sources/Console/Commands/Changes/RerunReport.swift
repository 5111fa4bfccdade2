package import Console
package import PipelineAPI
import Screen

/// What a rerun with its downstream says on the command line: a line whenever a step has changed, and all in the end.
package struct RerunReport: Sendable {
    private var said: [String]

    package init(_ plan: RerunPlan) {
        said = plan.steps.map { _ in "" }
    }

    /// Returns a line for each step that says something new.
    package mutating func lines(of progress: RerunProgress) -> [String] {
        var lines: [String] = []
        for step in progress.states.indices {
            let text = "\(progress.name(of: step).english): \(progress.text(of: step).english)"
            guard isNews(progress.states[step]), said[step] != text else { continue }
            said[step] = text
            lines.append(text.printable)
        }
        return lines
    }

    /// Steps that wait, or are next in a moment, are not told one by one.
    private func isNews(_ state: RerunProgress.State) -> Bool {
        switch state {
        case .waiting, .checking, .due, .sending, .expected: false
        default: true
        }
    }

    /// Returns the lines of a plan that is only shown: the requests in their order, and what each waits for.
    package static func dryRun(_ plan: RerunPlan) -> [String] {
        plan.lines.enumerated().flatMap { index, line in
            let call = plan.call(of: index).map { ["   " + ValueText.escaped($0)] } ?? []
            return [line.english.printable] + call
        }
    }

    /// Returns the steps of a plan as a document for programs; `progress` is `nil` where nothing was sent.
    package static func value(of plan: RerunPlan, _ progress: RerunProgress?) -> JSONValue {
        .array(
            plan.steps.indices.map { step in
                var members: [String: JSONValue] = [
                    "job": .string(plan.steps[step].job),
                    "batchTime": .string(plan.steps[step].batchTime.text),
                    "after": .array(plan.steps[step].after.map { .string(plan.steps[$0].job) }),
                    "outcome": .string(outcome(progress?.states[step])),
                ]
                let run = progress?.runs[step] ?? plan.steps[step].run
                if let run {
                    members["runId"] = .integer(Int64(run.runId))
                    members["status"] = .string(run.status.rawValue)
                    members["message"] = run.message.map { .string($0) }
                }
                if let progress, progress.states[step].isOver {
                    members["text"] = .string(progress.text(of: step).english)
                }
                return .object(members)
            }
        )
    }

    /// The word of a state in documents.
    private static func outcome(_ state: RerunProgress.State?) -> String {
        switch state {
        case nil: "planned"
        case .succeeded?: "succeeded"
        case .failed?: "failed"
        case .notRun?: "notRun"
        case .notSent?: "notSent"
        case .leftRunning?: "leftRunning"
        case .waiting?, .checking?, .due?, .sending?, .unsure?, .running?, .expected?: "open"
        }
    }
}
