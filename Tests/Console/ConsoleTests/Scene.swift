import PipelineAPI
import Screen
import Testing

@testable import Console

/// A picture the console can show: its name, its world, and how the hand gets there.
struct Scene: Sendable, CustomTestStringConvertible {
    typealias Step = @Sendable (inout ConsoleFixture) throws -> Void

    let name: String
    var world = SampleAccount.whole
    var writable = Identity.Writable.always
    /// Keys as the help names them, with blanks between; what is no key's name is typed.
    let keys: String
    /// What happens besides keys, before them and after.
    var before: Step = { _ in }
    var after: Step = { _ in }

    init(
        _ name: String,
        _ keys: String = "",
        in world: SampleAccount = .whole,
        writable: Identity.Writable = .always,
        after: @escaping Step = { _ in },
        before: @escaping Step = { _ in }
    ) {
        self.name = name
        self.keys = keys
        self.world = world
        self.writable = writable
        self.before = before
        self.after = after
    }

    var testDescription: String { name }

    /// The console where this leads to; in another world, where one is given.
    func console(
        width: Int,
        height: Int,
        localizer: Localizer = .english,
        in other: SampleAccount? = nil
    ) throws -> ConsoleFixture {
        var console = try ConsoleFixture(
            other ?? world,
            width: width,
            height: height,
            writable: writable
        )
        console.state.localizer = localizer
        try before(&console)
        for token in keys.split(separator: " ").map(String.init) {
            if let key = Key(label: token) { console.press(key) } else { console.type(token) }
            // The hand is still after each key.
            let rests = console.effects.contains {
                if case .terminal(.rest) = $0 { true } else { false }
            }
            if rests { console.rest() }
            console.look()
        }
        try after(&console)
        console.look()
        return console
    }
}

extension Scene {
    static let all = lists + details + screens + dialogs + links

    static let lists = [
        Scene("jobs", "Home Down"), Scene("repos", "1"), Scene("transforms", "2"),
        Scene("exports", "3"), Scene("datasources", "5"), Scene("variables", "6"),
        Scene("plugins", "7"), Scene("workflows", ": workflows Enter"),
        Scene("groups", ": groups Enter"), Scene("marks", "Home Space Space"),
        Scene("filter", "/ pv"), Scene("filter-hides-all", "/ zzz"),
        Scene("strange-jobs", "Home", in: .strange), Scene("strange-repos", "1", in: .strange),
    ]

    static let details =
        tabs("repo", "1 Enter", ["schema", "data", "transforms", "exports", "lineage", "spec"])
        + tabs("transform", "2 Enter", ["sql", "spec"])
        + tabs("export", "3 Enter", ["destination", "spec"])
        + tabs("datasource", "5 Enter", ["schema", "inferred", "jobs", "lineage", "spec"])
        + tabs(
            "job",
            "Home Down Enter",
            ["runs", "timeline", "sql", "schema", "exports", "lineage", "spec"]
        ) + [
            Scene("run", "Home Enter Enter"), Scene("run-active", "Home Down Enter Enter"),
            Scene("run-search", "Home Enter Enter / convert"),
            Scene("variable", "6 End Up Enter"), Scene("plugin", "7 Enter"),
            Scene("workflow", ": workflows Enter Enter"),
            Scene("group", ": groups Enter Enter"),
            Scene("strange-run", "Home Enter Enter", in: .strange),
            Scene("strange-variable", "6 Enter", in: .strange),
        ]

    static let screens =
        [
            Scene("overview", "0"), Scene("allruns", "8"),
            Scene("strange-allruns", "8", in: .strange),
            Scene("strange-overview", "0", in: .strange),
            Scene("activity", ": activity Enter", before: act),
        ] + tabs("requests", "9", ["calls", "next", "log"])

    /// One scene a tab, each reached from the first.
    private static func tabs(_ kind: String, _ keys: String, _ names: [String]) -> [Scene] {
        names.enumerated().map { index, name in
            Scene("\(kind)-\(name)", keys + String(repeating: " ]", count: index))
        }
    }

    /// Something was changed, and something refused.
    private static let act: Step = { console in
        let run = ResourceAddress(.runs, .job("broken"), "7")
        let request = ActionRequest(kind: .runs, id: .rerun, address: run)
        console.receive(.performed(request, .success("rerunning run 7 of 'broken'")))
        let error = APIError(.runNotRerunnable, "run 7 is Running: stop it first", requestID: "r1")
        console.receive(.performed(request, .failure(error)))
        console.press(.enter)
    }
}
