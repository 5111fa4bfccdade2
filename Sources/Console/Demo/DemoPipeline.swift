import FoundationEssentials
package import PipelineAPI

/// What the demo consists of, as the calls that create it, in their order.
package struct DemoPipeline: Sendable {
    package let repos: [CreateRepo]
    package let variables: [CreateVariable]
    package let dataSources: [CreateDataSource]
    package let transforms: [CreateTransform]
    package let exports: [CreateExport]
    package let jobs: [CreateJob]
    package let jobExports: [CreateJobExport]

    package init() throws(APIError) {
        repos = try DemoPipeline.makeRepos()
        variables = try DemoPipeline.makeVariables()
        dataSources = try DemoPipeline.makeDataSources()
        transforms = try DemoPipeline.makeTransforms()
        exports = try DemoPipeline.makeExports()
        jobs = try DemoPipeline.makeJobs()
        jobExports = try DemoPipeline.makeJobExports()
    }

    /// Whether a job has a schedule and others depend on it.
    func isAwaited(_ call: CreateJob) -> Bool {
        let name = call.job.description
        let isTimed = [.crontab, .loop].contains(call.body.scheduler.type)
        return isTimed
            && jobs.contains { $0.body.srcs.contains { $0.type == .job && $0.name == name } }
    }

    /// The repo that gets points: some at the set-up, and more while somebody watches.
    static let liveRepo = "access_log"

    static func post(_ points: [AccessRecord]) throws(APIError) -> PostPoints {
        PostPoints(
            repo: try RepoName(liveRepo),
            text: Data(points.map(\.point).joined(separator: "\n").utf8)
        )
    }

    /// The hour before the batch time: what an hourly job reads once the hour is over.
    private static func makeVariables() throws(APIError) -> [CreateVariable] {
        [
            CreateVariable(
                variable: try VariableName("lastHour"),
                body: VariableBody(type: .time, value: "$(now)-1h", format: "yyyy-MM-dd/HH")
            ),
            CreateVariable(
                variable: try VariableName("yesterday"),
                body: VariableBody(type: .time, value: "$(now)-1d", format: "yyyy-MM-dd")
            ),
        ]
    }

    private static func makeDataSources() throws(APIError) -> [CreateDataSource] {
        [
            try source("access_files", "access/", "json", AccessRecord.schema),
            try source(
                "traffic_files",
                "traffic/",
                "csv",
                [
                    SchemaField("time", .date), SchemaField("host", .string),
                    SchemaField("status", .long), SchemaField("bytes", .long),
                ]
            ),
            try source("visit_files", "sessions/", "parquet", []),
            try source(
                "invoice_files",
                "invoices/",
                "json",
                [
                    SchemaField("invoice", .string), SchemaField("department", .string),
                    SchemaField("amount", .string),
                ]
            ),
            try source(
                "order_files",
                "orders/",
                "json",
                [
                    SchemaField("id", .string), SchemaField("day", .string),
                    SchemaField("customer", .string), SchemaField("city", .string),
                    SchemaField("amount", .float),
                ]
            ),
            try source(
                "payment_files",
                "payments/",
                "json",
                [
                    SchemaField("payment", .string), SchemaField("bank", .string),
                    SchemaField("amount", .float),
                ]
            ),
            try source(
                "invoice_amounts",
                "invoices/",
                "json",
                [SchemaField("department", .string), SchemaField("amount", .float)]
            ),
        ]
    }

    private static func source(
        _ name: String,
        _ prefix: String,
        _ fileType: String,
        _ schema: [SchemaField]
    ) throws(APIError) -> CreateDataSource {
        let isCSV = fileType == "csv"
        return CreateDataSource(
            dataSource: try DataSourceName(name),
            body: .init(
                region: "nb",
                type: .kodo,
                spec: DataSourceSpec(
                    bucket: DemoFiles.bucket,
                    keyPrefixes: [prefix],
                    fileType: fileType,
                    delimiter: isCSV ? "," : nil,
                    containsHeader: isCSV ? true : nil
                ),
                noVerifySchema: !schema.isEmpty,
                schema: schema
            )
        )
    }
}
