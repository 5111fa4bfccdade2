/// The keys of a local service, in a file of its data directory.
///
/// A profile's `command` prints the same two lines.
package struct CredentialsFile: Equatable, Sendable {
    package var accessKey: String
    package var secretKey: String

    package init(accessKey: String, secretKey: String) {
        self.accessKey = accessKey
        self.secretKey = secretKey
    }

    package static let name = "credentials.yaml"

    /// Reads `accessKey` and `secretKey`; `source`, a path or a command, is for messages.
    package init(text: String, source: String) throws(SettingsError) {
        let section = try SettingsSection(text: text, file: source)
        guard let accessKey = try section.text("accessKey"), !accessKey.isEmpty,
            !accessKey.contains(":"), let secretKey = try section.text("secretKey"),
            !secretKey.isEmpty
        else {
            throw SettingsError(
                "'\(source)' has no accessKey and secretKey: write both, one a line"
            )
        }
        self.init(accessKey: accessKey, secretKey: secretKey)
    }

    package static func read(from path: String) throws(SettingsError) -> CredentialsFile {
        try CredentialsFile(text: try PrivateFile.read(path), source: path)
    }

    package func write(to path: String) throws(SettingsError) {
        let lines = ["accessKey: \(quoted(accessKey))", "secretKey: \(quoted(secretKey))", ""]
        try PrivateFile.write(lines.joined(separator: "\n"), to: path)
    }

    /// Returns the text in single quotes, in which only the quote itself is special.
    private func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
            + "'"
    }
}

extension CredentialsFile: CustomStringConvertible, CustomReflectable {
    package var description: String { "CredentialsFile(\(accessKey))" }
    package var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }
}
