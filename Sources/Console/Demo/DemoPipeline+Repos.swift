import PipelineAPI

extension DemoPipeline {
    static func makeRepos() throws(APIError) -> [CreateRepo] {
        [
            try repo(liveRepo, AccessRecord.schema, "网站访问日志"),
            try repo("orders", orders, "订单"),
            try repo("device_metrics", deviceMetrics, "主机指标"),
            try repo("search_log", searchLog, "站内搜索"),
            try repo("alerts", alerts, "告警"),
        ]
    }

    private static let orders = [
        SchemaField("order_id", .string, required: true),
        SchemaField("paid_at", .date),
        SchemaField("amount", .float, required: true, description: "金额（元）"),
        SchemaField("items", .array, elemtype: .string),
        SchemaField(
            "buyer",
            .map,
            required: true,
            schema: [
                SchemaField("name", .string, required: true, description: "姓名"),
                SchemaField("vip", .boolean),
                SchemaField(
                    "address",
                    .map,
                    schema: [
                        SchemaField("city", .string, description: "城市"),
                        SchemaField("zip", .string),
                    ]
                ),
            ]
        ),
    ]

    private static let deviceMetrics = [
        SchemaField("host", .string, required: true),
        SchemaField("at", .date, required: true),
        SchemaField("load", .float),
        SchemaField("labels", .jsonString),
    ]

    private static let searchLog = [
        SchemaField("time", .date, required: true),
        SchemaField("term", .string, required: true, description: "搜索词"),
        SchemaField("results", .long, description: "结果数"),
        SchemaField("filters", .map, schema: [SchemaField("city", .string)]),
    ]

    private static let alerts = [
        SchemaField("at", .date, required: true),
        SchemaField("rule", .string, required: true, description: "告警规则"),
        SchemaField("message", .string, description: "说明"),
        SchemaField("hosts", .array, elemtype: .string),
        SchemaField("is_open", .boolean),
    ]

    private static func repo(
        _ name: String,
        _ fields: [SchemaField],
        _ description: String
    ) throws(APIError) -> CreateRepo {
        CreateRepo(
            repo: try RepoName(name),
            body: .init(region: "nb", schema: try Schema(fields), description: description)
        )
    }
}
