package import PipelineAPI
package import Screen

/// Masks the secrets of a spec, so that keys can still be told apart.
///
/// It masks the value of every key with a secret's name, at any depth, and the secrets in an address:
/// `//user:password@host` and `?token=…`. The last four characters stay visible if they are less than half.
package struct SecretMask: Sendable {
    private let dots: String

    package init(glyphs: Glyphs) {
        dots = String(repeating: glyphs == .ascii ? "*" : "•", count: 4)
    }

    private static let secretNames = ["secret", "accesskey", "password", "passwd", "token"]

    /// Members of a spec that map fields; `#password` in them is the name of a field.
    private static let mappings: Set<String> = ["fields", "tags", "columns", "doc"]

    package static func isSecret(_ key: String) -> Bool {
        let key = key.lowercased()
        return secretNames.contains { key.contains($0) }
    }

    /// Returns the value of a key, with secrets in it masked.
    package func masked(_ value: JSONValue, of key: String = "") -> JSONValue {
        masked(value, isSecret: Self.isSecret(key), isMapping: Self.mappings.contains(key))
    }

    private func masked(_ value: JSONValue, isSecret: Bool, isMapping: Bool) -> JSONValue {
        switch value {
        case .null: return value
        case .object(let members):
            let pairs = members.map { key, value in
                let masked = masked(
                    value,
                    isSecret: isSecret || Self.isSecret(key),
                    isMapping: isMapping || Self.mappings.contains(key)
                )
                return (key, masked)
            }
            return .object(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        case .array(let elements):
            return .array(
                elements.map { masked($0, isSecret: isSecret, isMapping: isMapping) }
            )
        case .string(let text):
            if isMapping, FieldReference.name(in: text) != nil { return value }
            return .string(isSecret ? masked(secret: text) : masked(address: text))
        case .bool, .integer, .number: return isSecret ? .string(dots) : value
        }
    }

    package func masked(secret text: String) -> String {
        if text.isEmpty { return "" }
        return dots + (text.count > 8 ? String(text.suffix(4)) : "")
    }

    /// Returns an address with its password and the secrets of its query masked; other texts unchanged.
    package func masked(address text: String) -> String {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let place = maskingPassword(String(parts[0]))
        return parts.count == 1 ? place : place + "?" + maskingQuery(parts[1])
    }

    private func maskingPassword(_ place: String) -> String {
        let start = place.firstRange(of: "://")?.upperBound ?? place.startIndex
        let authority = place[start...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@"),
            let colon = authority[..<at].firstIndex(of: ":")
        else { return place }
        return place[...colon] + masked(secret: String(place[colon..<at].dropFirst()))
            + place[at...]
    }

    private func maskingQuery(_ query: Substring) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false).map { part in
            guard let equals = part.firstIndex(of: "="), Self.isSecret(String(part[..<equals]))
            else { return String(part) }
            return part[...equals] + masked(secret: String(part[equals...].dropFirst()))
        }.joined(separator: "&")
    }
}
