/// Locations to go back to, the latest last.
package struct NavigationHistory: Equatable, Sendable {
    private static let maximumLocations = 50

    private var locations: [Location] = []

    package init() {}

    var last: Location? { locations.last }

    mutating func push(_ location: Location) {
        locations.append(location)
        if locations.count > Self.maximumLocations { locations.removeFirst() }
    }

    mutating func pop() -> Location? { locations.popLast() }

    /// Sets the arrival of the latest location.
    mutating func arrived(at arrival: Location.Arrival) {
        guard let last = locations.indices.last else { return }
        locations[last].arrival = arrival
    }
}
