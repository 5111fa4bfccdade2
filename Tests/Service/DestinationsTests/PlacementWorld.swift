import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Statistics

@testable import Destinations
@testable import PipelineService

/// A random data directory with objects of others, exports that place files in it, and what must be there.
///
/// The model knows rows and where they were meant to be, and nothing of names of parts or of owners.
struct PlacementWorld {
    /// A row that an export has delivered; its text is like no other's.
    struct Row: Hashable {
        var source: String
        var run: Int64
        var target: String
        var text: String
    }

    /// What must be in the directory.
    struct Contents: Equatable {
        /// The objects that no export owns, by path.
        var foreign: [String: String] = [:]
        var rows: Set<Row> = []
    }

    struct Export {
        var source: String
        var place: String
        var target: String
        var mode: PlacementRequest.SaveMode
        var kind: Int
        var lastRun: Int64 = 0

        var isSingle: Bool { kind < 2 }
        var hasHeader: Bool { kind == 0 }
        var path: String { PlacementRequest.path(place, target) }
    }

    static let header = "h"
    static let places = ["buckets/aaaa", "buckets/bbbb", "hdfs"]
    static let targets = [
        "", "data", "data/x", "daily", "all.json", "data/part-00000.json", "d/e/f",
    ]
    static let modes: [PlacementRequest.SaveMode] = [
        .overwrite, .overwrite, .append, .append, .errorIfExists, .ignore,
    ]
    static let foreignKeys = [
        "data/in.json", "data", "data/part-00000.json", "daily/part-00001.json", "all.json",
        "d/e/f",
        "part-00000.json", "daily/a=1/part-00000.json", "d/e", "other", "data/x/part-1-00000.json",
    ]

    let root: String
    let store = MemoryStore()
    var placer: FilePlacer
    var random: SplitMix64
    var exports: [Export] = []
    var contents = Contents()
    private var rowCount = 0

    init(seed: UInt64) throws {
        root = FileManager.default.temporaryDirectory.path + "/placing-" + UUID().uuidString
        random = SplitMix64(seed: seed)
        placer = FilePlacer(root: root, keys: store)
        for number in 1...3 { exports.append(newExport("job/e\(number)#\(number)")) }
        for place in PlacementWorld.places {
            try FileManager.default.createDirectory(
                atPath: root + "/" + place,
                withIntermediateDirectories: true
            )
        }
        for _ in 0..<6 { try addForeign() }
    }

