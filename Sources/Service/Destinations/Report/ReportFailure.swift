import PipelineEngine
import Settings

/// Turns what a database has said into a sentence with what to do.
///
/// The servers' own words are looked for, which both DuckDB's extensions pass on; a word of a row's data among them
/// could mislead, and then only the advice is wrong.
struct ReportFailure {
    let store: Stores.ReportStore
    let database: String
    let table: String

    func words(for text: String) -> DeliveryFailure {
        DeliveryFailure("'\(store.address)' \(advice(for: text))")
    }

    /// Whether something else has changed the same rows, or made the same table, at the same time.
    static func isBusy(_ text: String) -> Bool {
        [
            "Lock wait timeout", "Deadlock found", "could not serialize", "deadlock detected",
            "pg_type_typname_nsp_index", "pg_class_relname_nsp_index", "\" already exists",
            "Duplicate column name",
        ].contains { text.contains($0) }
    }

    private func has(_ text: String, _ words: String...) -> Bool {
        words.contains { text.contains($0) }
    }

    private func advice(for text: String) -> String {
        let user = store.login.user
        if has(text, "Unknown database")
            || (text.contains("FATAL:  database \"") && text.contains("does not exist"))
        {
            let name = SQLDialect(store.kind).name(database)
            return
                "has no database '\(database)': create it there (CREATE DATABASE \(name)), or correct "
                + "the export's dbName"
        }
        if has(text, "to database '", "command denied", "permission denied") {
            return "does not let user '\(user)' do that in database '\(database)': give this user "
                + "SELECT, INSERT, UPDATE, DELETE, CREATE and ALTER there"
        }
        if has(text, "Access denied for user", "password authentication failed", "no pg_hba.conf") {
            return
                "does not know user '\(user)' with this password: correct report.url in stores.yaml"
        }
        if has(
            text,
            "Can't connect to",
            "Unknown server host",
            "Unknown MySQL server host",
            "Connection refused",
            "could not translate host name",
            "timeout expired",
            "No route to host"
        ) {
            return "cannot be reached: is it running there? Else correct report.url in stores.yaml"
        }
        return state(text) ?? refused(text)
    }

    /// What to do about a server that was there, and could not take the rows for the moment.
    private func state(_ text: String) -> String? {
        if has(
            text,
            "Lost connection",
            "server has gone away",
            "Server shutdown",
            "server closed the connection",
            "terminating connection",
            "starting up",
            "shutting down",
            "Failed to receive",
            "no connection to the server"
        ) {
            return "ended the connection: it is tried again"
        }
        if has(text, "read-only", "read only") {
            return "is read-only: name the server that can be written in stores.yaml"
        }
        if has(text, "is full", "No space left", "Disk full", "disk full", "Disk quota") {
            return "has no room left: make room there"
        }
        if ReportFailure.isBusy(text) {
            return "was busy with the same rows: it is tried again"
        }
        return nil
    }

    /// What is left is about a table or a value, of which only the server's sentence tells.
    private func refused(_ text: String) -> String {
        "refused the rows for table '\(table)' ('\(ReportFailure.sentence(in: text))'): correct the "
            + "mapping or the table"
    }

    /// Returns the server's own sentence, without DuckDB's words before it and the statement behind it.
    static func sentence(in text: String) -> String {
        let lines = text.split(separator: "\n").map(String.init)
        if let line = lines.first(where: { $0.contains("ERROR:") }),
            let start = line.ranges(of: "ERROR:").last
        {
            return short(line[start.upperBound...])
        }
        let first = lines.first ?? ""
        // The statement is quoted, and the sentence is what follows it.
        if let end = text.ranges(of: "\": ").last {
            return short(text[end.upperBound...].prefix { $0 != "\n" })
        }
        guard let colon = first.firstRange(of: ": ") else { return short(first[...]) }
        return short(first[colon.upperBound...])
    }

    private static func short(_ text: Substring) -> String {
        let trimmed = text.drop { $0 == " " }
        return trimmed.count > 200 ? trimmed.prefix(200) + "…" : String(trimmed)
    }
}
