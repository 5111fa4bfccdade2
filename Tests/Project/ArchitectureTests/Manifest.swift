/// What `Package.swift` declares, read from its text.
struct Manifest {
    struct Target: Equatable {
        let name: String
        /// From the project's root.
        let path: String
        /// Whether it is made of C, or only a map to a C library, so that nothing in it imports.
        let isC: Bool
        let isProgram: Bool
        let isTest: Bool
        /// Targets of ours and modules of libraries.
        let dependencies: [String]
    }

    let targets: [Target]
    /// The targets that the package's products are made of.
    let products: [String]
    /// The packages it depends on, by their products that have a name in the manifest.
    let libraries: Set<String>

    init(_ text: String) {
        let tokens = SwiftLexer.tokens(of: text)
        let constants = Self.constants(in: tokens)
        libraries = Set(constants.values)
        // What a function returns, such as `.target(name: name, …)`, has no name of its own.
        targets = tokens.indices.compactMap { index in
            Call(tokens, at: index).flatMap { Self.target($0, constants) }
        }
        products = tokens.indices.flatMap { index -> [String] in
            guard let call = Call(tokens, at: index), call.name == "executable" else { return [] }
            return call.arguments["targets"]?.compactMap(\.literal) ?? []
        }
    }

    func target(named name: String) -> Target? { targets.first { $0.name == name } }

    /// Returns the targets of ours that a target is built from, itself left out.
    func closure(of name: String) -> Set<String> {
        var found: Set<String> = []
        var pending = [name]
        while let next = pending.popLast() {
            for dependency in target(named: next)?.dependencies ?? []
            where target(named: dependency) != nil && found.insert(dependency).inserted {
                pending.append(dependency)
            }
        }
        return found
    }

    /// Returns the modules of `let name = Target.Dependency.product(name: "Module", …)` by constant.
    private static func constants(in tokens: [SwiftToken]) -> [String: String] {
        var modules: [String: String] = [:]
        for index in tokens.indices where tokens[index].isKeyword("let") {
            let call = tokens.indices.dropFirst(index).prefix(8).lazy
                .compactMap { Call(tokens, at: $0) }.first
            if let call, call.name == "product", let module = call.text("name") {
                modules[tokens[index + 1].text] = module
            }
        }
        return modules
    }

    private static func target(_ call: Call, _ constants: [String: String]) -> Target? {
        let own = ["library", "program", "tests"].contains(call.name)
        let plain = ["target", "executableTarget", "systemLibrary"].contains(call.name)
        guard own || plain, let name = own ? call.text("") : call.text("name") else { return nil }
        let tree = call.name == "tests" ? "Tests" : "Sources"
        let path = call.text("path") ?? call.text("in").map { "\(tree)/\($0)/\(name)" } ?? name
        let list = call.arguments["dependencies"] ?? (own ? call.arguments["list"] : nil) ?? []
        return Target(
            name: name,
            path: path,
            isC: plain && call.arguments["swiftSettings"] == nil,
            isProgram: ["program", "executableTarget"].contains(call.name),
            isTest: call.name == "tests",
            dependencies: list.compactMap { $0.literal ?? $0.word.map { constants[$0] ?? $0 } }
        )
    }
}

/// A call in the manifest with its arguments by label; an unlabelled list is called `list`, a text ``.
private struct Call {
    let name: String
    private(set) var arguments: [String: [SwiftToken]] = [:]

    /// Reads `name(…)`; `nil` where none begins there, or where it is the declaration of a function.
    init?(_ tokens: [SwiftToken], at index: Int) {
        guard tokens[index].kind == .word, index + 1 < tokens.count,
            tokens[index + 1].isSymbol("("),
            index == 0 || !tokens[index - 1].isKeyword("func")
        else { return nil }
        name = tokens[index].text
        var depth = 0
        var argument: [SwiftToken] = []
        for token in tokens[(index + 1)...] {
            if token.isSymbol("(") || token.isSymbol("[") { depth += 1 }
            if token.isSymbol(")") || token.isSymbol("]") { depth -= 1 }
            if depth == 0 { break }
            if depth == 1 && token.isSymbol(",") {
                add(argument)
                argument = []
            } else if !(depth == 1 && argument.isEmpty && token.isSymbol("(")) {
                argument.append(token)
            }
        }
        add(argument)
    }

    private mutating func add(_ argument: [SwiftToken]) {
        guard let first = argument.first else { return }
        if argument.count > 1, argument[1].isSymbol(":"), first.kind == .word {
            arguments[first.text] = Array(argument.dropFirst(2))
        } else {
            arguments[first.isSymbol("[") ? "list" : ""] = argument
        }
    }

    /// Returns the text of an argument that is a literal.
    func text(_ label: String) -> String? { arguments[label]?.first?.literal }
}

extension SwiftToken {
    fileprivate var literal: String? { kind == .literal ? text : nil }
    fileprivate var word: String? { kind == .word ? text : nil }
}
