import ArgumentParser

/// `pandora`: the console, and the demo to try it on.
@main struct Pandora: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pandora",
        abstract: "A console for Qiniu Pandora data pipelines.",
        discussion: """
            Without a command it opens the console on a profile of \
            ~/.config/pandora/config.yaml, or on PANDORA_ENDPOINT with PANDORA_ACCESS_KEY and \
            PANDORA_SECRET_KEY. With none of these, try 'pandora demo'.

            Exit codes: 0 quit, 64 wrong arguments or settings, 69 the demo cannot start, \
            74 not a terminal.
            """,
        subcommands: [ConsoleCommand.self, DemoCommand.self, KeysCommand.self],
        defaultSubcommand: ConsoleCommand.self
    )
}
