import PipelineAPI
import Screen

/// A text of a user's command with placeholders such as `{job}`; `{{` is a brace.
package struct PlaceholderText: Equatable, Sendable {
    enum Part: Equatable, Sendable {
        case literal(String)
        case value(Placeholder)
    }

    let parts: [Part]

    /// *Throws* where a placeholder is unknown or has no end.
    package init(_ text: String) throws(UserCommandError) {
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        while let first = rest.popFirst() {
            guard first == "{" else {
                literal.append(first)
                continue
            }
            if rest.first == "{" {
                literal.append("{")
                rest.removeFirst()
                continue
            }
            guard let end = rest.firstIndex(of: "}") else {
                throw UserCommandError("'\(text)' has a '{' without an end: write {{ for a brace")
            }
            let name = String(rest[..<end])
            guard let placeholder = Placeholder(rawValue: name) else {
                let known = Placeholder.allCases.map(\.rawValue)
                throw UserCommandError(
                    "'{\(name)}' is no placeholder"
                        + NearestName.hint(for: name, among: known)
                        + " (write {{ for a brace)"
                )
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = ""
            parts.append(.value(placeholder))
            rest = rest[rest.index(after: end)...]
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        self.parts = parts
    }

    var placeholders: [Placeholder] {
        parts.compactMap { if case .value(let placeholder) = $0 { placeholder } else { nil } }
    }

    /// Returns the text with the values; it stays one argument, whatever they are.
    ///
    /// *Throws* where a value begins the text and would be taken for an option.
    func text(_ value: (Placeholder) -> String) throws(UserCommandError) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .value(let placeholder):
                let value = value(placeholder)
                if text.isEmpty, value.hasPrefix("-") {
                    throw UserCommandError("'\(value)' would be taken for an option")
                }
                if value.contains("\0") {
                    throw UserCommandError("'\(value.printable)' cannot be an argument")
                }
                text += value
            }
        }
        return text
    }
}

/// A value that a user's command takes from the item it is run on.
package enum Placeholder: String, CaseIterable, Sendable {
    case name, kind, job, run, repo, datasource, profile, endpoint, region

    /// Whether items of a kind have the value.
    func isKnown(of kind: AnyResourceKind) -> Bool {
        switch self {
        case .name, .kind, .profile, .endpoint, .region: true
        case .run: kind.id == .runs
        case .job: kind.id == .jobs || kind.containment == .job
        case .repo: kind.id == .repos || kind.containment == .repo
        case .datasource: kind.id == .dataSources || kind.containment == .dataSource
        }
    }

    func value(of address: ResourceAddress, on identity: Identity) -> String {
        switch self {
        case .name, .run: address.name
        case .kind: ResourceCatalogue.kind(address.kind)?.noun ?? ""
        case .job, .repo, .datasource:
            address.scope == .root ? address.name : address.scope.container
        case .profile: identity.profile
        case .endpoint: identity.endpoint
        case .region: identity.region
        }
    }
}

/// Why a user's command is not possible.
package struct UserCommandError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
