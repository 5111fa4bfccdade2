import PipelineAPI
import Screen

import struct FoundationEssentials.Date

extension ConsoleState {
    /// Asks for the range and the parameters of a backfill of the job in focus, or shows the one under way.
    mutating func backfill() -> [ConsoleEffect] {
        if let effects = showWork(.backfill) { return effects }
        guard let kind = ResourceCatalogue.kind(.jobs), let address = target(of: kind),
            let job: Job = item(at: address)?.value()
        else {
            notice = Notice("select a job first", isError: true)
            return []
        }
        if let refusal = BackfillPlan.refusal(of: job, named: address.name) {
            notice = Notice(refusal, isError: true)
            return []
        }
        let fields =
            [
                FormDialog.Field(
                    "first step",
                    day(ago: 7),
                    hint: "2026-11-01, or with 05:00 after it"
                ),
                FormDialog.Field("last step", day(ago: 1), hint: "it is included"),
                FormDialog.Field("every", "1d", hint: "a number with w, d, h or m"),
                FormDialog.Field("after a failure", "halt", hint: "halt, or go on"),
            ]
            + (job.params ?? []).map { parameter in
                let guess = ParameterTemplate.guess(from: parameter.default)
                return FormDialog.Field(
                    FormDialog.parameterPrefix + parameter.name,
                    guess ?? parameter.default,
                    hint: "a text, or a format of the step's time such as yyyy-MM-dd"
                )
            }
        overlay = .form(
            FormDialog(
                .backfill(address),
                title: "Start \(address.localized) for each step of a range",
                fields: fields
            )
        )
        return []
    }

    /// Shows the plan of what the form says, or the form again with what is wrong.
    mutating func planBackfill(_ form: FormDialog, of address: ResourceAddress) {
        guard let job: Job = item(at: address)?.value() else { return }
        let values = form.values
        let own = values.filter { $0.key.hasPrefix(FormDialog.parameterPrefix) }
        let choice = BackfillChoice(
            job: address.name,
            from: values["first step"] ?? "",
            to: values["last step"] ?? "",
            every: values["every"] ?? "",
            parameters: Dictionary(
                own.map { (String($0.key.dropFirst(FormDialog.parameterPrefix.count)), $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            goesOn: values["after a failure"] == "go on"
        )
        do throws(APIError) {
            guard ["halt", "go on"].contains(values["after a failure"]) else {
                throw APIError(.wrongJobArguments, "after a failure: write 'halt' or 'go on'")
            }
            let plan = try BackfillPlan(choice, of: job)
            ask(.backfill(plan), about: .backfill(plan))
        } catch {
            overlay = .form(form)
            notice = Notice(LocalizedText(verbatim: error.message), isError: true)
        }
    }

    mutating func begin(_ plan: BackfillPlan) -> [ConsoleEffect] {
        let progress = BackfillProgress(plan)
        return begin(.backfill(BackfillRecord(progress, on: identity.endpoint, at: now)))
    }

    private func day(ago days: Int) -> String {
        let date = now.addingTimeInterval(-86_400 * Double(days))
        return String(TimeText.full(date, in: zone).prefix(10))
    }
}
