import PipelineAPI
import PipelineEngine

/// The rules of variables.
struct VariableService: Sendable {
    let store: any Store

    func create(_ call: CreateVariable, _ context: RequestContext) async throws(APIError) -> Nothing
    {
        let variable = try VariableService.checked(call.variable, call.body)
        guard try await store.insert(variable) else {
            throw APIError(
                .variableExists,
                "variable '\(call.variable)' exists already: update it"
            )
        }
        return Nothing()
    }

    func update(_ call: UpdateVariable, _ context: RequestContext) async throws(APIError) -> Nothing
    {
        let variable = try VariableService.checked(call.variable, call.body)
        guard try await store.update(variable) else { throw try await missing(call.variable) }
        return Nothing()
    }

    func get(_ call: GetVariable, _ context: RequestContext) async throws(APIError) -> Variable {
        let name = call.variable.description
        let all = Variable.system + (try await store.userVariables())
        guard let variable = all.first(where: { $0.name == name }) else {
            throw try await missing(call.variable)
        }
        return variable
    }

    func list(
        _ call: ListVariables,
        _ context: RequestContext
    ) async throws(APIError) -> ListVariables.Output {
        switch call.type {
        case nil:
            return ListVariables.Output(
                variables: Variable.system + (try await store.userVariables())
            )
        case .some(.system): return ListVariables.Output(variables: Variable.system)
        case .some(.user): return ListVariables.Output(variables: try await store.userVariables())
        case .some(let type):
            throw APIError(
                .invalidVariableType,
                "type '\(type)' is unknown: use \(VariableOwner.listing)"
            )
        }
    }

    func delete(_ call: DeleteVariable, _ context: RequestContext) async throws(APIError) -> Nothing
    {
        try VariableService.checkNotSystem(call.variable)
        guard try await store.deleteVariable(named: call.variable.description) else {
            throw try await missing(call.variable)
        }
        return Nothing()
    }

    private static func checked(
        _ name: VariableName,
        _ body: VariableBody
    ) throws(APIError) -> Variable {
        try checkNotSystem(name)
        switch body.type {
        case .time:
            _ = try TimeExpression(body.value)
            _ = try TimeFormat(body.format ?? "")
        case .string: break
        default:
            throw APIError(
                .invalidVariableType,
                "variable type '\(body.type)' is unknown: use \(VariableType.listing)"
            )
        }
        return Variable(
            name: name.description,
            type: body.type,
            value: body.value,
            format: body.format ?? ""
        )
    }

    private static func checkNotSystem(_ name: VariableName) throws(APIError) {
        guard !Variable.system.contains(where: { $0.name == name.description }) else {
            throw APIError(
                .systemVariableName,
                "'\(name)' is a variable of the system: it cannot be changed, choose another name"
            )
        }
    }

    private func missing(_ name: VariableName) async throws(APIError) -> APIError {
        let names = try await store.userVariables().map(\.name)
        return APIError(
            .variableNotFound,
            "no variable named '\(name)'" + NearestName.hint(for: name.description, among: names)
        )
    }
}
