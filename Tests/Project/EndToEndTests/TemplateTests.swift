import Console
import FoundationEssentials
import PipelineAPI
import Settings
import Testing

@testable import pandora

/// The templates as they stand, read as a user's document would be.
@Suite struct TemplateTests {
    @Test func `every template is a document that could be sent as it is`() async throws {
        let kinds = ResourceCatalogue.all.filter { $0.editor != nil }
        #expect(kinds.count == 9)
        for kind in kinds {
            let scope: Scope =
                switch kind.containment {
                case .root: .root
                case .repo: .repo("web")
                case .job: .job("daily")
                case .dataSource: .dataSource("logs")
                }
            let round = EditRound(
                api: Nobody(),
                parse: { text throws(APIError) in try ExternalEditor.parse(text) },
                edit: { text async throws(APIError) in text + "# seen\n" }
            )
            var draft = EditDraft(kind: kind.id, address: nil, scope: scope)
            draft.text = kind.editor?.template ?? ""
            let (_, outcome) = await round.run(draft)
            guard case .ready(let preview) = outcome else {
                Issue.record("\(kind.id): \(outcome)")
                continue
            }
            #expect(preview.hasPrefix("POST /v2/"), "\(preview)")
        }
    }
}

private struct Nobody: APICaller {
    func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        throw APIError(.notImplemented, Call.name)
    }
}
