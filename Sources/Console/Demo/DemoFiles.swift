package import FoundationEssentials
package import PipelineAPI
import SystemPackage

/// The files of the demo: the input its jobs read, under a service's buckets.
package struct DemoFiles: Sendable {
    private let buckets: String
    private let generator: AccessLogGenerator
    private let orders = OrderGenerator()
    private let zone: LocalZone

    package static let hours = 24
    /// The days of orders at the first start, each with twice those of the day before.
    package static let days = 8
    package static let bucket = "shop-logs"
    /// What the failing job stumbles over; it succeeds when rerun after this file is gone.
    package static let badFile = "invoices/2026-坏数据.json"

    package init(buckets: String, generator: AccessLogGenerator, zone: LocalZone) {
        self.buckets = buckets
        self.generator = generator
        self.zone = zone
    }

    /// Writes the hours and days up to and with the current ones that are not there yet, and the invoices.
    ///
    /// `progress` is told how many of how many hours are there; throws what the file system says.
    package func write(until now: Date, progress: (Int, Int) -> Void) throws {
        let current = (now.timeIntervalSince1970 / 3600).rounded(.down) * 3600
        for back in (0...Self.hours).reversed() {
            let hour = Date(timeIntervalSince1970: current - Double(back) * 3600)
            try writeHour(hour)
            progress(Self.hours - back + 1, Self.hours + 1)
        }
        try writeOrders(until: now)
        try writeInvoices()
    }

    private func writeOrders(until now: Date) throws {
        let isFirst = !exists(path("orders"))
        for back in (0..<Self.days).reversed() {
            let date = now.addingTimeInterval(-Double(back) * 86400)
            let day = String(name(of: date).prefix { $0 != "/" })
            let file = path("orders/\(day).json")
            guard !exists(file) else { continue }
            let count = max(1, generator.ordersPerDay >> (isFirst ? back : 0))
            let number = Int(date.timeIntervalSince1970) / 86400
            try write(lines: orders.orders(ofDay: day, number, count: count), to: file)
        }
    }

    private func writePayments(ofHourAt hour: Date) throws {
        let file = path("payments/\(name(of: hour)).json")
        guard !exists(file) else { return }
        let number = Int(hour.timeIntervalSince1970) / 3600
        try write(lines: orders.payments(ofHour: number), to: file)
    }

    private func writeHour(_ hour: Date) throws {
        try writePayments(ofHourAt: hour)
        let json = path("access/\(name(of: hour)).json")
        guard !exists(json) else { return }
        let records = generator.records(ofHourAt: hour)
        let traffic = ["time,host,status,bytes"]
        try write(
            lines: traffic + records.map { "\($0.time),\($0.host),\($0.status),\($0.bytes)" },
            to: path("traffic/\(name(of: hour)).csv")
        )
        // Last, since it is what says that the hour is there.
        try write(lines: records.map(\.json), to: json)
    }

    private func writeInvoices() throws {
        guard !exists(path("invoices/2026-11.json")) else { return }
        // First: the month that is written last says that all are there, also once this one was deleted.
        try write(
            lines: ["{\"invoice\":\"x-1\",\"department\":\"市场部\",\"amount\":\"十二元\"}"],
            to: path(Self.badFile)
        )
        let departments = ["市场部", "研发部", "运维部", "财务部"]
        for month in 8...11 {
            let lines = (1...200).map { number in
                "{\"invoice\":\"\(month)-\(number)\",\"department\":\"\(departments[number % 4])\","
                    + "\"amount\":\"\((month * number * 7919) % 90_000).50\"}"
            }
            let name = month < 10 ? "0\(month)" : "\(month)"
            try write(lines: lines, to: path("invoices/2026-\(name).json"))
        }
    }

    /// `2026-11-21/07`, in the zone the service evaluates variables in.
    private func name(of hour: Date) -> String {
        let time = CivilTime(hour, in: zone)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(time.year)-\(two(time.month))-\(two(time.day))/\(two(time.hour))"
    }

    private func path(_ key: String) -> String { "\(buckets)/\(Self.bucket)/\(key)" }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Whole or not at all: a demo that was interrupted writes the file again.
    private func write(lines: [String], to path: String) throws {
        let directory = FilePath(path).removingLastComponent().string
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        var text = lines.joined(separator: "\n")
        text += "\n"
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }

    /// The SQL that turns a day of access logs into a parquet file, with the path it writes.
    package var parquet: (sql: String, path: String) {
        let target = path("sessions/visits.parquet")
        return (
            """
            COPY (SELECT "user", city, min(time) AS first, max(time) AS last, count(*) AS requests,
            avg(latency) AS latency FROM read_json('\(quoted(path("access")))/*/*.json')
            GROUP BY "user", city) TO '\(quoted(target))' (FORMAT parquet, USE_TMP_FILE true);
            """, target
        )
    }

    private func quoted(_ path: String) -> String { path.replacing("'", with: "''") }

    /// Makes the parquet file's directory, empty; false where the file is there already.
    package func prepareParquet() throws -> Bool {
        guard !exists(parquet.path) else { return false }
        let directory = path("sessions")
        // What an interrupted writer left would be read as a part of the data.
        if exists(directory) { try FileManager.default.removeItem(atPath: directory) }
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        return true
    }
}
