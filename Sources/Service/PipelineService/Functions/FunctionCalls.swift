import PipelineAPI
import PipelineEngine

/// Finds the functions that a computation calls and that only their jar can compute, for an engine that runs no jars.
enum FunctionCalls {
    /// Throws where SQL calls a registered function that the engine cannot run, naming it.
    static func check(
        _ sql: String,
        in store: any Store,
        by engine: any SQLEngine,
        code: ErrorCode
    ) async throws(APIError) {
        guard !engine.runsJars else { return }
        let functions = try await store.records(RegisteredFunction.self)
        guard !functions.isEmpty else { return }
        let calls = try await engine.calls(in: sql) ?? names(in: sql).sorted().map { SQLCall($0) }
        for call in calls {
            let name = call.name.lowercased()
            guard let function = functions.first(where: { $0.funcName == name }) else { continue }
            let problem = SQLProblem(
                "function '\(name)' of jar '\(function.jarName)' cannot be run by \(engine.name): "
                    + "the spark engine runs it; use a function of SQL, or delete the registration if it "
                    + "has one of this name",
                line: call.line,
                column: call.column
            )
            throw APIError(code, problem.description)
        }
    }

    /// For SQL that no engine has read: DuckDB's own.
    ///
    /// Returns the names before a parenthesis, in lower case; texts, quoted names and comments are left out.
    static func names(in sql: String) -> Set<String> {
        var names: Set<String> = []
        var rest = Substring(sql).utf8[...]
        var name: [UInt8] = []
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
                rest = rest.dropFirst().drop { $0 != byte }.dropFirst()
                name = []
            case UInt8(ascii: "-") where rest.dropFirst().first == byte:
                rest = rest.drop { $0 != UInt8(ascii: "\n") }
            case UInt8(ascii: "/") where rest.dropFirst().first == UInt8(ascii: "*"):
                rest = afterComment(rest.dropFirst(2))
            case UInt8(ascii: "("):
                if !name.isEmpty {
                    names.insert(String(decoding: name, as: UTF8.self).lowercased())
                }
                name = []
                rest = rest.dropFirst()
            case 0x09, 0x0a, 0x0d, 0x20:
                rest = rest.dropFirst()
                // A blank between a name and its parenthesis changes nothing; between two names it does.
                if let next = rest.first, isOfName(next) { name = [] }
            default:
                if isOfName(byte) { name.append(byte) } else { name = [] }
                rest = rest.dropFirst()
            }
        }
        return names
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return byte == UInt8(ascii: "_") || byte >= 0x80
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func afterComment(_ text: Substring.UTF8View) -> Substring.UTF8View {
        var rest = text
        while let byte = rest.first {
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "*"), rest.first == UInt8(ascii: "/") {
                return rest.dropFirst()
            }
        }
        return rest
    }
}
