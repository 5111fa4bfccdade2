/// How what was asked for is written.
package enum OutputFormat: String, CaseIterable, Sendable {
    /// Columns for people, those of the console.
    case table
    /// The API's whole values, for programs.
    case json, yaml
    /// The table's columns as RFC 4180 has them, for spreadsheets.
    case csv
}
