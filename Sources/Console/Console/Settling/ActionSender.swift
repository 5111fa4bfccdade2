package import PipelineAPI

/// Sends an action once; where its answer is lost, asks the service what is true.
///
/// **Invariant:** the action is sent once, whatever becomes of it; only questions are repeated.
package struct ActionSender: Sendable {
    private let api: any APICaller
    private let zone: LocalZone
    private let sleep: @Sendable (Duration) async throws -> Void

    /// Pauses before the looks: they stop when two have seen nothing new, since the request may have been under way
    /// at the first, and after half a minute in which nothing was answered.
    private static let pauses: [Duration] = [1, 2, 4, 8, 15].map(Duration.seconds)
    private static let looks = 2
    /// Looks without an answer after a request that reached nobody, as far as is known.
    private static let looksUnreached = 2

    /// Times are said in `zone`.
    package init(
        api: any APICaller,
        zone: LocalZone,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.api = api
        self.zone = zone
        self.sleep = sleep
    }

    /// Returns a sentence that says what is true.
    ///
    /// `item` is what the action is for, as it is known; `lost` is called where the answer is lost. *Throws*
    /// `.notReceived` where the action is known not to have been done and `.outcomeUnknown` where nothing is known.
    package func send(
        _ request: ActionRequest,
        on item: AnyItem?,
        lost: @Sendable () -> Void = {}
    ) async throws(APIError) -> LocalizedText {
        guard let kind = ResourceCatalogue.kind(request.kind), let action = kind.action(request.id)
        else { throw APIError(.cancelled, "\(request.what.english) is not known to this version") }
        let evidence = action.evidence
        let before =
            evidence.asksBefore
            ? try? await evidence.look(api, kind, request.address) : item
        do throws(APIError) {
            return try await action.perform(with: api, request)
        } catch {
            guard error.losesAnswer else { throw error }
            lost()
            return try await settle(error, kind, evidence) { [zone] now in
                ActionEvidence.Looks(
                    address: request.address,
                    item: item,
                    before: before,
                    now: now,
                    zone: zone
                )
            }
        }
    }

    private func settle(
        _ lost: APIError,
        _ kind: AnyResourceKind,
        _ evidence: ActionEvidence,
        _ looks: (AnyItem?) -> ActionEvidence.Looks
    ) async throws(APIError) -> LocalizedText {
        let address = looks(nil).address
        var answers = 0
        var failures = 0
        var unknown = APIError(.outcomeUnknown, lost.message)
        for pause in Self.pauses {
            guard (try? await sleep(pause)) != nil else { break }
            let verdict: ActionEvidence.Verdict
            do throws(APIError) {
                verdict = evidence.judge(looks(try await evidence.look(api, kind, address)))
            } catch {
                failures += 1
                unknown.message = error.message
                let isUnreached = lost.code == .unreachable && failures >= Self.looksUnreached
                if isUnreached || !error.leavesOutcomeOpen { break }
                continue
            }
            answers += 1
            switch verdict {
            case .settled(let text): return "the answer was lost; \(text)"
            case .unchanged where answers >= Self.looks:
                throw APIError(.notReceived, "nothing has changed there (\(lost.message))")
            case .open(let text) where answers >= Self.looks:
                throw APIError(.outcomeUnknown, text.english)
            case .unchanged, .open: break
            }
        }
        throw unknown
    }
}

extension APIError {
    /// Whether the service may have acted on a change that was answered so.
    var losesAnswer: Bool {
        let open: [ErrorCode] = [
            .unreachable, .timedOut, .connectionLost, .cancelled, .serverFault, .unreadable,
        ]
        return open.contains(code)
    }

    /// Whether the request may have been acted on, or may be answered a little later.
    package var leavesOutcomeOpen: Bool {
        losesAnswer || code == .tooManyRequests || code.isTransient
    }
}
