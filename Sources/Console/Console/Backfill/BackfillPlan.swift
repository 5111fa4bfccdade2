package import PipelineAPI

/// What a backfill is asked for: a manual job, a range, and the values of its parameters.
package struct BackfillChoice: Equatable, Sendable {
    package let job: String
    package var from: String
    package var to: String
    package var every: String
    /// Templates by the parameters' names; the others have their defaults.
    package var parameters: [String: String]
    /// Whether it goes on after a run that has failed.
    package var goesOn: Bool

    package init(
        job: String,
        from: String,
        to: String,
        every: String,
        parameters: [String: String],
        goesOn: Bool
    ) {
        self.job = job
        self.from = from
        self.to = to
        self.every = every
        self.parameters = parameters
        self.goesOn = goesOn
    }
}

/// Starts of a manual job, one for each step of a range, in their order.
package struct BackfillPlan: Codable, Equatable, Sendable {
    package struct Step: Codable, Equatable, Sendable {
        /// `2026-11-01`, or with the time of the day where steps have one.
        package let time: String
        package let values: [String: String]

        /// `day=2026-11-01`.
        package var parameters: String { text(of: Set(values.keys)) }

        fileprivate func text(of names: Set<String>) -> String {
            values.filter { names.contains($0.key) }.sorted { $0.key < $1.key }
                .map { "\($0)=\($1)" }.joined(separator: " ")
        }
    }

    package let job: String
    package let steps: [Step]
    package let every: String
    /// Whether it goes on after a run that has failed.
    package let goesOn: Bool

    /// *Throws* where the job cannot be started so, or what is asked for cannot be read.
    package init(
        _ choice: BackfillChoice,
        of job: Job,
        atMost most: Int = BackfillRange.defaultMost
    ) throws(APIError) {
        if let refusal = Self.refusal(of: job, named: choice.job) {
            throw APIError(.wrongJobArguments, refusal.english)
        }
        let known = (job.params ?? []).map(\.name)
        if let name = choice.parameters.keys.sorted().first(where: { !known.contains($0) }) {
            throw APIError(
                .wrongJobArguments,
                "'\(name)' is no parameter of '\(choice.job)'"
                    + NearestName.hint(for: name, among: known)
            )
        }
        var templates: [String: ParameterTemplate] = [:]
        for (name, text) in choice.parameters {
            templates[name] = try ParameterTemplate(text, of: name)
        }
        guard templates.values.contains(where: \.dependsOnTime) else {
            throw APIError(
                .wrongJobArguments,
                "no parameter depends on the time, so that every run would be the same: "
                    + "give one a format, such as \(known[0])=yyyy-MM-dd"
            )
        }
        let range = try BackfillRange(
            from: choice.from,
            to: choice.to,
            every: choice.every,
            atMost: most
        )
        let isDaily = range.times.allSatisfy { $0.hour == 0 && $0.minute == 0 && $0.second == 0 }
        let label = try TimeFormat(isDaily ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm")
        self.job = choice.job
        every = choice.every
        goesOn = choice.goesOn
        steps = range.times.map { time in
            Step(time: label.text(of: time), values: templates.mapValues { $0.value(at: time) })
        }
    }

    /// Why a job cannot be started once for each step; `nil` where it can.
    static func refusal(of job: Job, named name: String) -> LocalizedText? {
        guard job.scheduler.type == .manual else {
            return
                "'\(name)' runs by itself (\(job.scheduler.shortText)): only a manual job is started for each step"
        }
        return job.params?.isEmpty == false
            ? nil : "'\(name)' has no parameters, so that every run would be the same"
    }

    /// The request that starts a step, as the action of its kind sends it.
    package func request(_ step: Int) -> ActionRequest {
        var request = ActionRequest(
            kind: .jobs,
            id: .start,
            address: ResourceAddress(.jobs, .root, job)
        )
        request.values = steps[step].values
        return request
    }

    /// The parameters that differ between the steps, as each step has them.
    package var differences: [String] {
        let first = steps.first?.values ?? [:]
        let names = first.keys.filter { name in
            steps.contains { $0.values[name] != first[name] }
        }
        return steps.map { names.isEmpty ? $0.parameters : $0.text(of: Set(names)) }
    }

    package func call(of step: Int) -> String {
        request(step).action?.preview(for: request(step)) ?? ""
    }
}

extension ChangePlan {
    /// Returns the plan of a backfill.
    package static func backfill(_ plan: BackfillPlan) -> ChangePlan {
        let shown = plan.steps.prefix(4).map { step -> LocalizedText in
            "\(step.time): \(step.parameters)"
        }
        let more = plan.steps.count - shown.count
        let last = plan.steps.last.map { step -> [LocalizedText] in
            switch more {
            case ...0: []
            case 1: ["\(step.time): \(step.parameters)"]
            default: ["and \(more - 1) more", "\(step.time): \(step.parameters)"]
            }
        }
        return ChangePlan(
            title: "\(plan.title)?",
            consequences: shown + (last ?? []) + [
                "Each starts when the one before has ended.",
                plan.goesOn
                    ? "It goes on after a run that has failed." : "A run that has failed halts it.",
            ],
            call: plan.call(of: 0),
            times: plan.steps.count
        )
    }
}

extension BackfillPlan {
    /// `Start 'sums' 30 times, every 1d`.
    var title: LocalizedText { "Start '\(job)' \(steps.count) times, every \(every)" }
}
