import FoundationEssentials
import PipelineEngine

/// What a delivery changes, decided before anything moves.
///
/// **Invariant:** an object that the export does not own is neither removed nor replaced, but for the one
/// whose key is the target of a single file and whose save mode is overwrite.
struct PlacementPlan {
    /// An object to be put, with what it will contain.
    struct Item {
        enum Content {
            /// A file of the delivery, by its absolute path.
            case file(String)
            case data(Data)
        }

        var content: Content
        var written: WrittenKey
        var isReplacing: Bool
    }

    var items: [Item] = []
    /// The owned objects that are removed.
    var removals: [WrittenKey] = []

    /// Returns `nil` where the save mode leaves what is there.
    static func make(
        for request: PlacementRequest,
        owned: [WrittenKey],
        root: String,
        _ files: any FileView
    ) throws -> PlacementPlan? {
        try PlacementPlanner(request, owned: owned, root: root, files).plan()
    }
}

extension PlacementPlan {
    /// Returns what is stored of the plan before it is carried out.
    func placement(for request: PlacementRequest, idPrefix: String = "") -> Placement {
        Placement(
            id: idPrefix + FilePlacement.fileName(request.source, longest: 100) + "-\(request.run)",
            source: request.source,
            puts: items.enumerated().map { number, item in
                Placement.Put(
                    number: number,
                    written: item.written,
                    isReplacing: item.isReplacing
                )
            },
            removals: removals.enumerated().map { number, removed in
                Placement.Removal(number: number, key: removed.key)
            },
            ending: request.ending
        )
    }
}

/// Decides a plan from what the export owns and what is there.
private struct PlacementPlanner {
    private let request: PlacementRequest
    private let owned: [WrittenKey]
    private let root: String
    private let files: any FileView
    /// The owned keys that this delivery takes away or replaces.
    private let gone: Set<String>

    init(
        _ request: PlacementRequest,
        owned: [WrittenKey],
        root: String,
        _ files: any FileView
    ) {
        self.request = request
        self.owned = owned
        self.root = root
        self.files = files
        gone = Set(owned.filter { PlacementPlanner.goes($0, for: request) }.map(\.key))
    }

    /// Whether an owned object goes: overwritten, kept long enough, or only with rows of the same run.
    private static func goes(_ key: WrittenKey, for request: PlacementRequest) -> Bool {
        if request.mode == .overwrite, key.target == request.targetPath { return true }
        if let oldest = request.oldest, key.writtenAt < oldest { return true }
        return key.holds(request.run) && !key.hasOthers(than: request.run)
    }

    func plan() throws -> PlacementPlan? {
        if try isLeftAsItIs() { return nil }
        var plan = PlacementPlan()
        plan.items = try newItems()
        let put = Set(plan.items.map(\.written.key))
        plan.items += try shrunkItems(except: put)
        plan.removals = owned.filter { gone.contains($0.key) && !put.contains($0.key) }
        for item in plan.items {
            try files.checkWay(to: item.written.key, in: request.place, below: root, gone: gone)
        }
        return plan
    }

    // MARK: - The save modes

    private func isLeftAsItIs() throws -> Bool {
        guard [.ignore, .errorIfExists].contains(request.mode), exists else { return false }
        if request.mode == .ignore { return true }
        throw DeliveryFailure(
            "'\(request.target)' exists already: remove it, or use saveMode overwrite"
        )
    }

    /// Whether an object of the target is there that this run has not written.
    private var exists: Bool {
        let ofRun = Set(owned.filter { $0.holds(request.run) }.map(\.key)).intersection(gone)
        switch files.kind(of: absolute(request.targetPath)) {
        case .file?: return !ofRun.contains(request.targetPath)
        case .folder?:
            if case .file = request.layout { return false }
            return files.hasFile(
                below: absolute(request.targetPath),
                except: Set(ofRun.map(absolute))
            )
        default: return false
        }
    }

    // MARK: - What is put

    private func newItems() throws -> [PlacementPlan.Item] {
        switch request.layout {
        case .file(let growth): try request.paths.map { try single($0, growth) }
        case .parts: parts()
        case .named: try named()
        }
    }

    private func checkName() throws {
        guard request.target.isEmpty else { return }
        throw DeliveryFailure("the file has no name: give 'keyPrefix' a name")
    }

    private func single(_ path: String, _ growth: FileGrowth) throws -> PlacementPlan.Item {
        try checkName()
        let key = request.targetPath
        let isThere = files.kind(of: absolute(key)) == .file
        if request.mode == .append, isThere, !gone.contains(key) {
            return try grown(key, by: path, growth) ?? beside(key, path)
        }
        let new = request.directory + "/" + path
        let pieces = try growth.pieces(of: new, bytes: files.size(of: new) ?? 0, run: request.run)
        return item(path, at: key, pieces: pieces)
    }

