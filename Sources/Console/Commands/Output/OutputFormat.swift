/// The format of output.
package enum OutputFormat: String, CaseIterable, Sendable {
    /// A table with the console's columns, for people.
    case table
    /// The API's whole values, for programs.
    case json, yaml
    /// The table's columns as CSV (RFC 4180), for spreadsheets.
    case csv
}
