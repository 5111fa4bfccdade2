/// The records of a delivery that a store has refused for what they are: how many, and why the first was.
struct Refusals: Equatable, Sendable {
    private(set) var count = 0
    private(set) var reason = ""
    /// Whether there may be more than were counted.
    private var isRough = false

    var isEmpty: Bool { count == 0 }

    mutating func add(_ reason: String, count: Int = 1) {
        if isEmpty { self.reason = reason }
        self.count += count
    }

    /// Counts records of which the store has told their number, and perhaps not of all.
    mutating func add(atLeast count: Int) {
        self.count += count
        isRough = true
    }

    /// What is kept as the last error of an export that leaves such records out.
    func note(of total: Int) -> String { "\(said(of: total)); left out, as omitInvalid says" }

    /// Why a delivery failed whose export does not leave such records out.
    func failure(of total: Int) -> String {
        "\(said(of: total)): correct the data or the mapping, or set omitInvalid"
    }

    private func said(of total: Int) -> String {
        "\(isRough ? "at least " : "")\(count) of \(total) records \(count == 1 ? "was" : "were") refused, the first since \(reason)"
    }
}
