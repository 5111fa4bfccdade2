/// A registered function: its name in SQL, in lower case, and the class in a jar that computes it.
package struct RegisteredFunction: Codable, Equatable, Sendable {
    package var funcName: String
    package var jarName: String
    package var className: String
    package var funcDeclaration: String?
    package var description: String?

    package init(
        funcName: String,
        jarName: String,
        className: String,
        funcDeclaration: String? = nil,
        description: String? = nil
    ) {
        self.funcName = funcName
        self.jarName = jarName
        self.className = className
        self.funcDeclaration = funcDeclaration
        self.description = description
    }
}

/// Registers a function of a jar; its name is the same in upper and lower case.
package struct RegisterFunction: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/udf/funcs/{function}",
        errors: [
            .invalidFunctionName, .functionExists, .functionJarNotFound, .invalidFunctionClass,
            .functionClassNotFound, .invalidFunctionDeclaration,
        ]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var jarName: String
        /// The full name, such as `com.qiniu.udf.StrLength`.
        package var className: String
        /// Such as `int str_len(string s)`.
        package var funcDeclaration: String?
        package var description: String?

        package init(
            jarName: String,
            className: String,
            funcDeclaration: String? = nil,
            description: String? = nil
        ) {
            self.jarName = jarName
            self.className = className
            self.funcDeclaration = funcDeclaration
            self.description = description
        }
    }

    package var function: FunctionName
    package var body: Body

    package init(function: FunctionName, body: Body) {
        self.function = function
        self.body = body
    }
}

/// Takes back the registration of functions, all or none.
package struct DeleteFunction: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/udf/funcs/{function}",
        errors: [.invalidFunctionName, .functionNotFound]
    )
    package typealias Output = Nothing

    /// One or several.
    package var function: FunctionNames

    package init(functions: [FunctionName]) {
        function = FunctionNames(functions)
    }

    package init(function: FunctionName) {
        self.init(functions: [function])
    }
}

/// Names of functions, with commas between them in the path.
package struct FunctionNames: Codable, Equatable, Sendable {
    package let names: [FunctionName]

    package init(_ names: [FunctionName]) { self.names = names }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        names = try text.split(separator: ",", omittingEmptySubsequences: false).map { name in
            try FunctionName(String(name))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(names.map(\.description).joined(separator: ","))
    }
}

/// Lists registered functions, all or those of some jars or names, or a page of them.
package struct ListFunctions: APICall, Equatable {
    package static let route = Route(.get, "/v2/udf/funcs")

    package struct Output: Codable, Equatable, Sendable {
        package var result: [RegisteredFunction]

        package init(result: [RegisteredFunction]) {
            self.result = result
        }
    }

    /// The number of the first one, from 1.
    package var from: Int?
    package var size: Int?
    /// A field, then `:asc` or `:desc` if wanted: `jarName:desc`; by default by name.
    package var sort: String?
    /// Names of jars, separated by commas.
    package var jarName: String?
    /// Names of functions, separated by commas.
    package var funcName: String?

    package init(
        from: Int? = nil,
        size: Int? = nil,
        sort: String? = nil,
        jarName: String? = nil,
        funcName: String? = nil
    ) {
        self.from = from
        self.size = size
        self.sort = sort
        self.jarName = jarName
        self.funcName = funcName
    }
}
