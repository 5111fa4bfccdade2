import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

/// A picture the console can show: its name, its world, and how the hand gets there.
struct Scene: Sendable, CustomTestStringConvertible {
    typealias Step = @Sendable (inout ConsoleFixture) throws -> Void

    let name: String
    let form: Form
    var world = SampleAccount.whole
    var writable = Identity.Writable.always
    /// Keys as the help names them, with blanks between; what is no key's name is typed.
    let keys: String
    /// What happens besides keys, before them and after.
    var before: Step = { _ in }
    var after: Step = { _ in }

    init(
        _ name: String,
        _ form: Form,
        _ keys: String = "",
        in world: SampleAccount = .whole,
        writable: Identity.Writable = .always,
        after: @escaping Step = { _ in },
        before: @escaping Step = { _ in }
    ) {
        self.name = name
        self.form = form
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
        console.state.display.localizer = localizer
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
        Scene("jobs", .wide, "Home Down"), Scene("repos", .ascii, "1"),
        Scene("transforms", .wide, "2"),
        Scene("exports", .chinese, "3"), Scene("datasources", .wide, "5"),
        Scene("variables", .wide, "6"),
        Scene("plugins", .narrow, "7"), Scene("workflows", .wide, ": workflows Enter"),
        Scene("groups", .wide, ": groups Enter"), Scene("marks", .ascii, "Home Space Space"),
        Scene("view", .wide, "F6", before: views),
        Scene("view-of-runs", .usual, "8 F7", before: views),
        Scene("outputs", .usual, after: outputs),
        Scene("view-chinese", .chinese, "F6", before: views),
        Scene("filter", .narrow, "/ pv"), Scene("filter-hides-all", .chinese, "/ zzz"),
        Scene("strange-jobs", .wide, "Home", in: .strange),
        Scene("strange-repos", .narrow, "1", in: .strange),
    ]

    /// A command in the background that has ended, and one that runs.
    private static let outputs: Step = { console in
        let wish = UserCommand.Wish(
            name: "count",
            kinds: ["jobs"],
            words: ["wc", "-l", "{job}.log"],
            isInBackground: true,
            isSafe: true
        )
        let command = try UserCommand(wish)
        for job in ["broken", "hourly_pv"] {
            let address = ResourceAddress(.jobs, .root, job)
            let run = try command.run(on: address, console.state.identity)
            _ = console.state.begin(run)
            guard job == "hourly_pv" else { continue }
            console.receive(.commandWrote(run, ["42 hourly_pv.log"]))
            let end = UserCommandEnd(isSuccess: true, ending: "exited with code 0")
            console.receive(.commandEnded(run, .success(end)))
        }
    }

    /// Views that are open by a key.
    private static let views: Step = { console in
        let wishes = [
            SavedView.Wish(name: "failing", kind: "jobs", filter: "br", sort: "-NAME", key: "F6"),
            SavedView.Wish(
                name: "failed",
                kind: "allruns",
                filter: "status:failed",
                columns: ["JOB", "RUN", "MESSAGE"],
                key: "F7"
            ),
        ]
        for wish in wishes { console.state.savedViews.append(try SavedView(wish)) }
        console.state.keymap = try Keymap.standard.adding(console.state.savedViews)
    }

    static let details =
        tabs(
            "repo",
            "1 Enter",
            [
                ("schema", .wide), ("data", .wide), ("transforms", .narrow), ("exports", .wide),
                ("lineage", .ascii), ("spec", .wide),
            ]
        )
        + tabs("transform", "2 Enter", [("sql", .wide), ("spec", .chinese)])
        + tabs("export", "3 Enter", [("destination", .chinese), ("spec", .wide)])
        + tabs(
            "datasource",
            "5 Enter",
            [
                ("schema", .wide), ("inferred", .wide), ("jobs", .chinese), ("lineage", .wide),
                ("spec", .narrow),
            ]
        )
        + tabs(
            "job",
            "Home Down Enter",
            [
                ("runs", .wide), ("timeline", .ascii), ("sql", .wide), ("schema", .wide),
                ("exports", .wide), ("lineage", .ascii), ("spec", .chinese),
            ]
        ) + [
            Scene("run", .wide, "Home Enter Enter"),
            Scene("run-active", .chinese, "Home Down Enter Enter"),
            Scene("run-search", .narrow, "Home Enter Enter / convert"),
            Scene("variable", .wide, "6 End Up Enter"), Scene("plugin", .chinese, "7 Enter"),
            Scene("workflow", .wide, ": workflows Enter Enter"),
            Scene("group", .wide, ": groups Enter Enter"),
            Scene("strange-run", .ascii, "Home Enter Enter", in: .strange),
            Scene("strange-variable", .wide, "6 Enter", in: .strange),
        ]

    static let screens =
        [
            Scene("overview", .wide, "0"), Scene("allruns", .wide, "8"),
            Scene("strange-allruns", .ascii, "8", in: .strange),
            Scene("strange-overview", .chinese, "0", in: .strange),
            Scene("night", .wide, "T + < < Down"), Scene("night-batch", .chinese, "T - t"),
            Scene("night-due", .ascii, "T > >"), Scene("strange-night", .narrow, "T", in: .strange),
            Scene("report", .wide, ": report Enter"),
            Scene("report-day", .chinese, ": report Enter ] ]"),
            Scene("found", .wide, "Ctrl-G count Enter Down"),
            Scene("run-compared", .chinese, "Home ="),
            Scene("run-sql", .wide, "Home Enter Enter ] ]"),
            Scene("board", .wide, ": board Enter z", after: answerBoard, before: profiles),
            Scene(
                "board-usual",
                .usual,
                ": board Enter z Down Down",
                after: answerBoard,
                before: profiles
            ),
            Scene(
                "board-chinese",
                .chinese,
                ": board Enter z",
                after: answerBoard,
                before: profiles
            ),
            Scene("activity", .wide, ": activity Enter", before: act),
        ] + tabs("requests", "9", [("calls", .chinese), ("next", .wide), ("log", .wide)])

    private static let profiles: Step = {
        $0.state.profiles = ["local", "production", "staging", "vault"]
    }

    /// A profile is live, one cannot be reached, one is asked still.
    private static let answerBoard: Step = { console in
        let facts = ProfileFacts(
            milliseconds: 8,
            clock: nil,
            jobs: 4,
            asked: 4,
            running: 1,
            failing: 1,
            late: 0,
            oldest: ConsoleFixture.now.addingTimeInterval(-4)
        )
        var large = facts
        (large.jobs, large.asked, large.failing, large.late) = (500, 58, 12, 3)
        (large.clock, large.milliseconds) = (-75, 140)
        large.oldest = ConsoleFixture.now.addingTimeInterval(-61)
        console.receive(.profileAnswered("local", .success(facts)))
        console.receive(.profileAnswered("production", .success(large)))
        let error = APIError(.cancelled, "'http://10.0.0.9:9900' cannot be reached: is it up?")
        console.receive(.profileAnswered("staging", .failure(error)))
    }

    /// One scene a tab, each reached from the first.
    private static func tabs(
        _ kind: String,
        _ keys: String,
        _ tabs: [(name: String, form: Form)]
    ) -> [Scene] {
        tabs.enumerated().map { index, tab in
            Scene("\(kind)-\(tab.name)", tab.form, keys + String(repeating: " ]", count: index))
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
