import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Synchronization

@testable import Destinations

/// Which operation on files or the store fails, and whether every one after it does too, as after a crash.
final class Faults: Sendable {
    struct Plan {
        /// The number of the operation that fails, from 1.
        var number: Int
        var isCrash: Bool
        /// Whether the store has done its work before it fails.
        var isAfterwards: Bool
    }

    struct Fault: Error {}

    private let state: Mutex<(plan: Plan?, count: Int)>

    init(_ plan: Plan? = nil) {
        state = Mutex((plan, 0))
    }

    /// Counts an operation.
    ///
    /// Returns whether it fails, and whether that is after its work.
    func next() -> (fails: Bool, afterwards: Bool) {
        state.withLock { state in
            state.count += 1
            guard let plan = state.plan else { return (false, false) }
            let isNow = state.count == plan.number
            let fails = isNow || (plan.isCrash && state.count > plan.number)
            return (fails, isNow && plan.isAfterwards)
        }
    }
}

/// The files of this machine, where an operation may fail before it has begun.
struct FaultyFiles: FileOperations {
    let disk = DiskFiles()
    let faults: Faults

    private func counting<Value>(_ body: () throws -> Value) throws -> Value {
        if faults.next().fails { throw Faults.Fault() }
        return try body()
    }

    func kind(of path: String) -> FileKind? { disk.kind(of: path) }
    func size(of path: String) -> Int? { disk.size(of: path) }
    func names(in folder: String) -> [String] { disk.names(in: folder) }
    func content(of path: String) throws -> Data { try disk.content(of: path) }
    func makeFolder(_ path: String) throws { try counting { try disk.makeFolder(path) } }
    func write(_ data: Data, to path: String) throws {
        try counting { try disk.write(data, to: path) }
    }
    func move(_ source: String, to target: String) throws {
        try counting { try disk.move(source, to: target) }
    }
    func replace(_ target: String, with source: String) throws {
        try counting { try disk.replace(target, with: source) }
    }
    func link(_ source: String, to name: String) throws {
        try counting { try disk.link(source, to: name) }
    }
    func synchronize(_ paths: [String]) throws {
        // Nothing loses its power here, and the disk is slow.
        try counting {
            guard paths.allSatisfy({ disk.kind(of: $0) != nil }) else { throw Faults.Fault() }
        }
    }
    func removeEmptyFolder(_ path: String) {
        try? counting { disk.removeEmptyFolder(path) }
    }
    func removeFolder(_ path: String) throws { try counting { try disk.removeFolder(path) } }
}

/// A store whose operations may fail, before or after they have done their work.
struct FaultyKeys: WrittenKeys {
    let store: any WrittenKeys
    let faults: Faults

    private func counting<Value>(
        _ body: () async throws(APIError) -> Value
    ) async throws(APIError) -> Value {
        let next = faults.next()
        let fault = APIError(.internalError, "the disk is full: make room")
        if next.fails, !next.afterwards { throw fault }
        let value = try await body()
        if next.fails { throw fault }
        return value
    }

    func writtenKeys(_ question: WrittenKeyQuery) async throws(APIError) -> [WrittenKey] {
        try await counting { () async throws(APIError) in try await store.writtenKeys(question) }
    }
    func begin(_ placement: Placement) async throws(APIError) {
        try await counting { () async throws(APIError) in try await store.begin(placement) }
    }
    func complete(_ placement: Placement) async throws(APIError) {
        try await counting { () async throws(APIError) in try await store.complete(placement) }
    }
    func takeBack(_ placement: Placement) async throws(APIError) {
        try await counting { () async throws(APIError) in try await store.takeBack(placement) }
    }
    func unfinishedPlacements() async throws(APIError) -> [Placement] {
        try await counting { () async throws(APIError) in try await store.unfinishedPlacements() }
    }
    func forgetWrittenKeys(of source: String) async throws(APIError) {
        try await counting { () async throws(APIError) in
            try await store.forgetWrittenKeys(of: source)
        }
    }
}
