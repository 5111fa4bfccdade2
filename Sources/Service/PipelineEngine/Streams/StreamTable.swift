import FoundationEssentials
import PipelineAPI

/// A file of points and their fields, as a table of a transform's SQL.
struct StreamTable {
    var path: String
    var schema: [SchemaField]

    /// The table name that every transform may use for its input, beside the repo's name.
    static let commonName = "stream"

    func tables(named repo: String) -> [InputTable] {
        let files = InputFiles(paths: [path], format: .json, isChecked: true)
        let names =
            repo.lowercased() == StreamTable.commonName ? [repo] : [StreamTable.commonName, repo]
        return names.map { InputTable(name: $0, files: files, schema: schema) }
    }

    func records() throws -> [PointRecord] {
        guard let reader = JSONLineReader(path: path) else { return [] }
        var found: [PointRecord] = []
        while let chunk = try reader.next() { found += chunk }
        return found
    }
}
