package import Console
package import PipelineAPI

package import struct FoundationEssentials.Date

/// What `pandora doctor` finds of a profile and its service.
package struct ServiceFindings: Equatable, Sendable {
    package enum Keys: Equatable, Sendable {
        /// Where they are from, such as `a key pair`.
        case given(String)
        /// There are none, for this reason.
        case refused(String)
    }

    package enum Proxy: Equatable, Sendable {
        case none
        case through(String)
        case refused(String)
    }

    package var profile: String
    /// `http://host:port` or `https://…`.
    package var endpoint: String
    /// Whether the address is of this machine.
    package var isLocal: Bool
    /// Whether changes are possible, in a word.
    package var writable: String
    package var keys: Keys
    package var proxy = Proxy.none
    /// The file of certificates that is trusted instead of the system's.
    package var caFile: String?
    /// The failure of the question; `nil` where it was answered, or not asked.
    package var failure: APIError?
    /// The milliseconds of the latest answer, of whatever kind; `nil` where nothing came.
    package var milliseconds: Int?
    package var jobs: Int?
    /// Seconds by which the service's clock is ahead; `nil` where it does not say its time.
    package var clock: Double?
    /// The greatest difference of the clocks with which requests are accepted.
    package var widestSkew: Double
    package var zone: ServiceZone
    package var now: Date
    /// What a service of ours says of itself; `nil` of any other.
    package var local: Local?

    /// A service of ours; one of an earlier version does not describe itself.
    package enum Local: Equatable, Sendable {
        case silent
        case described(ServiceDescription)
    }

    package init(
        profile: String,
        endpoint: String,
        isLocal: Bool,
        writable: String,
        keys: Keys,
        widestSkew: Double,
        zone: ServiceZone,
        now: Date
    ) {
        self.profile = profile
        self.endpoint = endpoint
        self.isLocal = isLocal
        self.writable = writable
        self.keys = keys
        self.widestSkew = widestSkew
        self.zone = zone
        self.now = now
    }
}
