package import PipelineAPI

/// An operator of a mongodb update that is applied, with what can be told of its use before any record.
package enum UpdateOperator: String, CaseIterable, Sendable {
    case set = "$set"
    case setOnInsert = "$setOnInsert"
    case unset = "$unset"
    case inc = "$inc"
    case mul = "$mul"
    case min = "$min"
    case max = "$max"
    case rename = "$rename"
    case currentDate = "$currentDate"
    case push = "$push"
    case addToSet = "$addToSet"
    case pop = "$pop"
    case pull = "$pull"

    /// Returns whether a document is made of operators: one of its names begins with `$`.
    package static func isUpdate(_ document: JSONValue?) -> Bool {
        guard case .object(let members)? = document else { return false }
        return members.keys.contains { $0.hasPrefix("$") }
    }

    /// Returns what is wrong with a document of operators, whatever the records are; `nil` if nothing is.
    package static func problem(in document: [String: JSONValue]) -> String? {
        var paths: [String] = []
        for (name, part) in document.sorted(by: { $0.key < $1.key }) {
            guard name.hasPrefix("$") else {
                return "'\(name)' stands beside operators: put it into '$set'"
            }
            guard let known = UpdateOperator(rawValue: name) else {
                return "operator '\(name)' is not applied: use "
                    + allCases.map(\.rawValue).joined(separator: ", ")
            }
            guard case .object(let changes) = part, !changes.isEmpty else {
                return "'\(name)' is no object with fields: give it at least one"
            }
            for (path, value) in changes.sorted(by: { $0.key < $1.key }) {
                if let problem = pathProblem(path) ?? known.problem(with: value, at: path) {
                    return problem
                }
                paths.append(path)
                if known == .rename, case .string(let target) = value { paths.append(target) }
            }
        }
        return conflict(among: paths)
    }

    /// Returns what is wrong with a path.
    private static func pathProblem(_ path: String) -> String? {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("$") }) else {
            return "'\(path)' is not a path: use names joined by '.', none of them begins with '$'"
        }
        return nil
    }

    /// Returns the first two paths of which one is in the other: MongoDB refuses such an update.
    private static func conflict(among paths: [String]) -> String? {
        for (index, path) in paths.enumerated() {
            for other in paths[..<index]
            where path == other || path.hasPrefix(other + ".") || other.hasPrefix(path + ".") {
                return "'\(other)' and '\(path)' are changed by one update: name each field once"
            }
        }
        return nil
    }

    private func problem(with value: JSONValue, at path: String) -> String? {
        switch (self, value) {
        case (.rename, .string(let target)):
            return UpdateOperator.pathProblem(target)
        case (.rename, _):
            return "'$rename' of '\(path)' names no field: give it a text"
        case (.pop, .integer(1)), (.pop, .integer(-1)), (.currentDate, .bool(true)):
            return nil
        case (.pop, _):
            return
                "'$pop' of '\(path)' is neither 1 nor -1: 1 removes the last element, -1 the first"
        case (.currentDate, .object(let members))
        where members == ["$type": "date"] || members == ["$type": "timestamp"]:
            return nil
        case (.currentDate, _):
            return "'$currentDate' of '\(path)' is no type: use true or {\"$type\":\"date\"}"
        case (.inc, .bool), (.inc, .null), (.inc, .array), (.inc, .object),
            (.mul, .bool), (.mul, .null), (.mul, .array), (.mul, .object):
            return "'\(rawValue)' of '\(path)' is no number: give a number or '#field'"
        case (.inc, .string(let text)) where FieldReference.name(in: text) == nil,
            (.mul, .string(let text)) where FieldReference.name(in: text) == nil:
            return "'\(rawValue)' of '\(path)' is '\(text)': give a number or '#field'"
        case (.push, .object(let members)), (.addToSet, .object(let members)):
            return eachProblem(members, path)
        case (.unset, _):
            return nil
        default:
            return UpdateOperator.nestedOperator(in: value).map {
                "'\($0)' within '\(rawValue)' of '\(path)' is not applied: give a value"
            }
        }
    }

    private func eachProblem(_ members: [String: JSONValue], _ path: String) -> String? {
        var plain = members
        if let each = plain.removeValue(forKey: "$each") {
            guard plain.isEmpty else {
                return "'\(plain.keys.sorted()[0])' beside '$each' of '\(path)' is not applied: "
                    + "leave it out"
            }
            switch each {
            case .array: break
            case .string(let text) where FieldReference.name(in: text) != nil: break
            default: return "'$each' of '\(path)' is no list: give a list or '#field'"
            }
            plain = ["": each]
        }
        return UpdateOperator.nestedOperator(in: .object(plain)).map {
            "'\($0)' within '\(rawValue)' of '\(path)' is not applied: leave it out"
        }
    }

    private static func nestedOperator(in value: JSONValue) -> String? {
        switch value {
        case .object(let members):
            members.keys.filter { $0.hasPrefix("$") }.min()
                ?? members.sorted { $0.key < $1.key }.lazy
                .compactMap { nestedOperator(in: $0.value) }.first
        case .array(let elements): elements.lazy.compactMap { nestedOperator(in: $0) }.first
        default: nil
        }
    }
}
