import PipelineAPI

/// A document of one `key: value` a line, as the console writes a flat one.
enum FlatDocument {
    static func parse(_ text: String) throws(APIError) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else {
                throw APIError(.malformedBody, "line '\(line)' is no 'key: value'")
            }
            members[String(parts[0])] = .string(String(parts[1].drop { $0 == " " }))
        }
        return .object(members)
    }
}
