import PipelineAPI
import PipelineEngine

/// The rules of an export's spec in both documents, given the fields that it exports.
///
/// Where public clients send less than the documents require, less is required. Zero, an empty text and
/// false mean "not set" everywhere, since clients write every member.
struct ExportRules: Sendable {
    let engine: any SQLEngine
    let type: ExportType
    let fields: [SchemaField]
    let isOfJob: Bool
    let invalid: ErrorCode
    let missingField: ErrorCode

    static func stream(
        _ engine: any SQLEngine,
        _ type: ExportType,
        fields: [SchemaField]
    ) -> ExportRules {
        ExportRules(
            engine: engine,
            type: type,
            fields: fields,
            isOfJob: false,
            invalid: .invalidExport,
            missingField: .fieldNotFound
        )
    }

    static func job(
        _ engine: any SQLEngine,
        _ type: ExportType,
        fields: [SchemaField]
    ) -> ExportRules {
        ExportRules(
            engine: engine,
            type: type,
            fields: fields,
            isOfJob: true,
            invalid: .invalidJobExport,
            missingField: .invalidJobExport
        )
    }

    func check(_ spec: JSONValue) throws(APIError) {
        let known = isOfJob ? ExportType.job : ExportType.stream
        guard known.contains(type) else {
            throw APIError(
                .invalidExportType,
                "export type '\(type)' is unknown: use "
                    + known.map(\.rawValue).joined(separator: ", ")
            )
        }
        switch type {
        case .http: try checkHTTP(try read(spec))
        case .tsdb: try checkTSDB(try read(spec))
        case .logdb: try checkLogDB(try read(spec))
        case .report: try checkReport(try read(spec))
        case .mongodb, .mongo: try checkMongo(try read(spec))
        case .kodo where isOfJob, .hdfs where isOfJob: try checkJobFiles(try read(spec))
        case .kodo: try checkKodo(try read(spec))
        default: try checkHDFS(try read(spec))
        }
    }

    /// Returns the typed spec.
    ///
    /// Throws an error of the spec, and not of the body, where it cannot be decoded.
    private func read<Spec: Decodable>(_ spec: JSONValue) throws(APIError) -> Spec {
        do throws(APIError) {
            return try spec.decoded(as: Spec.self)
        } catch { throw APIError(invalid, "'spec': \(error.message)") }
    }

    func require(_ value: String?, _ name: String) throws(APIError) {
        guard value?.isEmpty ?? true else { return }
        throw APIError(invalid, "'spec.\(name)' is missing: give it a value")
    }

    func require(_ value: String?, _ name: String, in known: [String]) throws(APIError) {
        guard let value, !value.isEmpty, !known.contains(value) else { return }
        throw APIError(
            invalid,
            "'spec.\(name)' is '\(value)', which is unknown: use \(known.joined(separator: ", "))"
        )
    }

    /// Checks that a mapping's values are fields: `#field`, or the plain name as in the documents' sample.
    func checkMapping(_ mapping: [String: String]?, _ name: String) throws(APIError) {
        for (key, value) in (mapping ?? [:]).sorted(by: { $0.key < $1.key }) {
            try checkField(value, "\(name).\(key)")
        }
    }

    func checkField(_ text: String, _ place: String) throws(APIError) {
        let name = FieldReference.name(in: text) ?? text
        guard !fields.contains(where: { $0.key == name }) else { return }
        throw APIError(
            missingField,
            "'spec.\(place)' names field '\(name)', which is not there"
                + NearestName.hint(for: name, among: fields.map(\.key))
        )
    }

    private func checkHTTP(_ spec: HTTPExportSpec) throws(APIError) {
        try require(spec.host, "host")
        try require(spec.uri, "uri")
        try require(spec.format, "format", in: ["text", "json"])
        guard !isOfJob || spec.uri?.hasPrefix("/") == true else {
            throw APIError(invalid, "'spec.uri' is '\(spec.uri ?? "")': begin it with '/'")
        }
    }

    private func checkTSDB(_ spec: TSDBExportSpec) throws(APIError) {
        try require(spec.destRepoName, "destRepoName")
        try require(spec.series, "series")
        guard spec.fields?.isEmpty == false else {
            throw APIError(invalid, "'spec.fields' is empty: map at least one field")
        }
        try checkTable(spec.series, "series")
        try checkMapping(spec.tags, "tags")
        try checkMapping(spec.fields, "fields")
        if spec.omitInvalid != true {
            try checkScalars(spec.tags, "tags")
            try checkScalars(spec.fields, "fields")
        }
        guard let timestamp = spec.timestamp, !timestamp.isEmpty else { return }
        try checkField(timestamp, "timestamp")
        let name = FieldReference.name(in: timestamp) ?? timestamp
        let type = fields.first { $0.key == name }?.valtype ?? .date
        guard [.long, .string, .date].contains(type) else {
            throw APIError(
                invalid,
                "'spec.timestamp' names field '\(name)' of type \(type): use a long, string or date"
            )
        }
    }

    private func checkLogDB(_ spec: LogDBExportSpec) throws(APIError) {
        try require(spec.destRepoName, "destRepoName")
        guard case .object(let doc)? = spec.doc, !doc.isEmpty else {
            throw APIError(invalid, "'spec.doc' is empty: map at least one field")
        }
        try checkDoc(.object(doc), "doc")
    }

    private func checkDoc(_ doc: JSONValue, _ place: String) throws(APIError) {
        switch doc {
        case .object(let members):
            for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                try checkDoc(value, "\(place).\(key)")
            }
        case .string(let text): try checkField(text, place)
        default:
            throw APIError(invalid, "'spec.\(place)' is no mapping: give '#field' or an object")
        }
    }

    private func checkReport(_ spec: ReportExportSpec) throws(APIError) {
        try require(spec.dbName, "dbName")
        try require(spec.tableName, "tableName")
        guard spec.columns?.isEmpty == false else {
            throw APIError(invalid, "'spec.columns' is empty: map at least one column")
        }
        try checkTable(spec.tableName, "tableName")
        try checkMapping(spec.columns, "columns")
        try checkColumns(Array((spec.columns ?? [:]).keys))
        try require(spec.saveMode, "saveMode", in: ["overwrite", "append"])
    }
}
