import FoundationEssentials
import PipelineAPI
import PipelineService
import Testing

/// Functions of SQL that are registered, and their jars, over every carrier.
@Suite struct FunctionContractTests {
    @Test(arguments: Carrier.allCases)
    func `jars and functions are listed by page and order`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            for name in ["beta", "alpha", "gamma"] {
                let jar = try FunctionJarName(name)
                _ = try await world.api.send(UploadFunctionJar(jar: jar, bytes: TinyJar.bytes))
                let body = RegisterFunction.Body(jarName: name, className: "com.x.Len")
                _ = try await world.api.send(
                    RegisterFunction(function: FunctionName("F_" + name), body: body)
                )
            }
            let pages: [(ListFunctionJars, [String])] = [
                (ListFunctionJars(), ["alpha", "beta", "gamma"]),
                (ListFunctionJars(from: 0, size: 0, sort: ""), ["alpha", "beta", "gamma"]),
                (ListFunctionJars(sort: "jarName:desc"), ["gamma", "beta", "alpha"]),
                (ListFunctionJars(from: 2, size: 1, sort: "jarName:asc"), ["beta"]),
                (ListFunctionJars(from: 3, size: 9), ["gamma"]),
                (ListFunctionJars(from: 4, size: 1), []),
            ]
            for (call, names) in pages {
                #expect(try await world.api.send(call).result.map(\.jarName) == names)
            }
            let some = ListFunctions(sort: "funcName:desc", jarName: "alpha,gamma")
            #expect(
                try await world.api.send(some).result.map(\.funcName) == ["f_gamma", "f_alpha"]
            )
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a computation with a registered function is refused by the function's name`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            try await RefusalFixture.fill(world)
            let transform = CreateTransform(
                repo: try RepoName("web"),
                transform: try TransformName("lengths"),
                destination: try RepoName("lengths"),
                body: TransformSpec(mode: "sql", code: "SELECT STR_LEN(ip) AS n FROM stream")
            )
            var placed = transform
            placed.body.code = "SELECT ip AS CALLS FROM stream"
            do throws(APIError) {
                _ = try await world.api.send(placed)
                Issue.record("it was taken")
            } catch {
                #expect(error.message.hasPrefix("line 2, column 3: function 'str_len' of jar"))
            }
            do throws(APIError) {
                _ = try await world.api.send(transform)
                Issue.record("it was taken")
            } catch {
                #expect(error.message.contains("function 'str_len' of jar 'com.x.Functions'"))
                #expect(error.message.contains("the spark engine runs it"))
            }
            _ = try await world.api.send(DeleteFunction(function: FunctionName("str_len")))
            #expect(await world.code(of: transform) != .invalidTransformSQL)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `several functions are deleted at once, all or none`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            try await RefusalFixture.fill(world)
            let body = RegisterFunction.Body(jarName: "com.x.Functions", className: "com.x.Len")
            for name in ["one", "two"] {
                _ = try await world.api.send(
                    RegisterFunction(function: FunctionName(name), body: body)
                )
            }
            func left() async throws -> [String] {
                try await world.api.send(ListFunctions()).result.map(\.funcName).sorted()
            }
            func deletion(_ names: String...) throws -> DeleteFunction {
                DeleteFunction(functions: try names.map { try FunctionName($0) })
            }
            #expect(await world.code(of: try deletion("one", "none")) == .functionNotFound)
            #expect(try await left() == ["one", "str_len", "two"])
            _ = try await world.api.send(deletion("ONE", "two"))
            #expect(try await left() == ["str_len"])
        }
    }
}
