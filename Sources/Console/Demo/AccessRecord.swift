package import PipelineAPI

/// One request to a web shop, as its log has it.
package struct AccessRecord: Codable, Equatable, Sendable {
    package var time: String
    package var host: String
    package var method: String
    package var path: String
    package var status: Int
    package var bytes: Int
    /// Milliseconds.
    package var latency: Double
    package var ip: String
    package var city: String
    package var user: String
    package var agent: String
    /// What was searched for; empty where nothing was.
    package var term: String

    /// The record as a point of the text format.
    package var point: String {
        [
            "time=\(time)", "host=\(host)", "method=\(method)", "path=\(path)", "status=\(status)",
            "bytes=\(bytes)", "latency=\(latency)", "ip=\(ip)", "city=\(city)", "user=\(user)",
            "agent=\(agent)", "term=\(term)",
        ].joined(separator: "\t")
    }

    /// The record as a line of JSON; no value of it needs an escape.
    var json: String {
        "{\"time\":\"\(time)\",\"host\":\"\(host)\",\"method\":\"\(method)\",\"path\":\"\(path)\","
            + "\"status\":\(status),\"bytes\":\(bytes),\"latency\":\(latency),\"ip\":\"\(ip)\","
            + "\"city\":\"\(city)\",\"user\":\"\(user)\",\"agent\":\"\(agent)\","
            + "\"term\":\"\(term)\"}"
    }

    package static let schema = [
        SchemaField("time", .date, required: true, description: "请求时间"),
        SchemaField("host", .string, required: true),
        SchemaField("method", .string),
        SchemaField("path", .string, required: true),
        SchemaField("status", .long, required: true, description: "HTTP 状态码"),
        SchemaField("bytes", .long),
        SchemaField("latency", .float, description: "耗时（毫秒）"),
        SchemaField("ip", .string),
        SchemaField("city", .string, description: "城市"),
        SchemaField("user", .string, description: "用户"),
        SchemaField("agent", .string),
        SchemaField("term", .string, description: "搜索词"),
    ]
}
