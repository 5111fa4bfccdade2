package import PipelineAPI

/// The value of a parameter for each step of a backfill: a time format such as `yyyy-MM-dd`, or a text without one.
package struct ParameterTemplate: Equatable, Sendable {
    /// `nil` for a text that is the same in every step.
    private let format: TimeFormat?
    private let text: String

    private static let fields = ["yyyy", "MM", "dd", "HH", "mm", "ss"]

    /// *Throws* where a text has a part of a time, and letters that are none and not between single quotes.
    package init(_ text: String, of name: String) throws(APIError) {
        self.text = text
        guard Self.fields.contains(where: { text.contains($0) }) || text.contains("'") else {
            format = nil
            return
        }
        do throws(APIError) {
            format = try TimeFormat(text)
        } catch {
            throw APIError(
                .wrongJobArguments,
                "the value of '\(name)': \(error.message); other letters stand between single quotes"
            )
        }
    }

    /// Whether the value differs between steps.
    var dependsOnTime: Bool {
        format != nil && Self.fields.contains { text.unquoted.contains($0) }
    }

    func value(at time: CivilTime) -> String { format?.text(of: time) ?? text }

    /// Returns the format that a default value looks as if it was written in; `nil` for any other text.
    static func guess(from value: String) -> String? {
        let shapes = [
            ("dddd-dd-dd", "yyyy-MM-dd"), ("dddddddd", "yyyyMMdd"), ("dddd/dd/dd", "yyyy/MM/dd"),
            ("dddd-dd-dd dd", "yyyy-MM-dd HH"), ("dddd-dd-ddTdd", "yyyy-MM-dd'T'HH"),
            ("dddd-dd-dd dd:dd", "yyyy-MM-dd HH:mm"), ("dddddddddd", "yyyyMMddHH"),
            ("dddd-dd-dd dd:dd:dd", "yyyy-MM-dd HH:mm:ss"), ("dddd-dd", "yyyy-MM"),
            ("dddd-dd-ddTdd:dd:dd", "yyyy-MM-dd'T'HH:mm:ss"),
        ]
        let shape = String(value.map { $0.isASCII && $0.isNumber ? "d" : $0 })
        return shapes.first { $0.0 == shape }?.1
    }
}

extension String {
    /// The text without what stands between single quotes.
    fileprivate var unquoted: String {
        split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    }
}
