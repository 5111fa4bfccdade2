package import PipelineAPI

/// An export of a job, as it is stored.
package struct JobExportRecord: Codable, Equatable, Sendable {
    package var job: String
    package var name: String
    package var type: ExportType
    package var spec: JSONValue

    package init(job: String, name: String, type: ExportType, spec: JSONValue) {
        self.job = job
        self.name = name
        self.type = type
        self.spec = spec
    }
}
