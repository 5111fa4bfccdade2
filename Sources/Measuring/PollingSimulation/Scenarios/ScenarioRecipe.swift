import Statistics

/// The number of jobs of each sort in a scenario, per 1,000 jobs.
package struct ScenarioRecipe: Sendable {
    var jobs: Int
    /// The share of crontabs that fall on minute 0.
    var shareOnMinuteZero: Double

    package init(jobs: Int, shareOnMinuteZero: Double = 0) {
        self.jobs = jobs
        self.shareOnMinuteZero = shareOnMinuteZero
    }

    /// A mixture in which 20 of 1,000 jobs run at a time; a fifth is started by hand, some are loops.
    func models(using random: inout SplitMix64) -> [JobModel] {
        var models = (0..<jobs).map { number in
            // Spread by number, so that a scenario of 100 has the same mixture.
            let place = (number * 1000 / jobs)
            return model(at: place, using: &random)
        }
        models.shuffle(using: &random)
        return models
    }

    private func model(at place: Int, using random: inout SplitMix64) -> JobModel {
        switch place {
        case ..<200:
            let gap = random.spread(20 * 60, 12 * 3600)
            return JobModel(trigger: .manual(meanGap: gap), usualLength: random.spread(30, 200))
        case ..<250:
            let minutes = [5, 10, 30, 60].randomElement(using: &random) ?? 10
            return JobModel(
                trigger: .loop(every: .seconds(minutes * 60)),
                usualLength: random.spread(20, 150)
            )
        case ..<280: return crontab(minutes: 5, random.spread(15, 60), using: &random)
        case ..<320: return crontab(minutes: 15, random.spread(20, 100), using: &random)
        case ..<770: return crontab(minutes: 60, random.spread(15, 160), using: &random)
        default: return crontab(minutes: 24 * 60, random.spread(60, 900), using: &random)
        }
    }

    private func crontab(
        minutes: Int,
        _ length: Double,
        using random: inout SplitMix64
    ) -> JobModel {
        let isOnZero = random.fraction() < shareOnMinuteZero
        let first = Int.random(in: 0..<minutes, using: &random)
        let offset = isOnZero ? first / 60 * 60 : first
        return JobModel(
            trigger: .crontab(every: .seconds(minutes * 60), offset: .seconds(offset * 60)),
            usualLength: length
        )
    }
}
