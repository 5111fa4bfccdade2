import PipelineAPI
package import Screen

/// A command of the user's: a program that a key runs on an item, without a shell.
package struct UserCommand: Equatable, Sendable {
    /// What the configuration says of it, word by word.
    package struct Wish: Equatable, Sendable {
        package var name: String
        package var key: String?
        package var kinds: [String]
        package var words: [String]
        package var help: String?
        package var confirms: Bool
        package var isInBackground: Bool
        package var isSafe: Bool

        package init(
            name: String,
            key: String? = nil,
            kinds: [String],
            words: [String],
            help: String? = nil,
            confirms: Bool = false,
            isInBackground: Bool = false,
            isSafe: Bool = false
        ) {
            self.name = name
            self.key = key
            self.kinds = kinds
            self.words = words
            self.help = help
            self.confirms = confirms
            self.isInBackground = isInBackground
            self.isSafe = isSafe
        }
    }

    package let name: String
    package let key: Key?
    package let kinds: [ResourceID]
    /// The program and its arguments.
    package let words: [PlaceholderText]
    package let help: String
    /// Whether it is run only after a yes.
    package let confirms: Bool
    /// Whether it runs beside the console, which shows its output; else it has the terminal until it ends.
    package let isInBackground: Bool
    /// Whether it changes nothing, so that it may run with profiles that are read-only.
    package let isSafe: Bool

    /// *Throws* where a kind, a key or a placeholder is unknown, with what was probably meant.
    package init(_ wish: Wish) throws(UserCommandError) {
        name = wish.name
        confirms = wish.confirms
        isInBackground = wish.isInBackground
        isSafe = wish.isSafe
        var kinds: [AnyResourceKind] = []
        for word in wish.kinds { kinds.append(try Self.kind(word)) }
        guard !kinds.isEmpty else {
            throw UserCommandError("'kinds' is missing: say what it is for, such as [jobs, runs]")
        }
        self.kinds = kinds.map(\.id)
        if let label = wish.key {
            guard let key = Key(label: label) else {
                throw UserCommandError(
                    "'\(label)' is no key: write one as L, Ctrl-K, F5 or PgUp"
                )
            }
            self.key = key
        } else {
            key = nil
        }
        var words: [PlaceholderText] = []
        for word in wish.words { words.append(try PlaceholderText(word)) }
        guard let program = words.first, !program.parts.isEmpty else {
            throw UserCommandError("'run' is missing: give the program and its arguments")
        }
        guard program.placeholders.isEmpty else {
            throw UserCommandError("the program is never a placeholder: name it")
        }
        for placeholder in words.flatMap(\.placeholders) {
            if let kind = kinds.first(where: { !placeholder.isKnown(of: $0) }) {
                throw UserCommandError(
                    "{\(placeholder.rawValue)} is not known of \(kind.id): "
                        + "take it out, or take \(kind.id) out of 'kinds'"
                )
            }
        }
        self.words = words
        help = wish.help ?? "run \(wish.words.joined(separator: " "))"
    }

    private static func kind(_ word: String) throws(UserCommandError) -> AnyResourceKind {
        let all = ResourceCatalogue.all.filter { $0.placement != .screen && $0.aggregate == nil }
        let found = all.first { $0.id.description == word || $0.aliases.contains(word) }
        guard let found else {
            throw UserCommandError(
                "'\(word)' is no kind"
                    + NearestName.hint(for: word, among: all.map(\.id.description))
            )
        }
        return found
    }

    /// The program and its arguments for an item.
    package func run(
        on address: ResourceAddress,
        _ identity: Identity
    ) throws(UserCommandError)
        -> UserCommandRun
    {
        var arguments: [String] = []
        for word in words {
            arguments.append(try word.text { $0.value(of: address, on: identity) })
        }
        return UserCommandRun(command: self, address: address, arguments: arguments)
    }
}

/// A command of the user's with an item.
package struct UserCommandRun: Equatable, Sendable {
    package let command: UserCommand
    package let address: ResourceAddress
    /// The program and its arguments, each as it is given to the program.
    package let arguments: [String]

    /// What it is asked for with.
    package var plan: ChangePlan {
        ChangePlan(
            title: "\(what)?",
            consequences: [LocalizedText(verbatim: command.help)],
            call: line
        )
    }

    /// What its end is asked for with, while it runs in the background.
    var endPlan: ChangePlan {
        ChangePlan(
            title: "'\(command.name)' is still running there: end it?",
            consequences: ["The program gets SIGTERM, and after five seconds SIGKILL."],
            call: line
        )
    }

    /// `Run 'logs' on run 7 of 'broken'`.
    package var what: LocalizedText {
        let noun = LocalizedText(known: ResourceCatalogue.kind(address.kind)?.noun ?? "")
        return "Run '\(command.name)' on \(noun) \(address.localized)"
    }

    /// The command line as a shell would be given it.
    package var line: String {
        arguments.map { word in
            let isPlain =
                !word.isEmpty
                && word.allSatisfy {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "_-./:=@%+,".contains($0))
                }
            return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
        }.joined(separator: " ")
    }
}

/// How a program of the user's has ended.
package struct UserCommandEnd: Equatable, Sendable {
    package let isSuccess: Bool
    /// `exited with code 1`.
    package let ending: String

    package init(isSuccess: Bool, ending: String) {
        self.isSuccess = isSuccess
        self.ending = ending
    }
}
