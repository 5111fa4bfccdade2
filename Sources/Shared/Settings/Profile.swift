/// One service to work with, and how carefully.
package struct Profile: Equatable, Sendable {
    /// Whether changes may be made.
    package enum Writable: String, CaseIterable, Sendable {
        case never
        /// Within a window that the user opens for a while.
        case ask
        case always
    }

    /// How a change is confirmed.
    package enum Confirm: String, CaseIterable, Sendable {
        case ask
        /// By typing the profile's name: for production.
        case name
    }

    package var name: String
    /// `http://…` or `https://…`, without a slash at its end.
    package var endpoint: String
    package var region: String
    /// `nil` where the file names none; the environment may.
    package var credentials: CredentialSource?
    package var writable: Writable
    package var confirm: Confirm
    /// The theme's name, where the profile has one of its own.
    package var theme: String?

    /// The region of a profile that names none.
    package static let defaultRegion = "nb"

    package init(
        name: String,
        endpoint: String,
        region: String = Profile.defaultRegion,
        credentials: CredentialSource?,
        writable: Writable = .always,
        confirm: Confirm = .ask,
        theme: String? = nil
    ) {
        self.name = name
        self.endpoint = endpoint
        self.region = region
        self.credentials = credentials
        self.writable = writable
        self.confirm = confirm
        self.theme = theme
    }

    /// A profile with a key, as a local service's is put together.
    package init(name: String, endpoint: String, accessKey: String, secretKey: String) {
        self.init(
            name: name,
            endpoint: endpoint,
            credentials: .keys(accessKey: accessKey, secretKey: secretKey)
        )
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
