/// Formats numbers and columns.
package enum Text {
    /// With one decimal.
    static func decimal(_ value: Double) -> String {
        let tenths = Int(value * 10 + 0.5)
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// With two decimals.
    package static func hundredths(_ value: Double) -> String {
        let count = Int(value * 100 + 0.5)
        let rest = count % 100
        return "\(count / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    static func ages(_ ages: Ages?) -> String {
        guard let ages, ages.count > 0 else { return "-" }
        let values = [ages.percentile(50), ages.percentile(95), ages.most]
        return values.reduce(toRight(String(ages.count), 5)) { text, value in
            text + toRight(value.map(decimal) ?? "-", 8)
        }
    }

    package static func row(_ text: String, _ cells: [String], _ width: Int, name: Int) -> String {
        let start = text + String(repeating: " ", count: max(0, name - text.count))
        return cells.reduce(start) { $0 + toRight($1, width) }
    }

    private static func toRight(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
