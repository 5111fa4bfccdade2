/// A text of the interface: an English literal that the catalogue translates.
///
/// A literal with values is one text: `"run \(id) is stopped"` is looked up as `run %1 is stopped`, so that a
/// translation may reorder the values. Text from the service or the user is a value, or a text made with
/// ``init(verbatim:)``, and never translated.
package struct LocalizedText: Hashable, Codable, Sendable, ExpressibleByStringInterpolation {
    package indirect enum Value: Hashable, Codable, Sendable {
        case text(String)
        case localized(LocalizedText)
    }

    /// The English text with `%1`, `%2` for its values: the key of the catalogue.
    package let key: String
    package let values: [Value]

    package init(stringLiteral value: String) {
        key = value
        values = []
    }

    package init(stringInterpolation parts: Interpolation) {
        key = parts.key
        values = parts.values
    }

    /// Makes a text that is the same in every language.
    package init(verbatim text: String) {
        key = "%1"
        values = [.text(text)]
    }

    /// Makes a text that the catalogue may contain, such as the title of a column.
    package init(known text: String) {
        key = text
        values = []
    }

    private init(key: String, values: [Value]) {
        self.key = key
        self.values = values
    }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var key = ""
        fileprivate var values: [Value] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { key += literal }

        package mutating func appendInterpolation(_ localized: LocalizedText) {
            append(.localized(localized))
        }

        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            append(.text(value.description))
        }

        private mutating func append(_ value: Value) {
            values.append(value)
            key += "%\(values.count)"
        }
    }

    /// Joins two sentences.
    package static func + (left: LocalizedText, right: LocalizedText) -> LocalizedText {
        LocalizedText(key: "%1%2", values: [.localized(left), .localized(right)])
    }

    /// The English text with its values.
    package var english: String { text { $0 } }

    /// Returns the text with its key translated by `translate`.
    func text(_ translate: (String) -> String) -> String {
        guard !values.isEmpty else { return translate(key) }
        var text = ""
        var rest = translate(key)[...]
        while let mark = rest.firstIndex(of: "%") {
            text += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            guard let digit = rest.first?.wholeNumberValue, values.indices.contains(digit - 1)
            else {
                text += "%"
                continue
            }
            rest = rest.dropFirst()
            switch values[digit - 1] {
            case .text(let value): text += value
            case .localized(let localized): text += localized.text(translate)
            }
        }
        return text + rest
    }
}

extension LocalizedText {
    static func jobs(_ count: Int) -> LocalizedText { count == 1 ? "1 job" : "\(count) jobs" }
    static func exports(_ count: Int) -> LocalizedText {
        count == 1 ? "1 export" : "\(count) exports"
    }
    static func runs(_ count: Int) -> LocalizedText { count == 1 ? "1 run" : "\(count) runs" }
}

extension [LocalizedText] {
    /// Joins texts with commas.
    func joined() -> LocalizedText {
        guard let first else { return "" }
        return dropFirst().reduce(first) { $0 + ", " + $1 }
    }
}
