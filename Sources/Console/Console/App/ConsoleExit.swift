/// Why the console ended.
package enum ConsoleExit: Equatable, Sendable {
    case quit
    /// The user goes on with the profile of this name.
    case switchTo(String)
}
