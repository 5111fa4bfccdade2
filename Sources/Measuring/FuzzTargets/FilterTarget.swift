import Console
import FoundationEssentials

/// Every text is a filter, which is matched with a row: the first line is the filter, the rest the row.
///
/// A regular expression is compiled and not matched, since its time may double with each letter of the row.
enum FilterTarget: FuzzTarget {
    private static let now = Date(timeIntervalSince1970: 1_795_230_000)

    static func fault(in input: [UInt8]) -> String? {
        let parts = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        let filter = String(decoding: parts.first ?? [], as: UTF8.self)
        let query = FilterQuery(filter, now: now)
        guard !filter.contains("~") else { return nil }
        let row = String(decoding: parts.dropFirst().first ?? [], as: UTF8.self)
        let isSame = query.accepts(row) == query.accepts(row)
        return isSame ? nil : "a row is accepted by chance"
    }
}
