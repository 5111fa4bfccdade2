/// Something the interface says, written in English where it is said, and known to the catalogue of texts.
///
/// A literal with values in it is one phrase: `"run \(id) is stopped"` is looked up as `run %1 is stopped`,
/// so a translation may put the values where its grammar wants them. What comes from the service or the
/// user is a value, or a phrase that is ``init(verbatim:)``, and never translated.
package struct LocalizedText: Hashable, Sendable, ExpressibleByStringInterpolation {
    package indirect enum Value: Hashable, Sendable {
        case text(String)
        case localized(LocalizedText)
    }

    /// The English text with `%1`, `%2` for its values; what the catalogue is keyed by.
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

    /// A text that is said as it is, in every language.
    package init(verbatim text: String) {
        key = "%1"
        values = [.text(text)]
    }

    /// A text that the catalogue may know, such as the title of a column.
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

    /// One sentence after another, as two phrases are said together.
    package static func + (left: LocalizedText, right: LocalizedText) -> LocalizedText {
        LocalizedText(key: "%1%2", values: [.localized(left), .localized(right)])
    }

    /// The phrase as it was written.
    package var english: String { text { $0 } }

    /// The phrase in the words that `translate` has for a key.
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

extension [LocalizedText] {
    /// One after the other, with commas between.
    func joined() -> LocalizedText {
        guard let first else { return "" }
        return dropFirst().reduce(first) { $0 + ", " + $1 }
    }
}
