import PipelineAPI
import YAML

/// A mapping of a settings file, read key by key with errors that name the place.
///
/// It reads YAML nodes instead of using `Decodable`, whose errors name neither line nor file and quote values, which
/// may be secret.
struct SettingsSection {
    private let file: String
    /// The path of keys to this mapping: "profiles.work", or empty for the whole file.
    private let place: String
    private let members: [(key: String, node: YAMLNode)]

    /// Reads a whole file; an empty file has no members.
    init(text: String, file: String) throws(SettingsError) {
        let node: YAMLNode?
        do throws(YAMLProblem) {
            node = try YAMLParser.read(text)
        } catch {
            throw SettingsError(
                "'\(file)' is not valid YAML: \(Self.words(for: error, in: text)): correct it"
            )
        }
        try self.init(node, file: file, place: "")
    }

    private init(_ node: YAMLNode?, file: String, place: String) throws(SettingsError) {
        self.file = file
        self.place = place
        guard let node, !Self.isNull(node) else {
            members = []
            return
        }
        guard case .mapping(let members) = node else {
            let what = place.isEmpty ? "'\(file)'" : "'\(place)' in '\(file)'"
            throw SettingsError("\(what) is not a mapping: write 'key: value' lines")
        }
        self.members = members
    }

    var keys: [String] { members.map(\.key) }

    /// Returns the member's text; `nil` if it is absent.
    func text(_ key: String) throws(SettingsError) -> String? {
        guard let node = self[key] else { return nil }
        guard let text = node.scalar?.text else { throw refusal(key, "is not one value") }
        return text
    }

    /// Returns a member that is a text or a list of texts, as a list.
    func texts(_ key: String) throws(SettingsError) -> [String] {
        guard let node = self[key] else { return [] }
        if let text = node.scalar?.text { return [text] }
        let texts = node.sequence?.compactMap { $0.scalar?.text } ?? []
        guard !texts.isEmpty, texts.count == node.sequence?.count else {
            throw refusal(key, "is neither a value nor a list of values")
        }
        return texts
    }

    func flag(_ key: String) throws(SettingsError) -> Bool? {
        guard let text = try text(key) else { return nil }
        guard let flag = self[key]?.scalar?.truth else {
            throw refusal(key, "'\(text)' is not a truth value: write true or false")
        }
        return flag
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String,
        of type: Choice.Type
    ) throws(SettingsError) -> Choice? where Choice.RawValue == String {
        guard let text = try text(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw refusal(key, "'\(text)' is unknown: use one of \(known)")
        }
        return choice
    }

    /// Returns a command: a list is its arguments, a text is a line for the shell.
    func command(_ key: String) throws(SettingsError) -> [String]? {
        guard let node = self[key] else { return nil }
        if let line = node.scalar?.text, !line.isEmpty { return ["/bin/sh", "-c", line] }
        let words = node.sequence?.compactMap { $0.scalar?.text } ?? []
        guard let program = words.first, !program.isEmpty, words.count == node.sequence?.count
        else {
            throw refusal(key, "is not a command: write a line, or a list of words")
        }
        return words
    }

    func section(_ key: String) throws(SettingsError) -> SettingsSection {
        try SettingsSection(self[key], file: file, place: path(key))
    }

    /// Throws for an unknown key, which may be a misspelt one.
    func requireKnown(_ known: [String]) throws(SettingsError) {
        for key in keys where !known.contains(key) {
            throw refusal(key, "is unknown: use one of \(known.joined(separator: ", "))")
        }
    }

    /// Throws for an unknown key, with the known one that was probably meant.
    func requireNearlyKnown(_ known: [String]) throws(SettingsError) {
        for key in keys where !known.contains(key) {
            throw refusal(key, "is unknown" + NearestName.hint(for: key, among: known))
        }
    }

    /// Returns the member's text; throws if it is absent or empty.
    func required(_ key: String) throws(SettingsError) -> String {
        guard let text = try text(key), !text.isEmpty else {
            throw refusal(key, "is missing: give it a value")
        }
        return text
    }

    func isMapping(_ key: String) -> Bool {
        if case .mapping? = self[key] { true } else { false }
    }

    /// Returns an error about a member; `what` says what is wrong and what to do.
    func refusal(_ key: String, _ what: String) -> SettingsError {
        SettingsError("\(path(key)) in '\(file)': \(what)")
    }

    private subscript(key: String) -> YAMLNode? {
        members.first { $0.key == key && !Self.isNull($0.node) }?.node
    }

    private func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

    private static func isNull(_ node: YAMLNode) -> Bool { node.scalar?.isNull ?? false }

    private static func words(for problem: YAMLProblem, in text: String) -> String {
        guard let line = problem.line, startsWithTab(line, text) else { return "\(problem)" }
        return "line \(line) begins with a tab, which YAML does not allow: use spaces"
    }

    private static func startsWithTab(_ number: Int, _ text: String) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(number - 1) else { return false }
        return lines[number - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }
}
