import struct FoundationEssentials.Date

/// What the console wants done; the runtime does it and reports results as ``ConsoleAction``s.
///
/// The cases are the runtime's dispatch table: who carries an effect out, and on which thread, is in its type,
/// so each kind of effect is interpreted by exactly one exhaustive switch. ``ConsoleState`` names effects by
/// the factories below.
package enum ConsoleEffect: Equatable, Sendable {
    /// Carried out by the terminal, at once and on its thread.
    case terminal(TerminalEffect)
    /// Carried out by the machine the console runs on, at once.
    case host(HostEffect)
    /// Takes time: runs beside the UI and answers with an action.
    case task(AsyncEffect)
    /// Ends the program.
    case exit(ConsoleExit)
}

extension ConsoleEffect {
    static func copy(_ text: String) -> ConsoleEffect { .terminal(.copy(text)) }
    static func alert(_ text: String) -> ConsoleEffect { .terminal(.alert(text)) }
    static func rest(token: Int) -> ConsoleEffect { .terminal(.rest(token: token)) }
    static func awaitSight(token: Int) -> ConsoleEffect { .terminal(.awaitSight(token: token)) }
    static var repaint: ConsoleEffect { .terminal(.repaint) }
    static var suspend: ConsoleEffect { .terminal(.suspend) }

    static func audit(_ entry: ActivityEntry) -> ConsoleEffect { .host(.audit(entry)) }
    static func savePreferences(_ preferences: Preferences) -> ConsoleEffect {
        .host(.savePreferences(preferences))
    }

    static func refresh(_ keys: [PollKey]) -> ConsoleEffect { .task(.refresh(keys)) }
    static func perform(_ request: ActionRequest, on item: AnyItem?) -> ConsoleEffect {
        .task(.perform(request, on: item))
    }
    static func performNext(_ request: ActionRequest, on item: AnyItem?) -> ConsoleEffect {
        .task(.performNext(request, on: item))
    }
    static func planRerun(_ choice: RerunChoice) -> ConsoleEffect { .task(.planRerun(choice)) }
    static func work(_ work: LongWork) -> ConsoleEffect { .task(.work(work)) }
    static func dropWork(_ kind: WorkKind) -> ConsoleEffect { .task(.dropWork(kind)) }
    static func haltWork(_ kind: WorkKind) -> ConsoleEffect { .task(.haltWork(kind)) }
    static func edit(_ draft: EditDraft) -> ConsoleEffect { .task(.edit(draft)) }
    static func submit(_ draft: EditDraft) -> ConsoleEffect { .task(.submit(draft)) }
    static func inspectFile(_ request: TransferRequest) -> ConsoleEffect {
        .task(.inspectFile(request))
    }
    static func transfer(_ request: TransferRequest) -> ConsoleEffect { .task(.transfer(request)) }
    static var cancelTransfer: ConsoleEffect { .task(.cancelTransfer) }
    static func keepDefinitions(
        _ key: ListKey,
        _ rows: [Row],
        seen date: Date
    ) -> ConsoleEffect { .task(.keepDefinitions(key, rows, seen: date)) }
    static func readDefinitions(of address: ResourceAddress) -> ConsoleEffect {
        .task(.readDefinitions(address))
    }
    static func readAudit(since date: Date) -> ConsoleEffect { .task(.readAudit(since: date)) }
    static func run(_ run: UserCommandRun) -> ConsoleEffect { .task(.run(run)) }
    static func end(_ run: UserCommandRun) -> ConsoleEffect { .task(.end(run)) }
    static func askProfile(_ name: String) -> ConsoleEffect { .task(.askProfile(name)) }
    static func keepView(_ view: SavedView) -> ConsoleEffect { .task(.keepView(view)) }
    static func write(path: String, text: String) -> ConsoleEffect {
        .task(.write(path: path, text: text))
    }

    static var quit: ConsoleEffect { .exit(.quit) }
    static func switchProfile(_ name: String) -> ConsoleEffect { .exit(.switchTo(name)) }
}
