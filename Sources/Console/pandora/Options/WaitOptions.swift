import ArgumentParser
import PipelineAPI

/// Whether a change is waited for, for the commands that change runs.
struct WaitOptions: ParsableArguments {
    @Flag(help: "Wait until the run has ended, and exit with 1 unless it has ended well.")
    var wait = false

    /// What waits for runs that are to end in a status; `nil` where that was not asked for.
    func runs(endingAs wanted: RunStatus, on session: Session) -> RunWaiting? {
        wait ? RunWaiting(session: session, wanted: wanted) : nil
    }
}
