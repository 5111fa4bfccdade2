import PipelineAPI

/// Reads ``Stores`` out of a file's mapping.
struct StoresReader {
    let section: SettingsSection

    func stores() throws(SettingsError) -> Stores {
        try section.requireNearlyKnown(["kodo", "tsdb", "report", "logdb", "hdfs", "mongodb"])
        var stores = Stores()
        stores.kodo = try server("kodo").map(objects)
        stores.tsdb = try server("tsdb").map(series)
        stores.report = try server("report").map(report)
        stores.logdb = try server("logdb").map(logs)
        stores.hdfs = try server("hdfs").map(fileSystem)
        guard !section.isMapping("mongodb"), try section.text("mongodb") ?? "local" == "local"
        else {
            throw section.refusal(
                "mongodb",
                "names a server, and none can be reached: write local, or leave it out"
            )
        }
        return stores
    }

    /// Returns a store's mapping; `nil` where it is local.
    private func server(_ key: String) throws(SettingsError) -> SettingsSection? {
        if section.isMapping(key) { return try section.section(key) }
        guard let text = try section.text(key), text != "local" else { return nil }
        // The value is not quoted: it may be an address with a password in it.
        throw section.refusal(key, "is neither local nor a mapping: write { url: … } with its keys")
    }

    private func objects(_ store: SettingsSection) throws(SettingsError) -> Stores.ObjectStore {
        try store.requireNearlyKnown(["endpoint", "region", "accessKey", "secretKey", "pathStyle"])
        let address = try endpoint("endpoint", of: store)
        guard address.split(separator: "/", omittingEmptySubsequences: false).count == 3 else {
            // What is signed has the bucket as the first part of the path.
            throw store.refusal("endpoint", "has a path: write a host and a port only")
        }
        return Stores.ObjectStore(
            endpoint: address,
            region: try store.text("region") ?? "us-east-1",
            accessKey: try store.required("accessKey"),
            secretKey: Secret(try store.required("secretKey")),
            pathStyle: try store.flag("pathStyle") ?? true
        )
    }

    private func series(_ store: SettingsSection) throws(SettingsError) -> Stores.SeriesStore {
        try store.requireNearlyKnown([
            "url", "database", "user", "password", "org", "bucket", "token",
        ])
        let isVersion2 = ["org", "bucket", "token"].contains { store.keys.contains($0) }
        let target: Stores.SeriesStore.Target
        if isVersion2 {
            let other = ["database", "user", "password"].first { store.keys.contains($0) }
            if let other {
                throw store.refusal(
                    other,
                    "goes with InfluxDB 1.x, and org, bucket and token with 2.x: keep one of the two"
                )
            }
            target = .bucket(
                try store.required("bucket"),
                organization: try store.required("org"),
                token: Secret(try store.required("token"))
            )
        } else {
            target = .database(try store.required("database"), login: try login(of: store))
        }
        return Stores.SeriesStore(endpoint: try endpoint("url", of: store), target: target)
    }

    private func logs(_ store: SettingsSection) throws(SettingsError) -> Stores.LogStore {
        try store.requireNearlyKnown(["url", "user", "password"])
        return Stores.LogStore(
            endpoint: try endpoint("url", of: store),
            login: try login(of: store)
        )
    }

    private func report(_ store: SettingsSection) throws(SettingsError) -> Stores.ReportStore {
        try store.requireNearlyKnown(["url"])
        guard let found = ReportAddress(try store.required("url")) else {
            // The value is not quoted, since it has a password in it.
            throw store.refusal(
                "url",
                "is no address of a database: write mysql://user:password@host:port or "
                    + "postgres://…, with %40 for '@', %3A for ':' and %2F for '/' in a password"
            )
        }
        return found.store
    }

    private func fileSystem(
        _ store: SettingsSection
    ) throws(SettingsError) -> Stores.FileSystemStore {
        try store.requireNearlyKnown(["url", "user"])
        let text = try store.required("url")
        guard let url = StoresReader.namenode(text) else {
            throw store.refusal(
                "url",
                "is '\(text)', which is no namenode: write hdfs://host:port, without a path or a user"
            )
        }
        let user = try store.required("user")
        let isName = user.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic
                    || "0123456789._-".unicodeScalars.contains(scalar))
        }
        guard isName, !user.hasPrefix(".") else {
            throw store.refusal("user", "is '\(user)': use letters, digits, '.', '_' and '-'")
        }
        return Stores.FileSystemStore(url: url, user: user)
    }

    /// Returns the address without slashes at its end; `nil` where it is none of a namenode.
    private static func namenode(_ text: String) -> String? {
        let scheme = "hdfs://"
        guard text.hasPrefix(scheme) else { return nil }
        var rest = text.dropFirst(scheme.count)
        while rest.hasSuffix("/") { rest.removeLast() }
        let isPlain = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
        guard isPlain, !rest.contains(where: "/@?#".contains), let address = HostAndPort(rest),
            !address.host.isEmpty, address.port != nil
        else { return nil }
        return scheme + rest
    }

    private func login(of store: SettingsSection) throws(SettingsError) -> Stores.Login? {
        guard store.keys.contains(where: { ["user", "password"].contains($0) }) else { return nil }
        return Stores.Login(
            user: try store.required("user"),
            password: Secret(try store.required("password"))
        )
    }

    private func endpoint(
        _ key: String,
        of store: SettingsSection
    ) throws(SettingsError) -> String {
        let text = try store.required(key)
        guard !text.contains("@") else {
            // The value is not quoted, since the part before the sign may be a password.
            throw store.refusal(key, "has a user in it: give the keys on lines of their own")
        }
        do throws(SettingsError) {
            return try EndpointText.checked(text)
        } catch { throw store.refusal(key, error.description) }
    }
}

/// `mysql://user:password@host:port`, or `postgres://…`.
private struct ReportAddress {
    let store: Stores.ReportStore

    init?(_ text: String) {
        guard let scheme = text.firstRange(of: "://"),
            let kind = ReportAddress.kinds[String(text[..<scheme.lowerBound])]
        else { return nil }
        var rest = text[scheme.upperBound...]
        if rest.hasSuffix("/") { rest.removeLast() }
        let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].contains("/") else { return nil }
        let login = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard login.count == 2, !login[0].isEmpty, let address = HostAndPort(parts[1]),
            !address.host.isEmpty
        else { return nil }
        let user = PercentCoding.decode(String(login[0]))
        let password = PercentCoding.decode(String(login[1]))
        store = Stores.ReportStore(
            kind: kind,
            host: address.host,
            port: address.port ?? (kind == .mysql ? 3306 : 5432),
            login: Stores.Login(user: user, password: Secret(password))
        )
    }

    private static let kinds: [String: Stores.ReportStore.Kind] = [
        "mysql": .mysql, "mariadb": .mysql, "postgres": .postgres, "postgresql": .postgres,
    ]
}
