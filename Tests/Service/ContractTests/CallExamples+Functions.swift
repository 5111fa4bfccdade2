import FoundationEssentials
import PipelineAPI
import Testing

extension CallExamples {
    private static func names(_ world: ServiceFixture) async throws -> [String] {
        try await world.api.send(ListFunctionJars()).result.map(\.jarName)
    }

    static let lines: [CallExample] = [
        CallExample(
            // The tags are `size=7`.
            try PostTextLines(
                stream: RepoName("lines"),
                text: Data("a\tb\\n\r\n\n中".utf8),
                tags: "c2l6ZT03"
            )
        ) { _, world in
            let points = try await world.api.send(SamplePoints(repo: RepoName("lines"))).records
            #expect(points == [["line": "a\tb\\n", "size": 7], ["line": "中", "size": 7]])
        },
        CallExample(
            PostRawText(stream: "lines", text: Data("a line".utf8)),
            before: { world in
                let lost = PostRawText(stream: "none", text: Data("a".utf8))
                let answer = try await world.api.send(lost)
                #expect(answer.code == 404 && answer.message.contains("no repo named 'none'"))
                let wrong = PostRawText(stream: "1x", text: Data("a".utf8))
                #expect(try await world.api.send(wrong).code == 400)
            }
        ) { answer, world in
            #expect(answer == .accepted)
            let points = try await world.api.send(SamplePoints(repo: RepoName("lines"))).records
            #expect(points == [["line": "a line"]])
        },
    ]

    static let functions: [CallExample] = [
        CallExample(
            try UploadFunctionJar(jar: FunctionJarName("com.x.New"), bytes: TinyJar.bytes)
        ) { _, world async throws in
            #expect(try await names(world) == ["com.x.Functions", "com.x.New", "com.x.Spare"])
        },
        CallExample(
            try UpdateFunctionJar(
                jar: FunctionJarName("com.x.Spare"),
                body: .init(description: "spare")
            )
        ) { _, world in
            let jars = try await world.api.send(ListFunctionJars()).result
            #expect(jars.map(\.description) == ["", "spare"])
        },
        CallExample(try DeleteFunctionJar(jar: FunctionJarName("com.x.Spare"))) {
            _,
            world async throws in
            #expect(try await names(world) == ["com.x.Functions"])
        },
        CallExample(ListFunctionJars(from: 2, size: 1, sort: "jarName")) { answer, _ in
            #expect(answer.result.map(\.jarName) == ["com.x.Spare"])
            #expect(answer.result.map(\.size) == [TinyJar.bytes.count])
        },
        CallExample(
            try RegisterFunction(
                function: FunctionName("Other"),
                body: .init(jarName: "com.x.Spare", className: "com.x.Len", description: "d")
            )
        ) { _, world in
            let made = try await world.api.send(ListFunctions(jarName: "com.x.Spare")).result
            #expect(
                made == [
                    RegisteredFunction(
                        funcName: "other",
                        jarName: "com.x.Spare",
                        className: "com.x.Len",
                        description: "d"
                    )
                ]
            )
        },
        CallExample(try DeleteFunction(function: FunctionName("STR_LEN"))) {
            _,
            world async throws in
            #expect(try await world.api.send(ListFunctions()).result == [])
        },
        CallExample(ListFunctions(funcName: "none,Str_Len")) { answer, _ in
            #expect(answer.result.map(\.funcName) == ["str_len"])
            #expect(answer.result.map(\.funcDeclaration) == ["int str_len(string s)"])
        },
    ]
}
