import PipelineAPI

/// A page of a list that is sorted by one of its fields.
struct SortedPage<Item> {
    /// The number of the first item, from 1; 0 and `nil` are the first.
    var from: Int?
    /// 0 and `nil` are all that follow.
    var size: Int?
    /// A field, then `:asc` or `:desc` if wanted; empty and `nil` leave the order as it is.
    var sort: String?
    /// The fields that may be sorted by.
    var fields: [String: (Item) -> String]

    /// Throws `E18007` for an unknown field or order, and numbers below 0.
    func items(of all: [Item]) throws(APIError) -> [Item] {
        let (from, size) = (from ?? 0, size ?? 0)
        guard from >= 0, size >= 0 else {
            let wrong = from < 0 ? "from '\(from)'" : "size '\(size)'"
            throw APIError(.malformedBody, "\(wrong) is below 0: count from 1")
        }
        let rest = try sorted(all).dropFirst(max(from - 1, 0))
        return Array(size == 0 ? rest : rest.prefix(size))
    }

    private func sorted(_ all: [Item]) throws(APIError) -> [Item] {
        guard let sort, !sort.isEmpty else { return all }
        let parts = sort.split(separator: ":", omittingEmptySubsequences: false)
        let known = fields.keys.sorted().joined(separator: ", ")
        guard let field = fields[String(parts[0])] else {
            throw APIError(.malformedBody, "'\(sort)' cannot be sorted by: use one of \(known)")
        }
        guard parts.count < 3, parts.count == 1 || ["asc", "desc"].contains(parts[1]) else {
            throw APIError(.malformedBody, "'\(sort)' is no order: write FIELD:asc or FIELD:desc")
        }
        // Equal ones stay as they are, in both orders.
        let isDescending = parts.last == "desc" && parts.count == 2
        let keyed = all.enumerated().map {
            (place: $0.offset, key: field($0.element), item: $0.element)
        }
        return keyed.sorted { left, right in
            guard left.key != right.key else { return left.place < right.place }
            return isDescending ? left.key > right.key : left.key < right.key
        }.map(\.item)
    }
}
