/// The kind of store an export writes to.
///
/// `mongo` and `mongodb` are two names of one type: the documents use both, and a service returns the one an export
/// was created with. `hdfs` is known for job exports and to clients.
package struct ExportType: OpenText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let http = ExportType(rawValue: "http")
    package static let tsdb = ExportType(rawValue: "tsdb")
    package static let logdb = ExportType(rawValue: "logdb")
    package static let kodo = ExportType(rawValue: "kodo")
    package static let mongodb = ExportType(rawValue: "mongodb")
    package static let mongo = ExportType(rawValue: "mongo")
    package static let report = ExportType(rawValue: "report")
    package static let hdfs = ExportType(rawValue: "hdfs")

    package static let known: [ExportType] = [
        .http, .tsdb, .logdb, .kodo, .mongodb, .mongo, .report, .hdfs,
    ]

    /// The types of stream exports.
    package static let stream: [ExportType] = known
    /// The types of job exports.
    package static let job: [ExportType] = [.kodo, .hdfs, .http, .logdb, .tsdb, .report]
}
