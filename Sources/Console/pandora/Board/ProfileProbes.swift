import Console
import FoundationEssentials
import PipelineAPI
import Settings

/// The probes of all profiles of a console, each made when it is asked first.
actor ProfileProbes {
    private let own: Profile
    private let environment: [String: String]
    private var probes: [String: ProfileProbe] = [:]

    /// Makes the probes of a console on a profile, which need not be in the configuration.
    init(own: Profile, _ environment: [String: String]) {
        self.own = own
        self.environment = environment
    }

    func ask(_ name: String) async throws(APIError) -> ProfileFacts {
        try await probe(of: name).ask()
    }

    private func probe(of name: String) throws(APIError) -> ProfileProbe {
        if let probe = probes[name] { return probe }
        do throws(SettingsError) {
            let profile =
                name == own.name ? own : try Profile.chosen(asked: name, environment)
            guard let profile else { throw SettingsError("there is no profile '\(name)'") }
            let probe = ProfileProbe(profile, environment)
            probes[name] = probe
            return probe
        } catch { throw APIError(.cancelled, error.description) }
    }
}
