import Yams

/// The keys of a local service, as it keeps them in its data directory.
package struct CredentialsFile: Codable, Equatable, Sendable {
    package var accessKey: String
    package var secretKey: String

    package init(accessKey: String, secretKey: String) {
        self.accessKey = accessKey
        self.secretKey = secretKey
    }

    package static let name = "credentials.yaml"

    package static func read(from path: String) throws(SettingsError) -> CredentialsFile {
        let text = try PrivateFile.read(path)
        do {
            let file = try YAMLDecoder().decode(CredentialsFile.self, from: text)
            guard !file.accessKey.isEmpty, !file.secretKey.isEmpty, !file.accessKey.contains(":")
            else { throw SettingsError("empty") }
            return file
        } catch {
            throw SettingsError(
                "'\(path)' has no accessKey and secretKey: write both, or delete it to have new ones"
            )
        }
    }

    package func write(to path: String) throws(SettingsError) {
        try PrivateFile.write("accessKey: \(accessKey)\nsecretKey: \(secretKey)\n", to: path)
    }
}
