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

extension SecretMask {
    /// Returns the paths of the members whose secrets are masked, as services and this program mask them: `spec.password`.
    package static func hiddenPlaces(in value: JSONValue, at path: String = "") -> [String] {
        switch value {
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap { key, value in
                hiddenPlaces(in: value, at: path.isEmpty ? key : "\(path).\(key)")
            }
        case .array(let elements):
            elements.enumerated().flatMap { hiddenPlaces(in: $1, at: "\(path)[\($0)]") }
        case .string(let text):
            isMask(text, of: path.split(separator: ".").last.map(String.init) ?? "") ? [path] : []
        case .null, .bool, .integer, .number: []
        }
    }

    /// Whether a text stands for a secret that it does not tell: `****`, `••••1a2b`, `//user:****@host`, `?token=****`.
    private static func isMask(_ text: String, of key: String) -> Bool {
        let signs: Set<Character> = ["*", "•"]
        func begins(_ part: Substring) -> Bool { part.prefix { signs.contains($0) }.count >= 3 }
        if isSecret(key), begins(text[...]) { return true }
        guard let start = text.firstRange(of: "://")?.upperBound else { return false }
        let authority = text[start...].prefix { $0 != "/" && $0 != "?" }
        if let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":"),
            begins(authority[authority.index(after: colon)..<at])
        {
            return true
        }
        return text.split(whereSeparator: { $0 == "?" || $0 == "&" }).dropFirst().contains { part in
            guard let equals = part.firstIndex(of: "=") else { return false }
            return isSecret(String(part[..<equals])) && begins(part[equals...].dropFirst())
        }
    }
}
