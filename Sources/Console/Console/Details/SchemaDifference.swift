package import PipelineAPI
package import Screen

/// What a declared schema and the one inferred from the files say of each field.
///
/// Fields are matched by their path. A field that only one side has counts once, whatever it holds.
/// Whether a field is required is not compared: files do not tell.
package struct SchemaDifference: Equatable, Sendable {
    package enum Finding: Equatable, Sendable, CaseIterable {
        case changed, onlyInferred, onlyDeclared, same
    }

    package struct Entry: Equatable, Sendable {
        package let path: [String]
        package let finding: Finding
        /// The types as they are written, such as `array[long]`; `nil` on a side without the field.
        package let declared: String?
        package let inferred: String?
    }

    /// In the order of the declared schema; on each level what only the files have comes last.
    package let entries: [Entry]

    package init(declared: [SchemaField], inferred: [SchemaField]) {
        entries = SchemaDifference.entries(declared, inferred, under: [])
    }

    package var isEmpty: Bool { entries.allSatisfy { $0.finding == .same } }

    package func count(of finding: Finding) -> Int {
        entries.count { $0.finding == finding }
    }

    private static func entries(
        _ declared: [SchemaField],
        _ inferred: [SchemaField],
        under path: [String]
    ) -> [Entry] {
        let found = Dictionary(
            inferred.map { ($0.key, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let known = Set(declared.map(\.key))
        return declared.flatMap { entries($0, found[$0.key], at: path + [$0.key]) }
            + inferred.filter { !known.contains($0.key) }.map {
                Entry(
                    path: path + [$0.key],
                    finding: .onlyInferred,
                    declared: nil,
                    inferred: type(of: $0)
                )
            }
    }

    private static func entries(
        _ declared: SchemaField,
        _ inferred: SchemaField?,
        at path: [String]
    ) -> [Entry] {
        let isBothMap = declared.valtype == .map && inferred?.valtype == .map
        let (old, new) = (type(of: declared), inferred.map(type(of:)))
        let finding: Finding =
            new == nil ? .onlyDeclared : isBothMap || old == new ? .same : .changed
        let own = Entry(path: path, finding: finding, declared: old, inferred: new)
        guard isBothMap else { return [own] }
        return [own] + entries(declared.schema ?? [], inferred?.schema ?? [], under: path)
    }

    private static func type(of field: SchemaField) -> String {
        field.valtype.rawValue + (field.elemtype.map { "[\($0)]" } ?? "")
    }
}

extension SchemaDifference {
    /// A line that sums up, then one a field: a sign, a word, the path, the types.
    package func lines(glyphs: Glyphs) -> [DetailLine] {
        let width = min(32, entries.map { $0.path.joined(separator: ".").displayWidth }.max() ?? 0)
        return [DetailLine(says: summary, isEmpty ? .good : .warning, wraps: true), .blank]
            + entries.map { line(of: $0, width: width, glyphs: glyphs) }
    }

    /// `2 differ, 1 only in the files`; what there is none of is left out.
    package var summary: LocalizedText {
        if entries.isEmpty { return "neither schema has a field" }
        if isEmpty {
            return entries.count == 1
                ? "the field is the same" : "all \(entries.count) fields are the same"
        }
        let differing = count(of: .changed)
        let parts: [LocalizedText?] = [
            differing == 0 ? nil : differing == 1 ? "1 differs" : "\(differing) differ",
            part(.onlyInferred, "only in the files"),
            part(.onlyDeclared, "only declared"),
        ]
        return parts.compactMap { $0 }.joined()
    }

    private func part(_ finding: Finding, _ noun: LocalizedText) -> LocalizedText? {
        let count = count(of: finding)
        return count == 0 ? nil : "\(count) \(noun)"
    }

    private func line(of entry: Entry, width: Int, glyphs: Glyphs) -> DetailLine {
        let style = entry.finding.style
        let types =
            entry.finding == .changed
            ? [entry.declared, entry.inferred].compactMap { $0 }.joined(
                separator: " \(glyphs.arrow) "
            )
            : entry.declared ?? entry.inferred ?? ""
        return DetailLine([
            Span(
                says: "\(entry.finding.sign(glyphs)) \(LocalizedText(known: entry.finding.word))",
                style,
                width: 20
            ),
            Span(entry.path.joined(separator: ".").padded(toWidth: width + 2), .strong),
            Span(types, entry.finding == .same ? .muted : style),
        ])
    }
}

extension SchemaDifference.Finding {
    var word: String {
        switch self {
        case .same: "same"
        case .changed: "differs"
        case .onlyDeclared: "only declared"
        case .onlyInferred: "only in the files"
        }
    }

    fileprivate func sign(_ glyphs: Glyphs) -> Character {
        switch self {
        case .same: "="
        case .changed: "~"
        case .onlyDeclared: glyphs == .ascii ? "-" : "−"
        case .onlyInferred: "+"
        }
    }

    fileprivate var style: Style {
        switch self {
        case .same: .muted
        case .changed: .warning
        case .onlyDeclared: .failure
        case .onlyInferred: .good
        }
    }
}
