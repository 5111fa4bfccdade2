import FoundationEssentials
import PipelineService
import SQLiteStore
import Testing

/// The ways a call can reach the service; every behaviour holds over each.
enum Carrier: String, CaseIterable, CustomTestStringConvertible {
    case memory, sqlite

    var testDescription: String { rawValue }

    /// Lends a service of its own, empty, with nothing behind it that computes.
    func world(_ body: (World) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.path + "/contract-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        switch self {
        case .memory: try await body(World(store: MemoryStore(), root: root))
        case .sqlite:
            let store = try SQLiteStore.open(at: root + "/pipeline.sqlite")
            try await body(World(store: store, root: root))
        }
    }
}
