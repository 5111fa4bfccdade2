package import PipelineAPI

/// A service to work with, its credentials, and how changes are confirmed.
package struct Profile: Equatable, Sendable {
    /// Whether changes may be made.
    package enum Writable: String, CaseIterable, Sendable {
        case never
        /// Changes are allowed for ten minutes at a time, when the user unlocks them.
        case ask
        case always
    }

    /// How a change is confirmed.
    package enum Confirm: String, CaseIterable, Sendable {
        case ask
        /// The user types the profile's name: for production.
        case name
    }

    package var name: String
    /// The address, `http://…` or `https://…`, without a slash at its end.
    package var endpoint: String
    package var region: String
    /// `nil` if the file has none; the environment may have them.
    package var credentials: CredentialSource?
    package var writable: Writable
    package var confirm: Confirm
    /// The name of the profile's theme; `nil` for the configuration's.
    package var theme: String?
    /// The zone of the service's schedules, for services that do not announce it; `nil` if the file has none.
    package var zone: LocalZone?
    /// The number of reruns that may be under way at one time; `nil` for the console's default.
    package var reruns: Int?

    /// The default region.
    package static let defaultRegion = "nb"

    package init(
        name: String,
        endpoint: String,
        region: String = Profile.defaultRegion,
        credentials: CredentialSource?,
        writable: Writable = .always,
        confirm: Confirm = .ask,
        theme: String? = nil,
        zone: LocalZone? = nil,
        reruns: Int? = nil
    ) {
        self.name = name
        self.endpoint = endpoint
        self.region = region
        self.credentials = credentials
        self.writable = writable
        self.confirm = confirm
        self.theme = theme
        self.zone = zone
        self.reruns = reruns
    }

    /// Creates a profile with a key pair, such as a local service's.
    package init(name: String, endpoint: String, accessKey: String, secretKey: String) {
        self.init(
            name: name,
            endpoint: endpoint,
            credentials: .keys(accessKey: accessKey, secretKey: secretKey)
        )
    }

    /// Returns an address without slashes at its end; throws for a text that is none.
    package static func checkedEndpoint(_ text: String) throws(SettingsError) -> String {
        try EndpointText.checked(text)
    }

    package var readOnly: Bool { writable == .never }

    package var accessKey: String? {
        guard case .keys(let accessKey, _)? = credentials else { return nil }
        return accessKey
    }

    package var secretKey: String? {
        guard case .keys(_, let secretKey)? = credentials else { return nil }
        return secretKey
    }

    package var token: String? {
        guard case .token(let token)? = credentials else { return nil }
        return token
    }
}
