import ArgumentParser
import Commands
import Console
import Glibc

/// How a change is confirmed, for every command that makes one.
struct ChangeOptions: ParsableArguments {
    @Flag(help: "Do it without a question; needed where stdin is no terminal.")
    var yes = false

    @Option(
        help: ArgumentHelp(
            "Do it on this profile: for profiles with 'confirm: name'.",
            valueName: "profile"
        )
    )
    var confirm: String?

    @Flag(help: "Print the request, and send nothing.")
    var dryRun = false

    var rules: ConsentRules {
        ConsentRules(
            assumesYes: yes,
            confirmed: confirm,
            isTerminal: isatty(STDIN_FILENO) == 1
        )
    }
}
