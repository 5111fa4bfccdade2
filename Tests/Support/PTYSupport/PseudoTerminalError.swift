/// What a program on a pseudo terminal failed to do, with its output up to then.
package struct PseudoTerminalError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
