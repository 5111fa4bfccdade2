import PipelineAPI

/// Computes with numbers of documents; what is too large for 64 bits becomes a floating point number.
enum DocumentNumber {
    static func isNumber(_ value: JSONValue) -> Bool { double(value) != nil }

    /// Returns `nil` where one of the two is no number.
    static func sum(_ left: JSONValue, _ right: JSONValue) -> JSONValue? {
        compute(left, right, { $0.addingReportingOverflow($1) }, +)
    }

    /// Returns `nil` where one of the two is no number.
    static func product(_ left: JSONValue, _ right: JSONValue) -> JSONValue? {
        compute(left, right, { $0.multipliedReportingOverflow(by: $1) }, *)
    }

    /// Returns the value of an integer or a floating point number; `nil` for what is no number.
    static func double(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    private static func compute(
        _ left: JSONValue,
        _ right: JSONValue,
        _ exact: (Int64, Int64) -> (partialValue: Int64, overflow: Bool),
        _ rounded: (Double, Double) -> Double
    ) -> JSONValue? {
        if case .integer(let left) = left, case .integer(let right) = right {
            let (result, isTooLarge) = exact(left, right)
            return isTooLarge ? .number(rounded(Double(left), Double(right))) : .integer(result)
        }
        guard let left = double(left), let right = double(right) else { return nil }
        return .number(rounded(left, right))
    }
}
