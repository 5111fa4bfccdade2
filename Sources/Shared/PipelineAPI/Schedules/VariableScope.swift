package import struct FoundationEssentials.Date

/// The values of `$(name)` in SQL and file filters, at one batch time.
///
/// A parameter hides a user's variable of the same name, which hides the system's. Values are inserted as they are: a
/// `$(name)` inside a value is not replaced.
package struct VariableScope: Equatable, Sendable {
    private let variables: [String: Variable]
    private let parameters: [String: String]
    private let batchTime: Date
    private let zone: LocalZone

    package init(
        user: [Variable],
        parameters: [String: String],
        batchTime: Date,
        zone: LocalZone
    ) {
        let named = (Variable.system + user).map { ($0.name, $0) }
        variables = Dictionary(named) { _, later in later }
        self.parameters = parameters
        self.batchTime = batchTime
        self.zone = zone
    }

    /// Returns the text with every `$(name)` replaced.
    ///
    /// - Throws: `E18657` naming a variable that is not defined; `E18018`, `E18658` for one whose value
    ///   or format cannot be read.
    package func fill(_ text: String) throws(APIError) -> String {
        var filled = ""
        for piece in VariableScope.pieces(of: text) {
            switch piece {
            case .text(let text): filled += text
            case .name(let name): filled += try value(of: name)
            }
        }
        return filled
    }

    /// Returns the names that occur as `$(name)` in a text, each once, in the order of occurrence.
    package static func names(in text: String) -> [String] {
        var seen: Set<String> = []
        return pieces(of: text).compactMap { piece in
            guard case .name(let name) = piece, seen.insert(name).inserted else { return nil }
            return name
        }
    }

    private func value(of name: String) throws(APIError) -> String {
        if let value = parameters[name] { return value }
        guard let variable = variables[name] else {
            throw APIError(
                .undefinedVariable,
                "variable '\(name)' is not defined: create it, or give it as a parameter"
            )
        }
        guard variable.type == .time else { return variable.value }
        let date = try TimeExpression(variable.value).date(at: batchTime)
        return try TimeFormat(variable.format ?? "").text(of: CivilTime(date, in: zone))
    }

    private enum Piece {
        case text(String)
        case name(String)
    }

    /// Text between `$(` and `)` that is not an identifier is left as it is.
    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "$(") {
            pieces.append(.text(String(rest[..<start.lowerBound])))
            let inside = rest[start.upperBound...]
            if let end = inside.firstIndex(of: ")"),
                Identifier.problem(with: String(inside[..<end])) == nil
            {
                pieces.append(.name(String(inside[..<end])))
                rest = inside[inside.index(after: end)...]
            } else {
                pieces.append(.text("$("))
                rest = inside
            }
        }
        return pieces + [.text(String(rest))]
    }
}
