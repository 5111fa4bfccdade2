/// A variable for SQL and file filters: a text, or a time computed from the batch time.
package struct Variable: Codable, Equatable, Hashable, Sendable {
    package var name: String
    package var type: VariableType
    /// An expression such as `$(now)-5h` for a time, any text for a string.
    package var value: String
    /// The format of a time: `yyyy-MM-dd HH:mm:ss`; empty for a string.
    package var format: String?

    package init(name: String, type: VariableType, value: String, format: String? = nil) {
        self.name = name
        self.type = type
        self.value = value
        self.format = format
    }

    /// The variables of every account, with the formats of the batch document.
    package static let system: [Variable] = [
        Variable(name: "year", type: .time, value: "$(now)", format: "yyyy"),
        Variable(name: "mon", type: .time, value: "$(now)", format: "MM"),
        Variable(name: "day", type: .time, value: "$(now)", format: "dd"),
        Variable(name: "hour", type: .time, value: "$(now)", format: "HH"),
        Variable(name: "min", type: .time, value: "$(now)", format: "mm"),
        Variable(name: "sec", type: .time, value: "$(now)", format: "ss"),
        Variable(name: "date", type: .time, value: "$(now)", format: "yyyy-MM-dd"),
        Variable(name: "now", type: .time, value: "$(now)", format: "yyyy-MM-dd HH:mm:ss"),
    ]
}

package struct VariableType: OpenText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let time = VariableType(rawValue: "time")
    package static let string = VariableType(rawValue: "string")
    package static let known: [VariableType] = [.time, .string]
}

/// The owner of the variables in a list.
package struct VariableOwner: OpenText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let system = VariableOwner(rawValue: "system")
    package static let user = VariableOwner(rawValue: "user")
    package static let known: [VariableOwner] = [.system, .user]
}

/// The definition of a variable, for creating and changing it.
package struct VariableBody: Codable, Equatable, Sendable {
    package var type: VariableType
    package var value: String
    package var format: String?

    package init(type: VariableType, value: String, format: String? = nil) {
        self.type = type
        self.value = value
        self.format = format
    }
}

/// Creates a variable.
package struct CreateVariable: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/variables/{variable}",
        errors: [
            .invalidVariableName, .invalidVariableType, .invalidVariableValue, .variableExists,
            .systemVariableName, .invalidTimeFormat,
        ]
    )
    package typealias Output = Nothing

    package var variable: VariableName
    package var body: VariableBody

    package init(variable: VariableName, body: VariableBody) {
        self.variable = variable
        self.body = body
    }
}

/// Changes a variable.
package struct UpdateVariable: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/variables/{variable}",
        errors: [
            .variableNotFound, .invalidVariableType, .invalidVariableValue, .systemVariableName,
            .invalidTimeFormat,
        ]
    )
    package typealias Output = Nothing

    package var variable: VariableName
    package var body: VariableBody

    package init(variable: VariableName, body: VariableBody) {
        self.variable = variable
        self.body = body
    }
}

/// Returns one variable.
package struct GetVariable: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/variables/{variable}",
        errors: [.variableNotFound]
    )
    package typealias Output = Variable

    package var variable: VariableName

    package init(variable: VariableName) {
        self.variable = variable
    }
}

/// Lists the variables of the system, of the user, or both where `type` is absent.
package struct ListVariables: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/variables",
        errors: [.invalidVariableType]
    )

    package struct Output: Codable, Equatable, Sendable {
        package var variables: [Variable]

        package init(variables: [Variable]) {
            self.variables = variables
        }
    }

    package var type: VariableOwner?

    package init(type: VariableOwner? = nil) {
        self.type = type
    }
}

/// Deletes a variable of the user's.
package struct DeleteVariable: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/variables/{variable}",
        errors: [.variableNotFound, .systemVariableName]
    )
    package typealias Output = Nothing

    package var variable: VariableName

    package init(variable: VariableName) {
        self.variable = variable
    }
}
