import Console

/// Why the console ended.
package enum ConsoleExit: Equatable, Sendable {
    case quit
    /// The user goes on with another profile.
    case switchTo(String)
}

extension ConsoleEffect {
    /// The profile an effect switches to.
    var profile: String? {
        if case .switchProfile(let name) = self { name } else { nil }
    }
}
