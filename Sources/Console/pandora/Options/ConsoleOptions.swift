import ArgumentParser

/// How the console looks, for every command that opens it.
struct ConsoleOptions: ParsableArguments {
    @Flag(help: "Draw with ASCII only.")
    var ascii = false

    @Option(help: "The language: en or zh (default: the configuration's, then the locale's).")
    var lang: String?

    @Option(
        help:
            "Colours: dark, light, contrast, mono or one of your own (default: the profile's, then dark)."
    )
    var theme: String?
}
