/// What the machine does for the console at once, such as writing a few bytes to a file of its own.
package enum HostEffect: Equatable, Sendable {
    /// Append a change to the audit file.
    case audit(ActivityEntry)
    /// Save the preferences for the next start.
    case savePreferences(Preferences)
}
