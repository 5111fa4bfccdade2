package import PipelineAPI

package import struct FoundationEssentials.Date

/// What is known of something asked for again and again.
///
/// A failure never takes away what was known before: it marks it. That there is an error and nothing
/// known and still a wait for the first answer cannot be written.
package enum Loadable<Value: Equatable & Sendable>: Equatable, Sendable {
    /// Asked for, not yet answered.
    case loading
    /// Never answered; may become any of the others but `loading`.
    case failed(APIError)
    case loaded(Value, at: Date)
    /// Known from `at`, and the last attempt to ask again failed.
    case stale(Value, at: Date, APIError)

    package var value: Value? {
        switch self {
        case .loading, .failed: nil
        case .loaded(let value, _), .stale(let value, _, _): value
        }
    }

    /// When the value was asked for.
    package var date: Date? {
        switch self {
        case .loading, .failed: nil
        case .loaded(_, let date), .stale(_, let date, _): date
        }
    }

    package var error: APIError? {
        switch self {
        case .loading, .loaded: nil
        case .failed(let error), .stale(_, _, let error): error
        }
    }

    /// Notes that what is known was asked for again and is the same.
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

/// The items of one list, and how many there are in all where only the first were asked for.
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
