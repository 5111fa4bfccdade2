import Console
import FoundationEssentials
import PipelineAPI
import Settings
import Synchronization

/// The calls that the console's kinds send: found by asking every declaration for all it offers.
///
/// What only reads is answered by a service that holds one of everything, what changes is noted and refused.
enum ConsoleCalls {
    static func names(
        of kinds: [AnyResourceKind],
        by service: any APICaller
    ) async throws -> Set<String> {
        let caller = RecordingCaller(service: service)
        for kind in kinds {
            try await read(kind, caller)
            await change(kind, caller)
        }
        return caller.names.union(kinds.compactMap(\.transfer).map(name))
    }

    private static func read(_ kind: AnyResourceKind, _ caller: RecordingCaller) async throws {
        let scope = scope(of: kind)
        var rows = try await kind.load(caller, scope).rows
        if let part = kind.part {
            rows += try await part(caller, scope, ListQuery(), .page(1)).rows
        }
        for row in rows {
            let address = ResourceAddress(kind.id, scope, row.name)
            // Some kinds' details are their list's items, for which there is no call.
            _ = try? await kind.describe(caller, address)
            _ = try await kind.find?(caller, address)
            await change(kind, at: address, caller)
        }
    }

    private static func change(
        _ kind: AnyResourceKind,
        at address: ResourceAddress,
        _ caller: RecordingCaller
    ) async {
        for action in kind.actions {
            let request = ActionRequest(kind: kind.id, id: action.id, address: address)
            _ = try? await action.perform(with: caller, request)
        }
        guard let editor = kind.editor,
            let document = try? await editor.current(address, by: caller),
            let call = try? editor.call(for: document, at: address, in: address.scope)
        else { return }
        _ = try? await call.send(by: caller)
    }

    private static func change(_ kind: AnyResourceKind, _ caller: RecordingCaller) async {
        guard let editor = kind.editor,
            let json = try? YAMLDocument.json(from: editor.template),
            let document = try? JSONCoding.decode(JSONValue.self, from: json),
            let call = try? editor.call(for: document, at: nil, in: scope(of: kind))
        else { return }
        _ = try? await call.send(by: caller)
    }

    private static func scope(of kind: AnyResourceKind) -> Scope {
        switch kind.containment {
        case .root: .root
        case .repo: .repo("web")
        case .job: .job("daily")
        case .dataSource: .dataSource("logs")
        }
    }

    private static func name(_ transfer: ResourceTransfer) -> String {
        switch transfer.content {
        case .points: PostPoints.name
        case .plugin: UploadPlugin.name
        }
    }
}

/// Notes the name of every call; passes on what only reads.
private final class RecordingCaller: APICaller {
    private let service: any APICaller
    private let noted = Mutex<Set<String>>([])

    init(service: any APICaller) { self.service = service }

    var names: Set<String> { noted.withLock { $0 } }

    func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        noted.withLock { _ = $0.insert(Call.name) }
        guard Call.route.isReadOnly else {
            throw APIError(.internalError, "'\(Call.name)' is noted and goes no further")
        }
        return try await service.send(call)
    }
}
