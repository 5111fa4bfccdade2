package import PipelineAPI
import PipelineEngine
import Settings

extension Destinations {
    /// Returns where an export delivers to as `stores.yaml` is now, in words and without keys; `nil` for a spec that
    /// cannot be read.
    package func place(_ type: ExportType, _ spec: JSONValue) -> String? {
        let stores = servers.servers.stores
        do throws(APIError) {
            switch type {
            case .http: return try Destinations.http(spec.decoded(as: HTTPExportSpec.self))
            case .hdfs:
                guard case .string(let path)? = spec["path"] else { return nil }
                if let server = servers.servers.hdfs {
                    return server.url(of: FilePlacement.path(ofHDFS: path))
                }
                return Destinations.local("hdfs/" + FilePlacement.path(ofHDFS: path))
            case .kodo:
                guard case .string(let bucket)? = spec["bucket"] else { return nil }
                guard let store = stores.kodo else {
                    return Destinations.local("buckets/\(bucket)")
                }
                return "bucket '\(bucket)' of S3 at \(store.endpoint)"
            case .tsdb:
                let series = try spec.decoded(as: TSDBExportSpec.self)
                guard let store = stores.tsdb else { break }
                return SeriesServer.place(of: series, in: store)
            case .report:
                let report = try spec.decoded(as: ReportExportSpec.self)
                guard let store = stores.report else { break }
                return "table '\(report.tableName ?? "")' of database '\(report.dbName ?? "")' at "
                    + store.address
            case .logdb:
                let logs = try spec.decoded(as: LogDBExportSpec.self)
                guard let store = stores.logdb else { break }
                return "index '\(LogServer.index(of: logs))' of Elasticsearch or OpenSearch at "
                    + store.endpoint
            default: break
            }
            return Destinations.local("destinations/" + (try StoreDestination.file(of: type, spec)))
        } catch { return nil }
    }

    private static func local(_ path: String) -> String { "'\(path)' in the data directory" }

    private static func http(_ spec: HTTPExportSpec) -> String {
        HTTPDestination.endpoint(of: spec.host ?? "") + HTTPDestination.path(of: spec.uri ?? "/")
    }
}

extension SeriesServer {
    /// Returns the series of an export in words.
    static func place(of spec: TSDBExportSpec, in store: Stores.SeriesStore) -> String {
        let name = name(for: spec, in: store)
        let database =
            switch store.target {
            case .database: "database '\(name)'"
            case .bucket(_, let organization, _):
                "bucket '\(name)' of organization '\(organization)'"
            }
        return "series '\(spec.series ?? "")' of \(database), InfluxDB at \(store.endpoint)"
    }
}
