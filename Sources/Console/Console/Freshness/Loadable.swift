package import PipelineAPI

package import struct FoundationEssentials.Date

/// The state of a value that is requested repeatedly.
///
/// A failure marks a known value as stale and never removes it.
package enum Loadable<Value: Equatable & Sendable>: Equatable, Sendable {
    /// Not answered yet.
    case loading
    /// The first request failed; any state but `loading` may follow.
    case failed(APIError)
    case loaded(Value, at: Date)
    /// Known since `at`; the last request failed.
    case stale(Value, at: Date, APIError)

    package var value: Value? {
        switch self {
        case .loading, .failed: nil
        case .loaded(let value, _), .stale(let value, _, _): value
        }
    }

    /// The date of the request that returned the value.
    package var date: Date? {
        switch self {
        case .loading, .failed: nil
        case .loaded(_, let date), .stale(_, let date, _): date
        }
    }

    /// Whether a request has ended, with a value or not.
    var isAnswered: Bool { self != .loading }

    package var error: APIError? {
        switch self {
        case .loading, .loaded: nil
        case .failed(let error), .stale(_, _, let error): error
        }
    }

    /// Records that a further request returned the same value.
    package mutating func confirm(at date: Date) {
        if let value { self = .loaded(value, at: date) }
    }

    package mutating func receive(_ result: Result<Value, APIError>, at date: Date) {
        switch result {
        case .success(let value): self = .loaded(value, at: date)
        case .failure(let error):
            if let value, let known = self.date {
                self = .stale(value, at: known, error)
            } else {
                self = .failed(error)
            }
        }
    }
}

/// The rows of a list, and their total number if only the first were requested.
package struct Listing: Equatable, Sendable {
    package let rows: [Row]
    package let total: Int
    private let places: [String: Int]

    package init(rows: [Row], total: Int? = nil) {
        self.rows = rows
        self.total = total ?? rows.count
        places = Dictionary(
            rows.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package static func == (left: Listing, right: Listing) -> Bool {
        left.total == right.total && left.rows == right.rows
    }

    package func row(named name: String) -> Row? { places[name].map { rows[$0] } }
}
