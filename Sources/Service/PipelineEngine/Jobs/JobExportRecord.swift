package import PipelineAPI

/// An export of a job, as it is stored.
package struct JobExportRecord: Identified, Codable, Equatable, Sendable {
    package var job: String
    package var name: String
    package var type: ExportType
    package var spec: JSONValue
    package var identity: Int64 = 0

    /// The members that are stored as JSON; the store keeps the identity beside it.
    private enum CodingKeys: CodingKey { case job, name, type, spec }

    package init(job: String, name: String, type: ExportType, spec: JSONValue) {
        self.job = job
        self.name = name
        self.type = type
        self.spec = spec
    }

    /// The name by which destinations know the export: no export that is created later has it.
    package var source: String { "\(job)/\(name)#\(identity)" }
}
