/// A command of the user's as the configuration file has it; the console decides what the words mean.
package struct CommandSettings: Equatable, Sendable {
    package var name: String
    package var key: String?
    package var kinds: [String]
    /// The program and its arguments, with placeholders.
    package var words: [String]
    package var help: String?
    package var confirms: Bool
    package var isInBackground: Bool
    package var isSafe: Bool

    /// Reads the section of one command; its name is the section's.
    init(_ section: SettingsSection, named name: String) throws(SettingsError) {
        try section.requireNearlyKnown(Self.keys.names)
        self.name = name
        key = try section.text("key")
        kinds = try section.texts("kinds")
        guard !kinds.isEmpty else {
            throw section.refusal("kinds", "is missing: say what it is for, such as [jobs, runs]")
        }
        words = try section.texts("run")
        guard !words.isEmpty else {
            throw section.refusal(
                "run",
                "is missing: give the program and its arguments, such as [less, 'logs/{job}']"
            )
        }
        help = try section.text("help")
        confirms = try section.flag("confirm") ?? false
        isInBackground = try section.flag("background") ?? false
        isSafe = try section.flag("safe") ?? false
    }
}
