import FoundationEssentials
package import PipelineAPI

/// One call of every kind in the catalogue, with every property filled in.
package enum CallSamples {
    package static let all: [any APICall] = {
        do {
            return try repos() + exports() + batch() + variables() + existence() + pools()
                + functions()
        } catch {
            preconditionFailure("a sample is not valid: \(error)")
        }
    }()

    private static func repos() throws -> [any APICall] {
        let repo = try RepoName("web_logs")
        let schema = try Schema([
            SchemaField("host", .string, required: true),
            SchemaField("sizes", .array, elemtype: .long),
            SchemaField("buyer", .map, schema: [SchemaField("name", .string, description: "姓名")]),
        ])
        let spec = TransformSpec(
            plugin: TransformPlugin(
                name: "com.qiniu.Parser",
                output: [PluginField(name: "a", type: .long)]
            ),
            mode: "sql",
            code: "select count(*) from stream",
            interval: "1m",
            container: Container(type: "1U2G", count: 1),
            whence: .newest
        )
        let transform = try TransformName("count_pv")
        return [
            CreateRepo(
                repo: repo,
                body: .init(
                    region: "nb",
                    schema: schema,
                    options: RepoOptions(withIP: "ip", withTimestamp: "at", unescapeLine: true),
                    description: "日志"
                )
            ),
            ListRepos(), GetRepo(repo: repo),
            UpdateRepo(repo: repo, body: .init(schema: schema, options: RepoOptions())),
            DeleteRepo(repo: repo),
            PostPoints(repo: repo, text: Data("host=a\tsizes=[1,2]".utf8), tags: "Zj1l"),
            CreateTransform(
                repo: repo,
                transform: transform,
                destination: try RepoName("pv"),
                body: spec
            ),
            ListTransforms(repo: repo), GetTransform(repo: repo, transform: transform),
            ListTransformTranslations(repo: repo),
            UpdateTransform(repo: repo, transform: transform, body: spec),
            DeleteTransform(repo: repo, transform: transform),
            UploadPlugin(
                plugin: try PluginName("com.qiniu.Parser"),
                jar: Data("jar".utf8),
                digest: "gLL29S04bTCxYd2kCqsEIQ=="
            ),
        ]
    }

    private static func exports() throws -> [any APICall] {
        let repo = try RepoName("web_logs")
        let job = try JobName("hourly_pv")
        let export = try ExportName("to_kodo")
        let jobExport = try JobExportName("to_kodo")
        let spec: JSONValue = ["bucket": "logs", "fields": ["a": "#a"], "rotateInterval": 0]
        return [
            CreateExport(
                repo: repo,
                export: export,
                body: .init(type: .kodo, whence: .oldest, spec: spec)
            ),
            UpdateExport(repo: repo, export: export, body: SpecBody(spec: spec)),
            ListExports(repo: repo), GetExport(repo: repo, export: export),
            DeleteExport(repo: repo, export: export),
            CreateJobExport(job: job, export: jobExport, body: .init(type: .hdfs, spec: spec)),
            UpdateJobExport(job: job, export: jobExport, body: SpecBody(spec: spec)),
            ListJobExports(job: job), GetJobExport(job: job, export: jobExport),
            DeleteJobExport(job: job, export: jobExport),
        ]
    }

    private static func batch() throws -> [any APICall] {
        let source = try DataSourceName("access_files")
        let job = try JobName("hourly_pv")
        let spec = DataSourceSpec(
            bucket: "shop-logs",
            keyPrefixes: ["access/"],
            fileType: "csv",
            delimiter: ",",
            containsHeader: true
        )
        let fields = [SchemaField("host", .string, required: true)]
        let definition = JobDefinition(
            srcs: [
                JobSource(
                    name: "access_files",
                    type: .dataSource,
                    tableName: "access",
                    fileFilter: "$(date)"
                )
            ],
            computation: Computation(code: "select 1"),
            container: Container(type: "1U2G", count: 2),
            scheduler: JobScheduler(type: .crontab, spec: .init(crontab: "0 * * * *")),
            params: [JobParameter(name: "day", default: "今天")]
        )
        return [
            CreateDataSource(
                dataSource: source,
                body: .init(
                    region: "nb",
                    type: .kodo,
                    spec: spec,
                    noVerifySchema: true,
                    schema: fields
                )
            ),
            UpdateDataSource(
                dataSource: source,
                body: .init(spec: spec, schema: fields, noVerifySchema: true)
            ),
            GetDataSource(dataSource: source), ListDataSources(),
            DeleteDataSource(dataSource: source),
            InferSchema(body: .init(type: .hdfs, spec: DataSourceSpec(paths: ["hdfs://h:1/a"]))),
            CreateJob(job: job, body: definition), UpdateJob(job: job, body: definition),
            ListJobs(srcDatasource: "access_files", srcJob: "other"), GetJob(job: job),
            GetJobTranslation(job: job), GetServiceDescription(),
            StartJob(job: job, parameters: [.init(name: "day", value: "2026-11-21")]),
            StopJob(job: job), DeleteJob(job: job),
            ListRuns(
                job: job,
                page: 2,
                size: 20,
                sortBy: "-endTime",
                status: .failed,
                runId: -1
            ),
            StopBatch(job: job, runId: 7), RerunBatch(job: job, runId: 7),
        ]
    }

    private static func variables() throws -> [any APICall] {
        let name = try VariableName("lastHour")
        let body = VariableBody(type: .time, value: "$(now)-1h", format: "HH")
        return [
            CreateVariable(variable: name, body: body), UpdateVariable(variable: name, body: body),
            GetVariable(variable: name), ListVariables(type: .user), DeleteVariable(variable: name),
        ]
    }

    private static func existence() throws -> [any APICall] {
        let repo = try RepoName("web_logs")
        let plugin = try PluginName("com.qiniu.Parser")
        return [
            CheckRepoExists(repo: repo),
            CheckTransformExists(repo: repo, transform: try TransformName("count_pv")),
            CheckExportExists(repo: repo, export: try ExportName("to_kodo")),
            CheckDataSourceExists(dataSource: try DataSourceName("files")),
            CheckJobExists(job: try JobName("hourly_pv")),
            CheckJobExportExists(
                job: try JobName("hourly_pv"),
                export: try JobExportName("to_kodo")
            ),
            SamplePoints(repo: repo, count: 3),
            PostTextLines(stream: repo, text: Data("a line".utf8), tags: "Zj1l", rules: "nginx"),
            PostRawText(stream: "web_logs", text: Data("a".utf8), tags: "Zj1l", rules: "nginx"),
            ListPlugins(), GetPlugin(plugin: plugin), DeletePlugin(plugin: plugin),
            VerifyPlugin(plugin: plugin),
        ]
    }

    private static func functions() throws -> [any APICall] {
        let (jar, function) = (try FunctionJarName("UdfCollection"), try FunctionName("str_len"))
        return [
            UploadFunctionJar(
                jar: jar,
                bytes: Data("jar".utf8),
                digest: "gLL29S04bTCxYd2kCqsEIQ=="
            ),
            UpdateFunctionJar(jar: jar, body: .init(description: "聚合类")),
            DeleteFunctionJar(jar: jar),
            ListFunctionJars(from: 1, size: 2, sort: "uploadTime:desc"),
            RegisterFunction(
                function: function,
                body: .init(
                    jarName: "UdfCollection",
                    className: "com.qiniu.udf.StrLength",
                    funcDeclaration: "int str_len(string s)",
                    description: "字符串长度"
                )
            ),
            DeleteFunction(function: function),
            ListFunctions(from: 1, size: 2, sort: "jarName:asc", jarName: "a,b", funcName: "c"),
        ]
    }

    private static func pools() throws -> [any APICall] {
        let group = try GroupName("shared")
        let workflow = try WorkflowName("nightly")
        let container = GroupContainer(type: "1U2G", count: 3, status: "Started")
        return [
            CreateGroup(
                group: group,
                body: Group(region: "nb", container: container, allocateOnStart: true)
            ),
            UpdateGroup(group: group, body: .init(container: container, allocateOnStart: false)),
            GetGroup(group: group), ListGroups(), DeleteGroup(group: group),
            StartGroup(group: group), StopGroup(group: group),
            CreateWorkflow(workflow: workflow, body: .init(region: "nb", comment: "夜间")),
            UpdateWorkflow(workflow: workflow, body: .init(region: "nb", nodes: [])),
            GetWorkflow(workflow: workflow), ListWorkflows(), DeleteWorkflow(workflow: workflow),
            GetWorkflowStatus(workflow: workflow), StartWorkflow(workflow: workflow),
            StopWorkflow(workflow: workflow),
        ]
    }
}
