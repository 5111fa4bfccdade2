// The specs of stream and job exports by type: typed views of the `spec` member, which itself travels
// as it was given (see `Export`). Every member is optional on the wire, since clients write the ones
// they do not set as zero, empty or null; what is required is said beside each.

/// A text of the form `#field`: the value of a repo's or a job's field, by name.
package enum FieldReference {
    /// The field's name, for a text that begins with `#`.
    package static func name(in text: String) -> String? {
        text.hasPrefix("#") ? String(text.dropFirst()) : nil
    }
}

/// `http`: host and uri are required.
package struct HTTPExportSpec: Codable, Equatable, Sendable {
    package var host: String?
    package var uri: String?
    /// `text` (the default) or `json`.
    package var format: String?
}

/// `tsdb`: destRepoName and series are required.
package struct TSDBExportSpec: Codable, Equatable, Sendable {
    package var destRepoName: String?
    package var series: String?
    package var omitInvalid: Bool?
    package var omitEmpty: Bool?
    package var tags: [String: String]?
    package var fields: [String: String]?
    /// The field with the time of each point; by default the time of arrival.
    package var timestamp: String?
}

/// `logdb`: destRepoName is required; `doc` maps destination fields, nested, to `#field`.
package struct LogDBExportSpec: Codable, Equatable, Sendable {
    package var destRepoName: String?
    package var omitInvalid: Bool?
    package var omitEmpty: Bool?
    package var doc: JSONValue?
}

/// `kodo` of a stream: bucket is required, and a delimiter with csv.
package struct KodoExportSpec: Codable, Equatable, Sendable {
    package var bucket: String?
    /// The object's name, with variables such as `$(year)`; empty for a time stamp.
    package var keyPrefix: String?
    package var email: String?
    package var accessKey: String?
    package var fields: [String: String]?
    /// The interval in seconds; 0 for the default of 30.
    package var rotateInterval: Int?
    /// `json` (the default), `text`, `csv` or `parquet`.
    package var format: String?
    package var delimiter: String?
    package var compress: Bool?
    /// The retention in days; absent or less than 1 keeps the objects for ever.
    package var retention: Int?
}

/// `mongodb` and `mongo`: host, dbName, collName and mode are required; updateKey unless inserting.
package struct MongoExportSpec: Codable, Equatable, Sendable {
    package var host: String?
    package var dbName: String?
    package var collName: String?
    /// `INSERT`, `UPDATE` or `UPSERT`.
    package var mode: String?
    package var updateKey: [String]?
    package var doc: JSONValue?
    /// A text or a number: the documents' table and sample differ.
    package var version: JSONValue?
}

/// `report` of a stream or a job: dbName, tableName and columns are required.
package struct ReportExportSpec: Codable, Equatable, Sendable {
    package var dbName: String?
    package var tableName: String?
    package var columns: [String: String]?
    /// Job exports only: `overwrite` or `append`.
    package var saveMode: String?
}

/// `hdfs` of a stream, known from clients: path, user and fields are required.
package struct HDFSExportSpec: Codable, Equatable, Sendable {
    package var path: String?
    package var user: String?
    package var fields: [String: String]?
    package var format: String?
    package var delimiter: String?
    package var rotateInterval: Int?
    package var compress: Bool?
}

/// `kodo` and `hdfs` of a job: files of the job's result, `bucket` and `keyPrefix` or `path` saying where.
package struct JobFileExportSpec: Codable, Equatable, Sendable {
    package var bucket: String?
    package var keyPrefix: String?
    package var path: String?
    /// `json`, `csv`, `text`, `orc` or `parquet`.
    package var format: String?
    package var delimiter: String?
    package var containsHeader: Bool?
    package var compression: String?
    package var retention: Int?
    package var partitionBy: [String]?
    /// 1 to 1,000.
    package var fileCount: Int?
    /// `overwrite` (the default), `append`, `errorIfExists` or `ignore`.
    package var saveMode: String?
}
