import PipelineEngine

extension FileOperations {
    func checkWay(to key: String, in place: String, below root: String, gone: Set<String>) throws {
        try checkFolders(to: key, in: place, below: root, gone: gone, on: "on this machine")
    }
}

extension FileView {
    /// Throws where an object cannot be at the key, since folders are real; `there` says where, in words.
    func checkFolders(
        to key: String,
        in place: String,
        below root: String,
        gone: Set<String>,
        on there: String
    ) throws {
        func shown(_ key: String) -> String { String(key.dropFirst(place.count + 1)) }
        func absolute(_ key: String) -> String { root + "/" + key }
        var folder = place
        let names = key.dropFirst(place.count).split(separator: "/")
        if let long = names.first(where: { $0.utf8.count > longestName }) {
            throw DeliveryFailure(
                "'\(long)' is too long for a name \(there): use at most "
                    + "\(longestName) bytes between slashes"
            )
        }
        for name in names.dropLast() {
            folder += "/" + name
            let kind = kind(of: absolute(folder))
            guard kind == nil || kind == .folder || gone.contains(folder) else {
                throw DeliveryFailure(
                    "'\(shown(folder))' is an object, and nothing can be at '\(shown(key))' beside it "
                        + "\(there): choose another name"
                )
            }
        }
        let path = absolute(key)
        switch kind(of: path) {
        case nil, .file?: return
        case .folder? where hasFile(below: path, except: Set(gone.map(absolute))):
            throw DeliveryFailure(
                "objects are below '\(shown(key))/', and none can be at '\(shown(key))' beside them "
                    + "\(there): choose another name"
            )
        case .folder?: return
        case .other?:
            throw DeliveryFailure(
                "what is at '\(shown(key))' \(there) is no file: choose another name"
            )
        }
    }
}

/// The bytes of a file's or a folder's name; Linux and macOS allow 255.
private let longestName = 255
