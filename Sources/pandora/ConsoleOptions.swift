import ArgumentParser

/// How the console looks, for every command that opens it.
struct ConsoleOptions: ParsableArguments {
    @Flag(help: "Draw with ASCII only.")
    var ascii = false

    @Option(help: "Colours: dark, light or mono (default: the profile's, then dark).")
    var theme: String?
}
