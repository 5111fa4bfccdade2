/// One service to work with, and how carefully.
package struct Profile: Codable, Equatable, Sendable {
    package var name: String
    /// `http://…` or `https://…`, without a slash at its end.
    package var endpoint: String
    package var region: String
    package var accessKey: String?
    package var secretKey: String?
    /// A whole `Authorization` value signed by somebody else, where there is no secret key.
    package var token: String?
    package var readOnly: Bool

    package init(
        name: String,
        endpoint: String,
        region: String = "nb",
        accessKey: String? = nil,
        secretKey: String? = nil,
        token: String? = nil,
        readOnly: Bool = false
    ) {
        self.name = name
        self.endpoint = endpoint
        self.region = region
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.token = token
        self.readOnly = readOnly
    }

    /// Throws naming the value that is wrong and where it stands.
    func checked(in place: String) throws(SettingsError) -> Profile {
        guard endpoint.hasPrefix("http://") || endpoint.hasPrefix("https://") else {
            throw SettingsError(
                "\(place): endpoint '\(endpoint)' is no address: begin it with http:// or https://"
            )
        }
        guard token != nil || (accessKey?.isEmpty == false && secretKey?.isEmpty == false) else {
            throw SettingsError(
                "\(place): profile '\(name)' has no keys: give accessKey and secretKey, or a token"
            )
        }
        var profile = self
        while profile.endpoint.hasSuffix("/") { profile.endpoint.removeLast() }
        return profile
    }
}
