/// The id of a resource kind, as commands and the palette write it: `repos`, `jobs`.
///
/// Each kind's file declares its constant; no literal is an id, so that a misspelt one does not compile.
package struct ResourceID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
