/// A password or key: whatever prints it prints dots.
///
/// Reading `text` is the one way to the value, so that a search finds every place that sends it somewhere.
package struct Secret: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { "••••" }
    package var debugDescription: String { description }
    /// Without children: `dump` and the descriptions of what holds the secret go through the mirror.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
