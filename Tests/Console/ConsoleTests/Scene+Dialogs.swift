import FoundationEssentials
import PipelineAPI
import Screen

@testable import Console

extension Scene {
    static let dialogs =
        [
            Scene("palette", .usual, ":"), Scene("palette-query", .narrow, ": pv"),
            Scene("help", .chinese, "?"),
            Scene("help-end", .usual, "? End"),
            Scene("confirm", .usual, "Home Enter r"), Scene("confirm-name", .narrow, "Home D bro"),
            Scene("strange-confirm", .usual, "Home D", in: .strange),
            Scene("parameters", .chinese, "Home Down Down S"), Scene("order", .usual, "Home o"),
            Scene("columns", .ascii, "Home c"),
            Scene("status", .chinese, "f"),
            Scene("view-form", .usual, "Home / pv Enter V late Enter"),
            Scene("view-form-chinese", .chinese, "Home V"),
            Scene("profiles", .usual, "P", before: profiles),
            Scene("command", .wide, "Home Enter !"), Scene("export-form", .chinese, "Home Enter E"),
            Scene("message", .chinese, "Home Enter r y", after: refuse),
        ] + bulk + transfers + reruns + backfills

    private static let bulk = [
        Scene("bulk-plan", .usual, "Home Down Enter * r"),
        Scene("bulk-running", .ascii, "Home Down Enter * r y") {
            $0.answerOneOfMany(.success("done"))
        },
        Scene("bulk-result", .chinese, "Home Down Enter * r y") { console in
            console.answerOneOfMany(.success("done"))
            let error = APIError(.runNotRerunnable, "run 126 is Running: stop it first")
            console.answerOneOfMany(.failure(error))
            guard let last = console.sent else { return }
            console.press(.escape)
            console.receive(.performed(last, .success("done")))
        },
    ]

    private static let transfers = [
        Scene("push-form", .usual, "1 U /tmp/points.txt"), Scene("upload-form", .narrow, "7 U"),
        Scene("push-plan", .usual, "1 U points.txt Enter Enter", after: inspect),
        Scene("push-progress", .narrow, "1 U points.txt Enter Enter") { console in
            try begin(&console)
            try progress(&console, 31_000)
        },
        Scene("push-done", .usual, "1 U points.txt Enter Enter") { console in
            try begin(&console)
            try progress(&console, 81_920)
            try finish(&console, .success("\(1204) points were accepted by '\("access_log")'"))
        },
        Scene("push-refused", .chinese, "1 U points.txt Enter Enter") { console in
            try begin(&console)
            try progress(&console, 8192)
            let message = "line 12: 'n=x' is no long; 5000 points were accepted before"
            try finish(&console, .failure(APIError(.pointDoesNotFit, message, requestID: "r9")))
        },
        Scene("push-halting", .ascii, "1 U points.txt Enter Enter") { console in
            try begin(&console)
            console.press(.escape)
        },
    ]

    static let links = [
        Scene("connecting", .usual, in: .unanswered),
        Scene("offline-unknown", .chinese, in: .unanswered, after: loseLink),
        Scene("offline", .narrow, "Home", after: loseLink),
        Scene("stale", .usual, "Home", after: grow),
        Scene("paused", .ascii, "p t z"), Scene("locked", .usual, "Home r", writable: .ask),
        Scene("unlocked", .chinese, "Home W", writable: .ask),
        Scene("read-only", .narrow, "Home D", writable: .never),
    ]

    private static let profiles: Step = { console in
        console.state.profiles = ["local", "nb-production", "staging"]
    }

    private static let refuse: Step = { console in
        guard case .task(.perform(let request, _))? = console.effects.first else { return }
        let error = APIError(
            .runNotRerunnable,
            "run 7 of 'broken' is Restarting: wait until it has ended",
            requestID: "Yk0AAGvSo2Vq"
        )
        console.receive(.performed(request, .failure(error)))
    }

    private static let loseLink: Step = { console in
        let error = APIError(
            .unreachable,
            "cannot connect to http://127.0.0.1:9900: connection refused"
        )
        let next = ConsoleFixture.now.addingTimeInterval(8)
        console.receive(.linkChanged(.offline(error, nextTry: next)))
        let key = ListKey(.jobs, .root)
        console.receive(.listLoaded(key, .failure(error), at: ConsoleFixture.now))
        console.receive(.ticked(ConsoleFixture.now.addingTimeInterval(130)))
    }

    /// Some time passed, in which one question failed.
    private static let grow: Step = { console in
        let error = APIError(.internalError, "the service is busy", requestID: "r2")
        for key in [ListKey(.runs, .job("broken")), ListKey(.repos, .root)] {
            console.receive(.listLoaded(key, .failure(error), at: ConsoleFixture.now))
        }
        console.receive(.ticked(ConsoleFixture.now.addingTimeInterval(3 * 3600)))
    }

    private static let inspect: Step = { console in
        guard case .task(.inspectFile(let request))? = console.effects.first else { return }
        console.receive(.fileInspected(request, .success(81_920)))
    }

    private static func begin(_ console: inout ConsoleFixture) throws {
        try inspect(&console)
        console.lookAndPress(.character("y"))
    }

    private static func progress(_ console: inout ConsoleFixture, _ sent: Int) throws {
        guard let request = console.transfer else { return }
        let progress = TransferProgress(sent: sent, total: request.size)
        console.receive(.transferProgressed(request, progress))
    }

    private static func finish(
        _ console: inout ConsoleFixture,
        _ result: Result<LocalizedText, APIError>
    ) throws {
        guard let request = console.transfer else { return }
        console.receive(.transferred(request, result))
    }
}

extension ConsoleFixture {
    /// The file that is on its way.
    var transfer: TransferRequest? {
        if case .transfer(let dialog)? = state.overlay { dialog.request } else { nil }
    }

    /// The request that the last effects sent.
    var sent: ActionRequest? {
        effects.lazy.compactMap { effect in
            switch effect {
            case .task(.perform(let request, _)), .task(.performNext(let request, _)): request
            default: nil
            }
        }.first
    }

    mutating func answerOneOfMany(_ result: Result<LocalizedText, APIError>) {
        if let underWay = sent { receive(.performed(underWay, result)) }
    }
}
