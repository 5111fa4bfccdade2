import FoundationEssentials
import PipelineAPI
import PipelineService
import Testing

extension CallExamples {
    private static let web = "web"

    static let repos: [CallExample] = [
        CallExample(
            try CreateRepo(
                repo: RepoName("fresh"),
                body: .init(region: "nb", schema: Schema([SchemaField("a", .date)]))
            )
        ) { _, world in
            let made = try await world.api.send(GetRepo(repo: RepoName("fresh")))
            #expect(made.schema == [SchemaField("a", .date)] && made.region == "nb")
        },
        CallExample(ListRepos()) { answer, _ in
            let names = answer.repos.map(\.name).sorted()
            #expect(
                names == [
                    "grouped", "inflow", "inflow_n", "lines", "other", "parsed", "pv", "web",
                ]
            )
        },
        CallExample(try GetRepo(repo: RepoName(web))) { repo, _ in
            #expect(repo.schema.map(\.key) == ["ip", "size"] && repo.region == "nb")
        },
        CallExample(
            try UpdateRepo(
                repo: RepoName("other"),
                body: .init(schema: Schema([SchemaField("x", .string), SchemaField("y", .long)]))
            )
        ) { _, world in
            let changed = try await world.api.send(GetRepo(repo: RepoName("other")))
            #expect(changed.schema.map(\.key) == ["x", "y"])
        },
        CallExample(try DeleteRepo(repo: RepoName("other"))) { _, world in
            let gone = GetRepo(repo: try RepoName("other"))
            #expect(await world.code(of: gone) == .repoNotFound)
        },
        CallExample(try CheckRepoExists(repo: RepoName(web))) { answer, world in
            #expect(answer.exist)
            let other = CheckRepoExists(repo: try RepoName("nowhere"))
            #expect(try await !world.api.send(other).exist)
        },
        CallExample(
            try PostPoints(repo: RepoName(web), text: Data("ip=a\tsize=1\nip=b".utf8))
        ) { _, world async throws in
            #expect(try await world.store.pointCount(of: web) == 2)
        },
        CallExample(
            try SamplePoints(repo: RepoName(web), count: 1),
            before: { world in
                let text = Data("ip=a\tsize=1\nip=b\tsize=2".utf8)
                _ = try await world.api.send(PostPoints(repo: RepoName(web), text: text))
            }
        ) { answer, _ in
            #expect(answer.records == [["ip": "b", "size": 2]])
        },
    ]

    static let transforms: [CallExample] = [
        CallExample(
            try CreateTransform(
                repo: RepoName(web),
                transform: TransformName("more"),
                destination: RepoName("more_n"),
                body: TransformSpec(mode: "sql", code: "SELECT MORE", interval: "5s")
            )
        ) { _, world in
            let made = try await world.api.send(
                GetTransform(repo: RepoName(web), transform: TransformName("more"))
            )
            #expect(made.to == "more_n" && made.spec.interval == "5s")
            let target = try await world.api.send(GetRepo(repo: RepoName("more_n")))
            #expect(target.schema.map(\.key) == ["n", "m"] && target.derivedFrom == "more")
        },
        CallExample(try ListTransforms(repo: RepoName(web))) { answer, _ in
            #expect(answer.transforms.map(\.name).sorted() == ["count", "plugged"])
        },
        CallExample(
            try GetTransform(repo: RepoName(web), transform: TransformName("count"))
        ) { transform, _ in
            #expect(transform.to == "pv" && transform.spec.code == "SELECT 1")
        },
        CallExample(try ListTransformTranslations(repo: RepoName(web))) { answer, _ in
            #expect(answer.translations.map(\.name) == ["count"])
            #expect(answer.translations.map(\.sql) == ["SELECT 1"])
        },
        CallExample(
            try UpdateTransform(
                repo: RepoName(web),
                transform: TransformName("count"),
                body: TransformSpec(code: "SELECT MORE")
            )
        ) { _, world in
            let target = try await world.api.send(GetRepo(repo: RepoName("pv")))
            #expect(target.schema.map(\.key) == ["n", "m"])
        },
        CallExample(
            try DeleteTransform(repo: RepoName(web), transform: TransformName("plugged"))
        ) { _, world in
            let left = try await world.api.send(ListTransforms(repo: RepoName(web))).transforms
            #expect(left.map(\.name) == ["count"])
        },
        CallExample(
            try CheckTransformExists(repo: RepoName(web), transform: TransformName("count"))
        ) { answer, world in
            #expect(answer.exist)
            let other = CheckTransformExists(
                repo: try RepoName(web),
                transform: try TransformName("none")
            )
            #expect(try await !world.api.send(other).exist)
        },
    ]

    static let plugins: [CallExample] = [
        CallExample(
            try UploadPlugin(plugin: PluginName("com.x.New"), jar: TinyJar.bytes)
        ) { _, world in
            let made = try await world.api.send(GetPlugin(plugin: PluginName("com.x.New")))
            #expect(made.size == TinyJar.bytes.count)
        },
        CallExample(ListPlugins()) { answer, _ in
            #expect(answer.plugins.map(\.name).sorted() == ["com.x.Broken", "com.x.Parser"])
        },
        CallExample(try GetPlugin(plugin: PluginName("com.x.Parser"))) { plugin, _ in
            #expect(plugin.name == "com.x.Parser" && plugin.size == TinyJar.bytes.count)
        },
        CallExample(try DeletePlugin(plugin: PluginName("com.x.Broken"))) { _, world in
            let left = try await world.api.send(ListPlugins()).plugins
            #expect(left.map(\.name) == ["com.x.Parser"])
        },
        CallExample(try VerifyPlugin(plugin: PluginName("com.x.Parser"))) { answer, _ in
            #expect(answer.outputFields == [PluginField(name: "n", type: .long)])
        },
    ]

    private static let address: JSONValue = ["host": "other", "uri": "/v"]

    static let exports: [CallExample] = [
        CallExample(
            try CreateExport(
                repo: RepoName(web),
                export: ExportName("more"),
                body: .init(type: .http, whence: .oldest, spec: address)
            )
        ) { _, world in
            let made = try await world.api.send(
                GetExport(repo: RepoName(web), export: ExportName("more"))
            )
            #expect(made.type == .http && made.spec == address && made.whence == .oldest)
        },
        CallExample(
            try UpdateExport(
                repo: RepoName(web),
                export: ExportName("out"),
                body: SpecBody(spec: address)
            )
        ) { _, world in
            let changed = try await world.api.send(
                GetExport(repo: RepoName(web), export: ExportName("out"))
            )
            #expect(changed.spec == address)
        },
        CallExample(try ListExports(repo: RepoName(web))) { answer, _ in
            #expect(answer.exports.map(\.name).sorted() == ["files", "logs", "out"])
        },
        CallExample(
            try GetExport(repo: RepoName(web), export: ExportName("out"))
        ) { export, _ in
            #expect(export.type == .http && export.spec["host"] == "h")
        },
        CallExample(
            try DeleteExport(repo: RepoName(web), export: ExportName("out"))
        ) { _, world in
            let left = try await world.api.send(ListExports(repo: RepoName(web))).exports
            #expect(left.map(\.name).sorted() == ["files", "logs"])
        },
        CallExample(
            try CheckExportExists(repo: RepoName(web), export: ExportName("out"))
        ) { answer, world in
            #expect(answer.exist)
            let other = CheckExportExists(
                repo: try RepoName(web),
                export: try ExportName("none")
            )
            #expect(try await !world.api.send(other).exist)
        },
    ]
}
