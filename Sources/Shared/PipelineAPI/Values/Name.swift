/// A validated name of a resource.
///
/// A value proves that the name was validated. `Kind` is a phantom type that keeps a repo's name from being used as an
/// export's, and has the code of a refusal.
/// The rule is the documents': a letter or `_`, then letters, digits and `_`, 1 to 128 in all.
package struct Name<Kind: NamedKind>: Hashable, Sendable, Codable, CustomStringConvertible {
    package let description: String

    /// - Throws: the kind's own code, with a message that says what is wrong.
    package init(_ text: String) throws(APIError) {
        if let problem = Kind.problem(with: text) {
            throw APIError(Kind.invalidName, "'\(text)' is not a \(Kind.noun) name: \(problem)")
        }
        description = text
    }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The rules for names of one kind of resource.
package protocol NamedKind: Sendable {
    /// The noun in messages: "repo", "job export".
    static var noun: String { get }
    static var invalidName: ErrorCode { get }
    /// Returns what is wrong with a name, or `nil`.
    static func problem(with text: String) -> String?
}

extension NamedKind {
    package static func problem(with text: String) -> String? {
        Identifier.problem(with: text)
    }
}

/// The API's rule for identifiers: `^[a-zA-Z_][a-zA-Z0-9_]{0,127}$`.
package enum Identifier {
    package static func problem(with text: String) -> String? {
        guard let first = text.utf8.first else { return "it is empty" }
        guard isLetter(first) else { return "start it with a letter or '_'" }
        guard text.utf8.allSatisfy({ isLetter($0) || isDigit($0) }) else {
            return "use letters, digits and '_' only"
        }
        return text.utf8.count > 128 ? "use at most 128 characters" : nil
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return byte == UInt8(ascii: "_")
            || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}

package enum RepoKind: NamedKind {
    package static let noun = "repo"
    package static let invalidName = ErrorCode.invalidRepoName
}

package enum TransformKind: NamedKind {
    package static let noun = "transform"
    package static let invalidName = ErrorCode.invalidTransform
}

package enum ExportKind: NamedKind {
    package static let noun = "export"
    package static let invalidName = ErrorCode.invalidExport
}

package enum DataSourceKind: NamedKind {
    package static let noun = "data source"
    package static let invalidName = ErrorCode.invalidDataSourceName
}

package enum JobKind: NamedKind {
    package static let noun = "job"
    package static let invalidName = ErrorCode.invalidJobName
}

package enum JobExportKind: NamedKind {
    package static let noun = "job export"
    package static let invalidName = ErrorCode.invalidJobExportName
}

package enum VariableKind: NamedKind {
    package static let noun = "variable"
    package static let invalidName = ErrorCode.invalidVariableName
}

package enum GroupKind: NamedKind {
    package static let noun = "group"
    package static let invalidName = ErrorCode.invalidGroupName
}

package enum WorkflowKind: NamedKind {
    package static let noun = "workflow"
    package static let invalidName = ErrorCode.invalidWorkflowName
}

/// The rule for plugins, whose name is the full name of a class: `^[a-zA-Z][a-zA-Z0-9_\.]{0,127}[a-zA-Z0-9_]$`.
package enum PluginKind: NamedKind {
    package static let noun = "plugin"
    package static let invalidName = ErrorCode.invalidPluginName

    package static func problem(with text: String) -> String? { ClassName.problem(with: text) }
}

/// The rule for jars of functions, which is that of plugins.
package enum FunctionJarKind: NamedKind {
    package static let noun = "jar"
    package static let invalidName = ErrorCode.invalidFunctionJarName

    package static func problem(with text: String) -> String? { ClassName.problem(with: text) }
}

package enum FunctionKind: NamedKind {
    package static let noun = "function"
    package static let invalidName = ErrorCode.invalidFunctionName
}

/// The rule for names of classes: `^[a-zA-Z][a-zA-Z0-9_\.]{0,127}[a-zA-Z0-9_]$`.
package enum ClassName {
    package static func problem(with text: String) -> String? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last else { return "it is empty" }
        guard Identifier.isLetter(first), first != UInt8(ascii: "_") else {
            return "start it with a letter"
        }
        guard last != UInt8(ascii: ".") else { return "do not end it with '.'" }
        let dot = UInt8(ascii: ".")
        guard bytes.allSatisfy({ Identifier.isLetter($0) || Identifier.isDigit($0) || $0 == dot })
        else { return "use letters, digits, '_' and '.' only" }
        return (2...129).contains(bytes.count) ? nil : "use 2 to 129 characters"
    }
}

package typealias RepoName = Name<RepoKind>
package typealias TransformName = Name<TransformKind>
package typealias ExportName = Name<ExportKind>
package typealias DataSourceName = Name<DataSourceKind>
package typealias JobName = Name<JobKind>
package typealias JobExportName = Name<JobExportKind>
package typealias VariableName = Name<VariableKind>
package typealias PluginName = Name<PluginKind>
package typealias FunctionJarName = Name<FunctionJarKind>
package typealias FunctionName = Name<FunctionKind>
package typealias GroupName = Name<GroupKind>
package typealias WorkflowName = Name<WorkflowKind>
