/// The message of a run that succeeded: `duckdb: 1,234 rows from 24 files in 0.31 s`.
struct RunSummary: CustomStringConvertible {
    var engine: String
    var rows: Int
    var files: Int
    var seconds: Double
    /// The tables whose sources match no file.
    var emptyTables: [String] = []
    var note: String?

    var description: String {
        "\(engine): \(RunSummary.counted(rows, "row")) from \(RunSummary.counted(files, "file")) "
            + "in \(duration) s"
            + emptyTables.map {
                "; no file matches the source of table '\($0)' (0 files): look at its prefixes and filter"
            }.joined() + (note.map { "; \($0)" } ?? "")
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// Returns the digits in groups of three; formatting numbers would link a library of locales.
    private static func grouped(_ number: Int) -> String {
        var groups: [Substring] = []
        var rest = String(number)[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: ",")
    }

    private var duration: String {
        let hundredths = Int((max(0, seconds) * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100)." + (fraction < 10 ? "0" : "") + "\(fraction)"
    }
}
