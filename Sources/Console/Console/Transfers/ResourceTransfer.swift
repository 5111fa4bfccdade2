/// The declaration of a file that can be sent to items of a kind or as a new item.
package struct ResourceTransfer: Sendable {
    /// An imperative: "Push points".
    package let title: String
    package let content: Content
    let fields: [FormDialog.Field]
    /// Returns what will happen, for the selected item, if any, and the values of the form.
    let consequences: @Sendable (ResourceAddress?, [String: String]) -> [LocalizedText]

    /// The contents of the file.
    package enum Content: Sendable {
        /// Lines that become points of the selected item.
        case points
        /// A jar that becomes a new item.
        case plugin
    }

    /// Whether the file goes to the selected item; otherwise it makes a new one.
    var needsItem: Bool { content == .points }

    /// The name of the form's field for the file.
    package static let file = "file"
}

/// The request for a transfer.
package struct TransferRequest: Hashable, Sendable {
    package let kind: ResourceID
    package let title: String
    package let address: ResourceAddress?
    package var values: [String: String] = [:]
    /// The size of the file in bytes, once it is known.
    package var size = 0

    package var path: String { values[ResourceTransfer.file] ?? "" }

    package init(kind: ResourceID, title: String, address: ResourceAddress?) {
        self.kind = kind
        self.title = title
        self.address = address
    }

    package var transfer: ResourceTransfer? { ResourceCatalogue.kind(kind)?.transfer }
}

/// The progress of a transfer, in bytes of its file.
package struct TransferProgress: Equatable, Sendable {
    package var sent: Int
    package var total: Int

    package init(sent: Int, total: Int) {
        self.sent = sent
        self.total = total
    }
}
