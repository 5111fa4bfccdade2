/// The servers that exports and sources really reach, as `stores.yaml` names them.
///
/// `nil` is `local`, the default of each: files of the data directory stand in for the store. MongoDB is always local.
package struct Stores: Equatable, Sendable {
    /// An S3-compatible object store.
    package struct ObjectStore: Equatable, Sendable {
        package var endpoint: String
        package var region: String
        package var accessKey: String
        package var secretKey: Secret
        /// Whether the bucket is the first part of the path, and not of the host's name.
        package var pathStyle: Bool
    }

    /// A user of a server that knows users.
    package struct Login: Equatable, Sendable {
        package var user: String
        package var password: Secret
    }

    /// InfluxDB.
    package struct SeriesStore: Equatable, Sendable {
        package enum Target: Equatable, Sendable {
            /// Version 1.x; `$(repo)` in the name stands for the export's `destRepoName`.
            case database(String, login: Login?)
            /// Version 2.x; `$(repo)` in the bucket's name likewise.
            case bucket(String, organization: String, token: Secret)
        }

        package var endpoint: String
        package var target: Target
    }

    /// MySQL, MariaDB or PostgreSQL.
    package struct ReportStore: Equatable, Sendable {
        package enum Kind: String, Sendable {
            case mysql
            case postgres
        }

        package var kind: Kind
        package var host: String
        package var port: Int
        package var login: Login
    }

    /// Elasticsearch or OpenSearch.
    package struct LogStore: Equatable, Sendable {
        package var endpoint: String
        package var login: Login?
    }

    /// A namenode of HDFS, which takes the user's name as it is given.
    package struct FileSystemStore: Equatable, Sendable {
        /// `hdfs://host:port`, without a path.
        package var url: String
        package var user: String
    }

    package var kodo: ObjectStore?
    package var tsdb: SeriesStore?
    package var report: ReportStore?
    package var logdb: LogStore?
    package var hdfs: FileSystemStore?

    package static let name = "stores.yaml"

    package init() {}

    /// Reads the stores' kinds; `source`, a path, is for messages.
    package init(text: String, source: String) throws(SettingsError) {
        let file = StoresReader(section: try SettingsSection(text: text, file: source))
        self = try file.stores()
    }

    /// Reads a file; one that is not there leaves all stores local, unless it `mustExist`.
    ///
    /// Throws where it holds keys and others may read it.
    package static func read(
        from path: String,
        mustExist: Bool = false
    ) throws(SettingsError) -> Stores {
        guard let file = try PrivateFile.open(path) else {
            guard mustExist else { return Stores() }
            throw SettingsError("'\(path)' does not exist: check the path, or leave out --stores")
        }
        let stores = try Stores(text: file.text, source: path)
        if stores.holdsKeys { try file.requirePrivate() }
        return stores
    }

    /// Whether the file must be its owner's alone.
    package var holdsKeys: Bool {
        if kodo != nil || report != nil || logdb?.login != nil { return true }
        switch tsdb?.target {
        case .database(_, login: nil)?, nil: return false
        case .database?, .bucket?: return true
        }
    }
}

extension Stores {
    /// The stores that are servers, without their keys: `kodo at http://…, report at mysql://…`.
    package var summary: String {
        let named: [(String, String?)] = [
            ("kodo", kodo?.endpoint), ("tsdb", tsdb?.endpoint), ("report", report?.address),
            ("logdb", logdb?.endpoint), ("hdfs", hdfs?.url),
        ]
        let found = named.compactMap { name, place in place.map { "\(name) at \($0)" } }
        return found.isEmpty ? "all are local" : found.joined(separator: ", ")
    }
}

extension Stores.ReportStore {
    /// The server without its keys: `mysql://127.0.0.1:3306`.
    package var address: String {
        let host = host.contains(":") ? "[\(host)]" : host
        return "\(kind.rawValue)://\(host):\(port)"
    }
}
