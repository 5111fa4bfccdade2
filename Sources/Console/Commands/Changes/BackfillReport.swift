package import Console
package import PipelineAPI
import Screen

/// What a backfill says on the command line: a line whenever a step has begun or ended, and a table in the end.
package struct BackfillReport: Sendable {
    private var said: [String]

    package init(_ plan: BackfillPlan) {
        said = plan.steps.map { _ in "" }
    }

    /// Returns a line for each step that says something new.
    package mutating func lines(of progress: BackfillProgress) -> [String] {
        var lines: [String] = []
        for step in progress.states.indices {
            let text = progress.text(of: step).english
            guard isNews(progress.states[step]), said[step] != text else { continue }
            said[step] = text
            let run = progress.runs[step].map { ", run \($0.runId)" } ?? ""
            let left = progress.note.map { " (\($0.english))" } ?? ""
            lines.append("\(progress.plan.steps[step].time)\(run): \(text)\(left)".printable)
        }
        return lines
    }

    /// Steps that wait, or are next in a moment, are not told one by one.
    private func isNews(_ state: BackfillProgress.State) -> Bool {
        switch state {
        case .waiting, .checking, .due, .sending, .started, .notSent: false
        default: true
        }
    }

    /// Returns the steps with what came of each, as columns.
    package static func table(of progress: BackfillProgress) -> [String] {
        let head = ["STEP", "PARAMETERS", "RUN", "STATUS", "DURATION", "MESSAGE"]
        let rows = progress.plan.steps.indices.map { row(of: $0, in: progress) }
        let all = [head] + rows
        let widths: [Int] = head.indices.map { column in
            all.map { $0[column].displayWidth }.max() ?? 0
        }
        return all.map { line(of: $0, widths) }
    }

    private static func line(of row: [String], _ widths: [Int]) -> String {
        let padded = zip(row, widths).map { $0.padded(toWidth: $1) }
        let line = padded.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    private static func row(of step: Int, in progress: BackfillProgress) -> [String] {
        let planned = progress.plan.steps[step]
        let values = progress.plan.differences[step]
        guard let run = progress.runs[step] else {
            let text = progress.text(of: step).english
            return [planned.time, values, "", text, "", ""].map(\.printable)
        }
        let message = run.message?.split(whereSeparator: \.isNewline).first.map(String.init)
        let seconds = run.duration.map { "\($0)s" }
        let cells: [String] = [
            planned.time, values, String(run.runId), run.status.rawValue,
            seconds ?? "", message ?? "",
        ]
        return cells.map(\.printable)
    }

    /// Returns the lines of a plan that is only shown: each step with its request.
    package static func dryRun(_ plan: BackfillPlan) -> [String] {
        plan.steps.indices.map { step in
            "\(plan.steps[step].time): \(ValueText.escaped(plan.call(of: step)))"
        }
    }

    /// Returns the steps of a plan as a document for programs; `progress` is `nil` where nothing was sent.
    package static func value(of plan: BackfillPlan, _ progress: BackfillProgress?) -> JSONValue {
        .array(
            plan.steps.indices.map { step in
                let values = plan.steps[step].values.mapValues(JSONValue.string)
                var members: [String: JSONValue] = [
                    "job": .string(plan.job),
                    "step": .string(plan.steps[step].time),
                    "params": .object(values),
                    "outcome": .string(outcome(progress?.states[step])),
                ]
                if let run = progress?.runs[step] {
                    members["runId"] = .integer(Int64(run.runId))
                    members["status"] = .string(run.status.rawValue)
                    members["duration"] = run.duration.map { .integer(Int64($0)) }
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
    private static func outcome(_ state: BackfillProgress.State?) -> String {
        switch state {
        case nil: "planned"
        case .succeeded?: "succeeded"
        case .failed?: "failed"
        case .notSent?: "notSent"
        case .leftRunning?: "leftRunning"
        case .waiting?, .checking?, .due?, .sending?, .unsure?, .started?, .running?: "open"
        }
    }
}