    func remove() { try? FileManager.default.removeItem(atPath: root) }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[random.number(below: values.count)]
    }

    mutating func newExport(_ source: String) -> Export {
        Export(
            source: source,
            place: pick(PlacementWorld.places),
            target: pick(PlacementWorld.targets),
            mode: pick(PlacementWorld.modes),
            kind: random.number(below: 4)
        )
    }

    /// Creates an object of somebody else where nothing is in its way.
    mutating func addForeign() throws {
        let key = pick(PlacementWorld.places) + "/" + pick(PlacementWorld.foreignKeys)
        let file = URL(filePath: root + "/" + key)
        guard !FileManager.default.fileExists(atPath: file.path),
            (try? FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )) != nil
        else { return }
        let text = "foreign \(random.next())\n"
        try Data(text.utf8).write(to: file)
        contents.foreign[key] = text
    }

    /// Creates an object beside those of exports, as somebody may while the service is down.
    mutating func intrude() throws {
        let folder = pick(["data", "daily", "data/x", "d/e", "daily/a=1"])
        let key = "\(pick(PlacementWorld.places))/\(folder)/late"
        let file = URL(filePath: root + "/" + key)
        guard
            (try? FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )) != nil
        else { return }
        contents.foreign[key] = "late \(random.next())\n"
        try Data((contents.foreign[key] ?? "").utf8).write(to: file)
    }

    /// The objects of others that are gone or changed.
    var harmed: [String] { contents.foreign.filter { text(at: $0.key) != $0.value }.keys.sorted() }

    /// Starts the placer anew, as the service does after a crash.
    mutating func restart(_ faults: Faults) {
        placer = FilePlacer(
            root: root,
            keys: FaultyKeys(store: store, faults: faults),
            files: FaultyFiles(faults: faults)
        )
    }

    // MARK: - A delivery

    /// Writes the files of a run, with rows of their own.
    mutating func request(for export: Export, run: Int64) throws -> (PlacementRequest, Set<Row>) {
        rowCount += 1
        let directory = root + "/made/\(rowCount)"
        var rows: Set<Row> = []
        var paths: [String] = []
        let count = export.isSingle ? 1 : export.kind == 2 ? random.number(below: 4) : 1
        for number in 0..<count {
            let folder = export.kind == 2 && number == 2 ? "a=1/" : ""
            let path = folder + "part-0000\(number).json"
            let texts = (0...random.number(below: 3)).map {
                "\(export.source) \(run) \(rowCount) \(number)-\($0)"
            }
            rows.formUnion(
                texts.map { Row(source: export.source, run: run, target: export.path, text: $0) }
            )
            let file = URL(filePath: directory + "/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            let lines = (export.hasHeader ? [PlacementWorld.header] : []) + texts
            try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
            paths.append(path)
        }
        return (request(for: export, run: run, directory, paths), rows)
    }

    private func request(
        for export: Export,
        run: Int64,
        _ directory: String,
        _ paths: [String]
    ) -> PlacementRequest {
        let growth = FileGrowth(
            format: export.hasHeader ? "csv" : "json",
            isCompressed: false,
            hasHeader: export.hasHeader
        )
        let layout: PlacementRequest.Layout =
            export.isSingle ? .file(growth: growth) : export.kind == 2 ? .parts : .named
        return PlacementRequest(
            source: export.source,
            place: export.place,
            target: export.target,
            run: run,
            layout: layout,
            mode: export.kind == 3 ? .append : export.mode,
            directory: directory,
            paths: paths,
            retention: 0,
            time: Date(timeIntervalSince1970: 0)
        )
    }

    /// What must be there once the delivery has been placed, by the document's words for the save modes.
    func contents(after request: PlacementRequest, _ new: Set<Row>) -> Contents {
        if request.mode == .ignore, isTaken(request) { return contents }
        var after = contents
        after.rows = after.rows.filter { row in
            let isOfTarget = request.mode == .overwrite && row.target == request.targetPath
            return row.source != request.source || (row.run != request.run && !isOfTarget)
        }
        if case .file = request.layout, request.mode == .overwrite {
            after.foreign[request.targetPath] = nil
            let lines = Set(lines(at: request.targetPath))
            after.rows = after.rows.filter { !lines.contains($0.text) }
        }
        after.rows.formUnion(new)
        return after
    }

    /// Whether something is at the target that this run did not write.
    func isTaken(_ request: PlacementRequest) -> Bool {
        let target = request.targetPath
        return paths().contains { path in
            let isBelow =
                if case .file = request.layout { false } else { path.hasPrefix(target + "/") }
            guard path == target || isBelow else { return false }
            let lines = lines(at: path).filter { $0 != PlacementWorld.header }
            let own = "\(request.source) \(request.run) "
            return lines.isEmpty || !lines.allSatisfy { $0.hasPrefix(own) }
        }
    }

    // MARK: - What is there

    func paths() -> [String] {
        ["buckets", "hdfs"].flatMap { top in
            ((try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + top)) ?? []).map {
                top + "/" + $0
            }
        }
        .filter { DiskFiles().kind(of: root + "/" + $0) == .file }
    }

    func text(at path: String) -> String {
        String(
            decoding: FileManager.default.contents(atPath: root + "/" + path) ?? Data(),
            as: UTF8.self
        )
    }

    func lines(at path: String) -> [String] {
        text(at: path).split(separator: "\n").map(String.init)
    }

    /// Returns which objects are owned and not there, or there and neither owned nor another's; `nil` if none.
    func disownment() async -> String? {
        let owned = Set(await store.written.keys)
        let there = Set(paths()).subtracting(contents.foreign.keys)
        return owned == there ? nil : "owned are \(owned.sorted()), there are \(there.sorted())"
    }

    /// Returns what differs from what must be there; `nil` if nothing does.
    func difference(from wanted: Contents) -> String? {
        var rows: [String] = []
        let paths = paths()
        for path in paths {
            if let text = wanted.foreign[path], text == self.text(at: path) { continue }
            let lines = lines(at: path)
            if wanted.foreign[path] != nil { return "'\(path)' is another's, and has \(lines)" }
            if lines.dropFirst().contains(PlacementWorld.header) {
                return "'\(path)' has two headers"
            }
            rows += lines.filter { $0 != PlacementWorld.header }
        }
        for path in wanted.foreign.keys where !paths.contains(path) { return "'\(path)' is gone" }
        let texts = wanted.rows.map(\.text).sorted()
        return rows.sorted() == texts ? nil : "rows \(rows.sorted()), not \(texts)"
    }
}
