import CYAML

/// Reads the one document of a text.
///
/// libyaml reads the text; what it does not limit is limited here, so that no text exhausts the stack or the memory.
package struct YAMLParser: ~Copyable {
    /// The most levels of values within values.
    private static let mostLevels = 100
    /// The most values that aliases may repeat.
    private static let mostRepeated = 100_000

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var anchors: [String: YAMLNode] = [:]
    private var repeated = 0

    /// Returns the document, and `nil` where the text has none.
    package static func read(_ text: String) throws(YAMLProblem) -> YAMLNode? {
        // libyaml keeps a pointer to the text, which lives as long as the parser.
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
        defer { bytes.deallocate() }
        _ = bytes.initialize(from: text.utf8)
        var parser = YAMLParser(UnsafeBufferPointer(bytes))
        return try parser.document()
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        precondition(yaml_parser_initialize(parser) == 1, "no memory for a parser of YAML")
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    private mutating func document() throws(YAMLProblem) -> YAMLNode? {
        var root: YAMLNode?
        while true {
            let event = try next()
            switch event.kind {
            case YAML_STREAM_END_EVENT: return root
            case YAML_DOCUMENT_START_EVENT:
                guard root == nil else {
                    throw YAMLProblem(
                        line: event.line,
                        words: "a second document begins: write one"
                    )
                }
                root = try node(from: next(), level: 0)
            default: continue
            }
        }
    }

    /// Reads the value that begins with an event.
    private mutating func node(
        from event: Event,
        level: Int
    ) throws(YAMLProblem) -> YAMLNode {
        guard level < YAMLParser.mostLevels else {
            throw YAMLProblem(
                line: event.line,
                words: "there are more than \(YAMLParser.mostLevels) levels: write fewer"
            )
        }
        let node: YAMLNode
        switch event.kind {
        case YAML_ALIAS_EVENT: return try alias(event)
        case YAML_SEQUENCE_START_EVENT: node = .sequence(try sequence(level: level))
        case YAML_MAPPING_START_EVENT: node = .mapping(try mapping(event, level: level))
        default: node = .scalar(YAMLScalar(text: event.text, isPlain: event.isPlain))
        }
        if let anchor = event.anchor { anchors[anchor] = node }
        return node
    }

    private mutating func sequence(level: Int) throws(YAMLProblem) -> [YAMLNode] {
        var nodes: [YAMLNode] = []
        while true {
            let event = try next()
            guard event.kind != YAML_SEQUENCE_END_EVENT else { return nodes }
            nodes.append(try node(from: event, level: level + 1))
        }
    }

    private mutating func mapping(
        _ start: Event,
        level: Int
    ) throws(YAMLProblem) -> [(key: String, node: YAMLNode)] {
        var members: [(key: String, node: YAMLNode)] = []
        var known: Set<String> = []
        var twice: [String] = []
        while true {
            let event = try next()
            guard event.kind != YAML_MAPPING_END_EVENT else { break }
            guard let key = try node(from: event, level: level + 1).scalar?.text else {
                throw YAMLProblem(line: event.line, words: "a key is no text: write 'key: value'")
            }
            if !known.insert(key).inserted { twice.append(key) }
            members.append((key: key, node: try node(from: next(), level: level + 1)))
        }
        guard twice.isEmpty else {
            throw YAMLProblem(
                line: nil,
                words:
                    "'\(twice.joined(separator: "', '"))' is given twice from line \(start.line) on"
            )
        }
        return members
    }

    private mutating func alias(_ event: Event) throws(YAMLProblem) -> YAMLNode {
        guard let name = event.anchor, let node = anchors[name] else {
            throw YAMLProblem(
                line: event.line,
                words:
                    "'*\(event.anchor ?? "")' names no value before it: write '&\(event.anchor ?? "")' there"
            )
        }
        repeated += node.size
        guard repeated <= YAMLParser.mostRepeated else {
            throw YAMLProblem(
                line: event.line,
                words: "aliases repeat more than \(YAMLParser.mostRepeated) values: write fewer"
            )
        }
        return node
    }
}

extension YAMLParser {
    /// What an event of libyaml says, copied out of its memory.
    private struct Event {
        let kind: yaml_event_type_t
        let line: Int
        var anchor: String?
        var text = ""
        var isPlain = false

        init(_ event: yaml_event_t) {
            kind = event.type
            line = event.start_mark.line + 1
            switch kind {
            case YAML_ALIAS_EVENT: anchor = Event.text(event.data.alias.anchor)
            case YAML_SEQUENCE_START_EVENT: anchor = Event.text(event.data.sequence_start.anchor)
            case YAML_MAPPING_START_EVENT: anchor = Event.text(event.data.mapping_start.anchor)
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                anchor = Event.text(scalar.anchor)
                let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
                text = String(decoding: bytes, as: UTF8.self)
                isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
            default: break
            }
        }

        private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
            bytes.map { String(cString: $0) }
        }
    }

    private mutating func next() throws(YAMLProblem) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { yaml_event_delete(&event) }
        return Event(event)
    }

    private func problem() -> YAMLProblem {
        let words = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
        guard parser.pointee.error != YAML_READER_ERROR else {
            return YAMLProblem(line: nil, words: words)
        }
        return YAMLProblem(line: parser.pointee.problem_mark.line + 1, words: words)
    }
}
