import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Settings

/// Writes points to InfluxDB.
///
/// Each point has a time of its own (``PointTimes``), so that writing it again changes nothing: every request may be
/// repeated, and so may a delivery.
struct SeriesServer: Sendable {
    let store: Stores.SeriesStore
    private let connection: ServerConnection

    /// The points of one request; the store's documents advise 5,000 to 10,000.
    private static let batch = 5000
    /// The refused points of a delivery that are looked for one by one; of more the store's own count will do.
    private static let mostSought = 100
    /// The bytes of one request, of which the store takes 25 MB by default.
    private static let batchBytes = 4 << 20

    init(_ store: Stores.SeriesStore, waits: [Duration] = ServerConnection.usualWaits) {
        self.store = store
        let authorization: String? =
            switch store.target {
            case .database(_, let login):
                login.map { ServerConnection.basic(user: $0.user, password: $0.password.text) }
            case .bucket(_, _, let token): "Token \(token.text)"
            }
        connection = ServerConnection(
            store.endpoint,
            setting: "tsdb.url",
            authorization: authorization,
            waits: waits
        )
    }

    func close() async { await connection.close() }

    func deliver(_ delivery: Delivery) async throws {
        let series = SeriesPoint(try delivery.spec(as: TSDBExportSpec.self))
        let format = LineProtocol(series.spec, schema: delivery.schema)
        let database = SeriesServer.name(for: series.spec, in: store)
        var times = PointTimes(delivery)
        var refusals = Refusals()
        var total = 0
        var lines: [String] = []
        var bytes = 0
        while let records = try delivery.nextRecords() {
            let arrival = delivery.arrivedAt()
            for record in records {
                total += 1
                let parts = try series.parts(of: record, arrival: arrival)
                guard let time = times.next(parts), let parts else { continue }
                do throws(LineProtocol.Unwritable) {
                    let line = try format.line(parts, nanoseconds: time)
                    bytes += line.utf8.count + 1
                    lines.append(line)
                } catch { refusals.add(error.reason) }
                guard lines.count >= SeriesServer.batch || bytes >= SeriesServer.batchBytes else {
                    continue
                }
                try await write(lines[...], to: database, &refusals)
                (lines, bytes) = ([], 0)
            }
        }
        try await write(lines[...], to: database, &refusals)
        guard !refusals.isEmpty else { return }
        guard series.spec.omitInvalid == true else {
            throw DeliveryFailure(refusals.failure(of: total))
        }
        delivery.onOmission(refusals.note(of: total))
    }

    /// Returns the name of the database or bucket of an export.
    static func name(for spec: TSDBExportSpec, in store: Stores.SeriesStore) -> String {
        let pattern =
            switch store.target {
            case .database(let name, _): name
            case .bucket(let name, _, _): name
            }
        return pattern.replacing("$(repo)", with: spec.destRepoName ?? "")
    }

    /// Writes lines, and counts those that are refused.
    ///
    /// The store names the first of them only, counts those of one of its shards only, and stores none of a new series
    /// whose points contradict each other: what was not taken as a whole is written again by halves.
    private func write(
        _ lines: ArraySlice<String>,
        to database: String,
        _ refusals: inout Refusals
    ) async throws {
        guard !lines.isEmpty else { return }
        let answer = try await post(lines.joined(separator: "\n") + "\n", to: database)
        let reason = SeriesServer.reason(in: answer)
        switch answer.status {
        case 200..<300: return
        case 400, 422:
            let dropped = SeriesServer.dropped(in: reason)
            guard lines.count > 1, dropped != lines.count else {
                return refusals.add(SeriesServer.plain(reason), count: lines.count)
            }
            if let dropped, refusals.count >= SeriesServer.mostSought {
                return refusals.add(atLeast: dropped)
            }
        case 413 where lines.count > 1: break
        case 404: throw missing(database, reason)
        default: throw connection.failure(answer, reason)
        }
        let middle = lines.startIndex + lines.count / 2
        try await write(lines[..<middle], to: database, &refusals)
        try await write(lines[middle...], to: database, &refusals)
    }

