/// A file that can be sent to items of a kind, or as a new item, with a progress bar.
package struct ResourceTransfer: Sendable {
    /// An imperative: "Push points".
    package let title: String
    package let content: Content
    let fields: [FormDialog.Field]
    /// Of the selected item or none, and the values of the form.
    let consequences: @Sendable (ResourceAddress?, [String: String]) -> [LocalizedText]

    /// What the file holds, and so what becomes of it.
    package enum Content: Sendable {
        /// Lines that become points of the selected item.
        case points
        /// A jar that becomes a new item.
        case plugin
    }

    /// Whether it goes to the selected item; else it makes a new one.
    var needsItem: Bool { content == .points }

    /// The name of the field that says which file.
    package static let file = "file"
}

/// A transfer as it is asked for, confirmed, run and answered.
package struct TransferRequest: Hashable, Sendable {
    package let kind: ResourceID
    package let title: String
    package let address: ResourceAddress?
    package var values: [String: String] = [:]
    /// Bytes of the file, once it was looked at.
    package var size = 0

    package var path: String { values[ResourceTransfer.file] ?? "" }

    package init(kind: ResourceID, title: String, address: ResourceAddress?) {
        self.kind = kind
        self.title = title
        self.address = address
    }

    package var transfer: ResourceTransfer? { ResourceCatalogue.kind(kind)?.transfer }
}

/// How far a transfer is, in bytes of its file.
package struct TransferProgress: Equatable, Sendable {
    package var sent: Int
    package var total: Int

    package init(sent: Int, total: Int) {
        self.sent = sent
        self.total = total
    }
}
