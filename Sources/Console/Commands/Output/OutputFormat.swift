/// The format of output.
package enum OutputFormat: String, CaseIterable, Sendable {
    /// A table with the console's columns, for people.
    case table
    /// A name a line, for the arguments of other commands.
    case name
    /// The API's whole values, for programs.
    case json, yaml
    /// The table's columns as CSV (RFC 4180), for spreadsheets.
    case csv

    /// The formats for what is no list of items.
    package static let outcomes: [OutputFormat] = [.table, .json, .yaml]

    /// Why the format is not possible for what is no list of items; `nil` where it is.
    package var outcomeRefusal: String? {
        guard !Self.outcomes.contains(self) else { return nil }
        return "'--output \(rawValue)' is not possible here: use table, json or yaml"
    }
}
