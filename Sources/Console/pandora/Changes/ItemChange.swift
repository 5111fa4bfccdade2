import Commands
import Console
import PipelineAPI
import Screen

/// Runs an action on one item from the command line.
struct ItemChange {
    let session: Session
    let options: ChangeOptions

    /// Which runs are waited for once an action on an item was sent; it is asked before that.
    typealias Awaited = (Row) async throws(CommandFailure) -> AwaitedRuns

    /// Plans the action, has it confirmed, and sends it once; waits for runs where that is asked for.
    func perform(
        _ id: ActionID,
        _ kind: AnyResourceKind,
        named name: String,
        in scope: Scope,
        values: [String: String] = [:],
        waiting: RunWaiting? = nil,
        for awaited: Awaited = { _ in AwaitedRuns([]) }
    ) async throws(CommandFailure) {
        // An unknown word is refused before any request is sent.
        _ = try KindLookup.action(id, of: kind)
        let row = try await session.lookup.item(kind, named: name, in: scope)
        let planned = try PlannedAction(id, of: kind, on: row, in: scope, values: values)
        if options.dryRun { return try Output.line(ValueText.escaped(planned.plan.call)) }
        try session.confirm([planned.plan], options)
        let runs = waiting == nil ? AwaitedRuns([]) : try await awaited(row)
        let what = planned.request.what.english
        let sender = ActionSender(api: session.api, zone: .system) { try await Task.sleep(for: $0) }
        do throws(CommandFailure) {
            let said = try await session.change(what) { () async throws(APIError) in
                try await sender.send(planned.request, on: row.item) {
                    Output.remark("the answer was lost: asking the service what is true …")
                }.english
            }
            try Output.line(said.printable)
        } catch { throw error.saying(what) }
        try await waiting?.wait(for: runs)
    }
}