    private func grown(
        _ key: String,
        by path: String,
        _ growth: FileGrowth
    ) throws -> PlacementPlan.Item? {
        guard let mine = owned.first(where: { $0.key == key }), !mine.pieces.isEmpty else {
            return nil
        }
        let file = GrownFile(data: try stored(key), pieces: mine.pieces)
        let grown = growth.grown(file, by: try content(of: path), of: request.run)
        guard let grown else { return nil }
        var new = item(path, at: key, pieces: grown.pieces)
        new.content = .data(grown.data)
        return new
    }

    /// A file that cannot grow, or is another's, is left, and the new one has its name with the run after it.
    private func beside(_ key: String, _ path: String) -> PlacementPlan.Item {
        let name = key + "-\(request.run)"
        return item(path, at: free(name, PlacementPlanner.ending(of: path), taken: []))
    }

    /// All parts of a run have one mark, the first with which no part has the name of an object that stays.
    private func parts() -> [PlacementPlan.Item] {
        let plain = request.mode == .append ? [] : [""]
        let marks = plain + ["\(request.run)-"]
        let numbered = (1...).lazy.map { "\(request.run)-\($0)-" }
        let mark = marks.first(where: isFree) ?? numbered.first(where: isFree) ?? ""
        return request.paths.map { item($0, at: partKey($0, mark)) }
    }

    private func isFree(_ mark: String) -> Bool {
        request.paths.allSatisfy { !isTaken(partKey($0, mark)) }
    }

    private func partKey(_ path: String, _ mark: String) -> String {
        var names = path.split(separator: "/").map(String.init)
        if let last = names.popLast() {
            let isPart = last.hasPrefix("part-")
            names.append(isPart ? "part-" + mark + last.dropFirst(5) : mark + last)
        }
        return request.targetPath + "/" + names.joined(separator: "/")
    }

    private func named() throws -> [PlacementPlan.Item] {
        try checkName()
        var taken: Set<String> = []
        return request.paths.map { path in
            let ending = PlacementPlanner.ending(of: path)
            let key = free(request.targetPath, ending, taken: taken)
            taken.insert(key)
            return item(path, at: key)
        }
    }

    /// Returns the name with its extension, and a number before it if the name is taken.
    private func free(_ name: String, _ ending: String, taken: Set<String>) -> String {
        var candidate = name + ending
        var number = 1
        while taken.contains(candidate) || isTaken(candidate) {
            candidate = "\(name)-\(number)\(ending)"
            number += 1
        }
        return candidate
    }

    private func isTaken(_ key: String) -> Bool {
        files.kind(of: absolute(key)) != nil && !gone.contains(key)
    }

    private static func ending(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name[(name.firstIndex(of: ".") ?? name.endIndex)...])
    }

    private func item(
        _ path: String,
        at key: String,
        pieces: [WrittenKey.Piece] = []
    ) -> PlacementPlan.Item {
        PlacementPlan.Item(
            content: .file(request.directory + "/" + path),
            written: WrittenKey(
                key: key,
                source: request.source,
                target: request.targetPath,
                run: request.run,
                pieces: pieces,
                writtenAt: request.time
            ),
            isReplacing: files.kind(of: absolute(key)) == .file
        )
    }

    /// Files that have rows of this run among those of others, and do not get its new ones, without them.
    private func shrunkItems(except put: Set<String>) throws -> [PlacementPlan.Item] {
        try owned.filter {
            $0.holds(request.run) && !gone.contains($0.key) && !put.contains($0.key)
        }
        .filter { files.kind(of: absolute($0.key)) == .file }
        .map(shrunk)
    }

    private func shrunk(_ key: WrittenKey) throws -> PlacementPlan.Item {
        let file = GrownFile(data: try stored(key.key), pieces: key.pieces)
        guard file.isWhole else {
            throw DeliveryFailure(
                "'\(shown(key.key))' has been changed since it was written, so that the rows of run "
                    + "\(request.run) in it cannot be replaced: remove it, and rerun the runs it was of"
            )
        }
        let shrunk = file.replacing(request.run, with: nil)
        var written = key
        written.pieces = shrunk.pieces
        written.run = shrunk.pieces.last?.run ?? 0
        return PlacementPlan.Item(
            content: .data(shrunk.data),
            written: written,
            isReplacing: true
        )
    }

    // MARK: - What is there

    private func shown(_ key: String) -> String {
        String(key.dropFirst(request.place.count + 1))
    }

    private func absolute(_ key: String) -> String { root + "/" + key }

    private func stored(_ key: String) throws -> Data {
        try files.content(of: absolute(key))
    }

    private func content(of path: String) throws -> Data {
        try Data(contentsOf: URL(filePath: request.directory + "/" + path))
    }
}

extension WrittenKey {
    fileprivate func hasOthers(than run: Int64) -> Bool {
        pieces.contains { $0.run != nil && $0.run != run }
    }
}
