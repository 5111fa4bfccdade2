package import struct FoundationEssentials.Date

/// The variables of one run and their values: the system's, the user's, the job's own.
///
/// A job's parameter hides a user's variable of its name, which hides the system's. Every value is
/// computed from the batch time, so a rerun computes the same ones.
package struct VariableScope: Sendable {
    private let values: [String: String]

    /// - Throws: `E18018` or `E18658` where a stored variable cannot be evaluated.
    package init(
        user: [Variable], parameters: [String: String], batchTime: Date, zone: LocalZone
    ) throws(APIError) {
        var values: [String: String] = [:]
        for variable in Variable.system + user {
            values[variable.name] = try variable.value(at: batchTime, in: zone)
        }
        for (name, value) in parameters {
            values[name] = value
        }
        self.values = values
    }

    package subscript(name: String) -> String? { values[name] }

    /// The text with every `$(name)` replaced; throws `E18657` for a name nothing defines.
    package func fill(_ text: String) throws(APIError) -> String {
        var filled = ""
        for piece in VariableScope.pieces(of: text) {
            switch piece {
            case .literal(let literal): filled += literal
            case .variable(let name):
                guard let value = values[name] else {
                    throw APIError(
                        .undefinedVariable,
                        "variable '$(\(name))' is not defined: create it, or give the job a "
                            + "parameter of that name")
                }
                filled += value
            }
        }
        return filled
    }

    /// The names a text uses, each once, in order.
    package static func names(in text: String) -> [String] {
        var seen: Set<String> = []
        return pieces(of: text).compactMap { piece in
            guard case .variable(let name) = piece, seen.insert(name).inserted else { return nil }
            return name
        }
    }

    private enum Piece {
        case literal(Substring)
        case variable(String)
    }

    /// Splits at `$(identifier)`; a `$(` that no identifier and `)` follow stays as it is.
    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "$(") {
            let inner = rest[start.upperBound...]
            let name = inner.prefix { $0 != ")" }
            if name.endIndex < inner.endIndex, Identifier.problem(with: String(name)) == nil {
                pieces.append(.literal(rest[..<start.lowerBound]))
                pieces.append(.variable(String(name)))
                rest = inner[inner.index(after: name.endIndex)...]
            } else {
                pieces.append(.literal(rest[..<start.upperBound]))
                rest = inner
            }
        }
        return pieces + [.literal(rest)]
    }
}

extension Variable {
    /// What the variable is at a batch time.
    package func value(at batchTime: Date, in zone: LocalZone) throws(APIError) -> String {
        guard type == .time else { return value }
        let format = try TimeFormat(self.format ?? "")
        return format.string(from: try TimeExpression(value).date(from: batchTime), in: zone)
    }
}
