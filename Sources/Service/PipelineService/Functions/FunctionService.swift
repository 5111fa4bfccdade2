package import PipelineAPI
package import PipelineEngine

/// The rules of registered functions: a name in SQL for a class in a jar.
struct FunctionService: Sendable {
    let store: any Store
    let lock: ChangeLock
    let jars: JarFiles

    func register(
        _ call: RegisterFunction,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let function = RegisteredFunction(
            funcName: call.function.description.lowercased(),
            jarName: call.body.jarName,
            className: call.body.className,
            funcDeclaration: call.body.funcDeclaration,
            description: call.body.description
        )
        try FunctionService.check(function)
        return try await lock.holding { () async throws(APIError) -> Nothing in
            guard try await store.record(RegisteredFunction.self, named: function.funcName) == nil
            else {
                throw APIError(
                    .functionExists,
                    "function '\(function.funcName)' exists already: delete it first, or choose "
                        + "another name"
                )
            }
            let jar = try await store.existingFunctionJar(function.jarName)
            guard
                jars.read(jar.jarName).flatMap(JarArchive.init)?.holds(class: function.className)
                    == true
            else {
                throw APIError(
                    .functionClassNotFound,
                    "jar '\(jar.jarName)' has no class '\(function.className)': give its full name"
                )
            }
            _ = try await store.insert(record: function)
            return Nothing()
        }
    }

    private static func check(_ function: RegisteredFunction) throws(APIError) {
        if let problem = ClassName.problem(with: function.className) {
            throw APIError(
                .invalidFunctionClass,
                "'\(function.className)' is not a name of a class: \(problem)"
            )
        }
        if let declaration = function.funcDeclaration, !declaration.isEmpty,
            !declaration.contains(/[A-Za-z_][A-Za-z0-9_]*\s*\(.*\)/)
        {
            throw APIError(
                .invalidFunctionDeclaration,
                "'\(declaration)' is not a declaration: write it as in 'int str_len(string s)'"
            )
        }
    }

    func delete(
        _ call: DeleteFunction,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let wanted = call.function.names.map { $0.description.lowercased() }
        return try await lock.holding { () async throws(APIError) -> Nothing in
            let names = try await store.records(RegisteredFunction.self).map(\.funcName)
            // All are there before the first is deleted.
            for name in wanted where !names.contains(name) {
                throw APIError(
                    .functionNotFound,
                    "no function named '\(name)'" + NearestName.hint(for: name, among: names)
                )
            }
            for name in wanted {
                _ = try await store.deleteRecord(RegisteredFunction.self, named: name)
            }
            return Nothing()
        }
    }

    func list(
        _ call: ListFunctions,
        _ context: RequestContext
    ) async throws(APIError) -> ListFunctions.Output {
        let jars = FunctionService.names(call.jarName)
        let names = FunctionService.names(call.funcName?.lowercased())
        let wanted = try await store.records(RegisteredFunction.self).filter {
            jars?.contains($0.jarName) != false && names?.contains($0.funcName) != false
        }
        let page = SortedPage<RegisteredFunction>(
            from: call.from,
            size: call.size,
            sort: call.sort,
            fields: [
                "funcName": { $0.funcName },
                "jarName": { $0.jarName },
                "className": { $0.className },
                "funcDeclaration": { $0.funcDeclaration ?? "" },
                "description": { $0.description ?? "" },
            ]
        )
        return ListFunctions.Output(result: try page.items(of: wanted))
    }

    /// Returns the names of a list with commas; `nil` for none, which is all.
    private static func names(_ list: String?) -> Set<String>? {
        guard let list, !list.isEmpty else { return nil }
        return Set(list.split(separator: ",").map(String.init))
    }
}

extension Store {
    /// Returns the registered functions with their jars, which are below the directory of the uploaded jars.
    package func jarFunctions(plugins directory: String) async throws(APIError) -> [JarFunction] {
        let jars = JarFiles.ofFunctions(besidePlugins: directory)
        return try await records(RegisteredFunction.self).map {
            JarFunction(name: $0.funcName, className: $0.className, jar: jars.path(of: $0.jarName))
        }
    }
}
