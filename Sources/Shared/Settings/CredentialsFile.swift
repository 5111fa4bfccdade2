/// The keys of a local service, as it keeps them in its data directory.
///
/// The same two lines are what a profile's `command` prints.
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

    /// In single quotes nothing has a meaning but the quote itself.
    private func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
            + "'"
    }
}

extension CredentialsFile: CustomStringConvertible, CustomReflectable {
    package var description: String { "CredentialsFile(\(accessKey))" }
    package var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }
}
