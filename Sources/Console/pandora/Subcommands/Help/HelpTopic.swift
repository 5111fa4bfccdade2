import Commands
import Console
import Screen
import Settings

/// What `pandora help TOPIC` prints: what several commands have in common, from the declarations of it.
struct HelpTopic: Sendable {
    let name: String
    let abstract: String
    private let body: @Sendable () -> [String]

    static let all = [
        HelpTopic(name: "filters", abstract: "what --filter takes, and / in the console") {
            ["All terms must match a row; case makes no difference.", ""]
                + table(FilterQuery.forms.map { ($0.key, $0.value) })
        },
        HelpTopic(name: "exit-codes", abstract: "what a script can tell from the exit code") {
            ExitCodes.list.map { "\($0.code)".padded(to: 5) + $0.meaning }
        },
        HelpTopic(name: "keys", abstract: "every key of the console") {
            table(Keymap.standard.bindings.map { ($0.label, $0.help) })
        },
        HelpTopic(name: "configuration", abstract: "every setting of config.yaml") {
            ConfigFile.tables.flatMap { mapping in
                [mapping.place.isEmpty ? mapping.summary : "\(mapping.place): \(mapping.summary)"]
                    + table(mapping.keys.map { ($0.name, $0.help) }).map { "  " + $0 } + [""]
            } + [
                "'pandora profile add NAME' writes a profile; the file must be readable by you alone."
            ]
        },
        HelpTopic(name: "documents", abstract: "what apply, create and diff read") {
            [
                "A document is YAML or JSON and says its 'kind', its 'name' and, for what is in something else,",
                "'in'. Several are separated by '---'. 'pandora template KIND' prints one with comments,",
                "'pandora dump' those of all that is there. Kinds that are made from documents:",
                "",
            ]
                + table(
                    AccountDump.kinds.map { kind in
                        let place =
                            kind.containment.kind.flatMap(ResourceCatalogue.kind)
                            .map { "in: a \($0.noun)" } ?? ""
                        return (kind.id.description, place)
                    }
                )
        },
    ]

    static func named(_ name: String) -> HelpTopic? { all.first { $0.name == name } }

    var text: String { body().joined(separator: "\n") }

    /// The most cells of a line, with the two before those of a table.
    private static let mostWidth = 100

    private static func table(_ rows: [(String, String)]) -> [String] {
        let width = 2 + (rows.map(\.0.count).max() ?? 0)
        return rows.flatMap { name, meaning -> [String] in
            guard !meaning.isEmpty else { return [name] }
            let lines = meaning.wrapped(toWidth: mostWidth - width)
            return lines.enumerated().map { index, line in
                (index == 0 ? name : "").padded(to: width) + line
            }
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
