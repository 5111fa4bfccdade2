/// A value of a file that does not fit its field, as an engine reports it.
package struct FailedValue: Decodable, Equatable, Sendable {
    package var value: String?
    /// The type that it should have, or one of the words below.
    package var kind: String
    package var field: String
    package var path: String
    /// The number of its record, counted from 1, where that is known.
    package var record: Int?

    /// A row lacks a value.
    private static let required = "required"
    /// A line is no object.
    static let noObject = "json"
    /// A line has bytes that are no UTF-8.
    static let badBytes = "utf8"
    /// A line, or something in a file, is no JSON; the value says why.
    private static let malformed = "malformed"

    /// The text of a file that cannot be read as JSON.
    ///
    /// `record` is the number of the value in the file where each has a line of its own, which are not blank.
    package static func malformedJSON(
        in path: String,
        record: Int?,
        because reason: String
    ) -> FailedValue {
        let isText = !reason.contains("UTF-8")
        return FailedValue(
            value: reason,
            kind: isText ? malformed : badBytes,
            field: "",
            path: path,
            record: record
        )
    }

    var isMalformed: Bool { kind == FailedValue.malformed }

    /// Returns the message about the value; `line` is where it was found, if it was.
    package func text(naming names: FileNames, line: Int?) -> String {
        let place = (line.map { "line \($0) of " } ?? "") + "'\(names[path])'"
        switch kind {
        case FailedValue.required:
            return
                "\(place) lacks a value of '\(field)', which is required: add it, or declare the field as not required"
        case FailedValue.noObject:
            return
                "\(place) is no JSON object that has the declared fields: correct '\(value ?? "")'"
        case FailedValue.malformed:
            return
                "\(place) cannot be read as JSON: \(value ?? "it is malformed"); correct the file"
        case FailedValue.badBytes:
            return "\(place) has bytes that are no UTF-8: save the file as UTF-8"
        default:
            return
                "\(place): '\(field)' is '\(value ?? "")', which is no \(kind): correct it, or declare the field as string"
        }
    }
}
