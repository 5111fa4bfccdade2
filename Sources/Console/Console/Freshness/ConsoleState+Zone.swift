import PipelineAPI

extension ConsoleState {
    /// The most jobs whose batch times are compared when the zone is learned; a few already tell it.
    private static let mostEvidence = 200

    /// Learns the service's zone from the newest batch time of a job, if it is a new one.
    mutating func learnZone(from job: String, since old: Listing?) {
        guard let newest = listings.newestRun(of: job)?.batchTime,
            old?.rows.first?.item.value(as: Run.self)?.batchTime != newest,
            serviceZone.wantsEvidence(),
            let row = listings[ListKey(.jobs, .root)]?.value?.row(named: job),
            let evidence = evidence(of: row)
        else { return }
        var zone = serviceZone
        zone.learn(from: evidence) { otherEvidence }
        serviceZone = zone
    }

    private var otherEvidence: [ServiceZone.Evidence] {
        let rows = listings[ListKey(.jobs, .root)]?.value?.rows ?? []
        return Array(rows.lazy.compactMap(evidence).prefix(Self.mostEvidence))
    }

    private func evidence(of row: Row) -> ServiceZone.Evidence? {
        row.item.value(as: Job.self).flatMap {
            ServiceZone.Evidence($0, newest: listings.newestRun(of: row.name))
        }
    }
}
