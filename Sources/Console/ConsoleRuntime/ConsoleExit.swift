import Console

/// Why the console ended.
package enum ConsoleExit: Equatable, Sendable {
    case quit
    /// The user goes on with another profile.
    case switchTo(String)
}

extension ConsoleEffect {
    /// How an effect ends the console; `nil` for all that do not.
    var exit: ConsoleExit? {
        switch self {
        case .quit: .quit
        case .switchProfile(let name): .switchTo(name)
        default: nil
        }
    }
}
