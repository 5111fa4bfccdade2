/// The filter of a list and whether it is being typed.
package struct ListFilter: Equatable, Sendable {
    package var text = ""
    package var isEditing = false

    package init() {}

    package var isActive: Bool { !text.isEmpty }
}
