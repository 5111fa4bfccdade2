import FoundationEssentials
import PipelineAPI

/// A file of points and their fields, as a table of a transform's SQL.
package struct StreamTable {
    var path: String
    var schema: [SchemaField]

    /// The table name that every transform may use for its input, beside the repo's name.
    private static let commonName = "stream"

    /// Returns the names that a transform's SQL may call the points of a repo.
    ///
    /// Tables are found without case, so that a repo named `Stream` has one name.
    package static func names(ofRepo repo: String) -> [String] {
        repo.lowercased() == commonName ? [repo] : [commonName, repo]
    }

    func tables(named repo: String) -> [InputTable] {
        let files = InputFiles(paths: [path], format: .json, isChecked: true)
        return StreamTable.names(ofRepo: repo).map {
            InputTable(name: $0, files: files, schema: schema)
        }
    }

    func records() throws -> [PointRecord] {
        guard let reader = JSONLineReader(path: path) else { return [] }
        var found: [PointRecord] = []
        while let chunk = try reader.next() { found += chunk }
        return found
    }
}
