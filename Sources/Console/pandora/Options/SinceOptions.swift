import ArgumentParser
import Console
import FoundationEssentials

/// How far back a command looks, for those that need not look back.
struct SinceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only runs that began within this time, such as 90m, 8h or 2d.",
            valueName: "duration"
        )
    )
    var since: String?

    func validate() throws {
        guard let since else { return }
        guard let seconds = DurationWord.seconds(since), seconds > 0 else {
            throw ValidationError("'--since \(since)' is no duration: write 90m, 8h or 2d")
        }
    }

    /// The earliest time; `nil` where none is given.
    func date(before now: Date) -> Date? {
        since.flatMap(DurationWord.seconds).map { now.addingTimeInterval(-Double($0)) }
    }
}
