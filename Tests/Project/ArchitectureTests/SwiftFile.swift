/// A Swift file of the project and what the rules of its structure ask of it.
struct SwiftFile {
    /// From the project's root, such as `Sources/Shared/Gzip/Gzip.swift`.
    let path: String
    /// How many lines it has, empty ones left out.
    let lines: Int
    let imports: [String]
    let functions: [SwiftFunction]
    private let tokens: [SwiftToken]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n").count
        tokens = SwiftLexer.tokens(of: text)
        imports = Self.imports(in: tokens)
        functions = SwiftFunction.all(in: tokens)
    }

    /// The folder it lies in.
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
    /// Its target's folder, such as `Sources/Shared/Gzip`.
    var targetFolder: String { path.split(separator: "/").prefix(3).joined(separator: "/") }

    var startsTask: Bool {
        zip(tokens, tokens.dropFirst()).contains {
            $0.isKeyword("Task") && $1.isSymbol("{")
        }
    }

    /// Returns the modules of all imports; of `import struct Module.Type` the module.
    private static func imports(in tokens: [SwiftToken]) -> [String] {
        tokens.indices.compactMap { index in
            guard tokens[index].isKeyword("import"), index + 1 < tokens.count else { return nil }
            let next = tokens[index + 1]
            guard kinds.contains(next.text), index + 2 < tokens.count else { return next.text }
            return tokens[index + 2].text
        }
    }

    private static let kinds: Set<String> = [
        "typealias", "struct", "class", "enum", "protocol", "let", "var", "func",
    ]
}