    private func post(_ text: String, to database: String) async throws -> WireResponse {
        let path: String
        var query = [QueryItem("precision", "ns")]
        switch store.target {
        case .database:
            path = "/write"
            query.append(QueryItem("db", database))
        case .bucket(_, let organization, _):
            path = "/api/v2/write"
            query += [QueryItem("org", organization), QueryItem("bucket", database)]
        }
        return try await connection.send(
            .post,
            path,
            query: query,
            type: "text/plain; charset=utf-8",
            body: Data(text.utf8)
        )
    }

    private func missing(_ database: String, _ reason: String) -> DeliveryFailure {
        switch store.target {
        case .database:
            DeliveryFailure(
                "'\(store.endpoint)' has no database '\(database)': create it there "
                    + "(CREATE DATABASE \"\(database)\"), or correct tsdb.database in stores.yaml"
            )
        case .bucket(_, let organization, _):
            DeliveryFailure(
                "'\(store.endpoint)' has no bucket '\(database)' of organization '\(organization)': "
                    + "create it there, or correct tsdb in stores.yaml"
            )
        }
    }

    /// Returns the reason that an answer gives: version 1 calls it `error`, version 2 `message`.
    private static func reason(in answer: WireResponse) -> String {
        guard let body = try? JSONCoding.decode(JSONValue.self, from: answer.body) else {
            return ""
        }
        for name in ["error", "message"] {
            if case .string(let text)? = body[name] { return text }
        }
        return ""
    }

    /// Returns how many points of a request a reason says were not written; the others were.
    static func dropped(in reason: String) -> Int? {
        reason.ranges(of: " dropped=").last.flatMap { Int(reason[$0.upperBound...]) }
    }

    /// Returns a reason without the words that are about the request and not the point.
    static func plain(_ reason: String) -> String {
        var text = reason[...]
        if text.hasPrefix("partial write: ") { text = text.dropFirst("partial write: ".count) }
        if let end = text.firstRange(of: " dropped=") { text = text[..<end.lowerBound] }
        // `unable to parse '…': reason` quotes the point itself.
        if text.hasPrefix("unable to parse '"), let end = text.ranges(of: "': ").last {
            text = text[end.upperBound...]
        }
        return text.isEmpty ? "the store gave no reason" : String(text)
    }

    /// Asks for the version, and writes no point to see whether that is allowed.
    func check() async throws -> StoreCheck.Standing {
        switch store.target {
        case .database(let name, _):
            let ping = try await connection.send(.get, "/ping")
            let version = "InfluxDB \(ping.headers["X-Influxdb-Version"] ?? "of no version")"
            guard !name.contains("$(repo)") else { return try await listing(version) }
            let answer = try await post("\n", to: name)
            if answer.status == 404 { throw missing(name, "") }
            guard answer.status < 300 else {
                throw connection.failure(answer, SeriesServer.reason(in: answer))
            }
            return StoreCheck.Standing(version: version, rights: "writes to database '\(name)'")
        case .bucket(let name, let organization, _):
            let health = try await connection.send(.get, "/health")
            let found = try? JSONCoding.decode(JSONValue.self, from: health.body)
            var version = "InfluxDB 2"
            if case .string(let text)? = found?["version"] { version = "InfluxDB \(text)" }
            let answer = try await connection.send(
                .get,
                "/api/v2/buckets",
                query: [QueryItem("org", organization), QueryItem("limit", "100")]
            )
            guard answer.status < 300 else {
                throw connection.failure(answer, SeriesServer.reason(in: answer))
            }
            return StoreCheck.Standing(
                version: version,
                rights:
                    "reads organization '\(organization)'; bucket '\(name)' is tried when it is "
                    + "delivered to"
            )
        }
    }

    /// Lists the databases, of which each export has its own.
    private func listing(_ version: String) async throws -> StoreCheck.Standing {
        let answer = try await connection.send(
            .get,
            "/query",
            query: [QueryItem("q", "SHOW DATABASES")]
        )
        guard answer.status < 300 else {
            throw connection.failure(answer, SeriesServer.reason(in: answer))
        }
        return StoreCheck.Standing(
            version: version,
            rights: "knows the user; each export's database is tried when it is delivered to"
        )
    }
}
