/// The map of ARCHITECTURE.md: rooms, the targets in them, and what each may import.
///
/// A room begins at the margin, a target is indented by two; `→` under either names what it may import: rooms
/// for a room; targets, and libraries in brackets, for a target. At the end stand the libraries that may have
/// more than one importer, each with its reason.
struct ProjectMap {
    struct Room: Equatable {
        /// Such as `Sources/Shared`.
        let path: String
        let sentence: String
        var rooms: [String] = []
    }

    struct Target: Equatable {
        let name: String
        let room: String
        let sentence: String
        var targets: [String] = []
        var libraries: [String] = []

        var path: String { room + "/" + name }
        var dependencies: [String] { targets + libraries }
    }

    private(set) var rooms: [Room] = []
    private(set) var targets: [Target] = []
    /// The reason why a library has more than one importer, by library.
    private(set) var shared: [String: String] = [:]

    /// Reads the block between the map's marks; `nil` where there is none.
    init?(architecture text: String) {
        guard let start = text.firstRange(of: "<!-- map:begin -->"),
            let end = text.firstRange(of: "<!-- map:end -->"),
            start.upperBound <= end.lowerBound
        else { return nil }
        self.init(block: String(text[start.upperBound..<end.lowerBound]))
    }

    init(block: String) {
        for line in block.split(separator: "\n") where !line.hasPrefix("```") {
            read(String(line))
        }
    }

    func target(named name: String) -> Target? { targets.first { $0.name == name } }

    func room(at path: String) -> Room? { rooms.first { $0.path == path } }

    private mutating func read(_ line: String) {
        let indent = line.prefix { $0 == " " }.count
        let words = line.split(separator: " ").map(String.init)
        guard let first = words.first else { return }
        let sentence = words.dropFirst().joined(separator: " ")
        switch (indent, first) {
        case (_, "→"): allow(words.dropFirst().filter { $0 != "·" }, indent)
        case (0, _) where first.contains("/"): rooms.append(Room(path: first, sentence: sentence))
        case (2, _) where Self.library(first) != nil:
            shared[Self.library(first) ?? first] = sentence
        case (2, _):
            let room = rooms.last?.path ?? ""
            targets.append(Target(name: first, room: room, sentence: sentence))
        // Any other line at the margin is a heading.
        default: break
        }
    }

    private mutating func allow(_ names: [String], _ indent: Int) {
        if indent <= 2, !rooms.isEmpty {
            rooms[rooms.count - 1].rooms += names
        } else if !targets.isEmpty {
            targets[targets.count - 1].libraries += names.compactMap(Self.library)
            targets[targets.count - 1].targets += names.filter { Self.library($0) == nil }
        }
    }

    /// Returns the name in brackets.
    private static func library(_ word: String) -> String? {
        guard word.hasPrefix("["), word.hasSuffix("]") else { return nil }
        return String(word.dropFirst().dropLast())
    }
}
