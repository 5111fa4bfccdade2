import FoundationEssentials
import PipelineAPI
import PollingSimulation
import Statistics

/// The measured and the simulated figures side by side, as a table.
struct Report: Sendable {
    let record: Record
    let failures: Int

    private static let seeds: ClosedRange<UInt64> = 1...9
    /// The largest relative difference of two figures that agree.
    private static let tolerance = 0.2

    func lines() throws(APIError) -> [String] {
        let replay = try record.replay()
        let others = record.others
        let latencies = Percentiles(
            record.notes.filter { $0.job != nil }.map { $0.arrived.timeIntervalSince($0.asked) }
        )
        let real = replay.seen(by: record.answers)
        let simulated = replay.simulated(
            others: others,
            latency: (latencies[10] ?? 0)...(latencies[90] ?? 0),
            seeds: Self.seeds
        )
        return service(latencies, others) + [""] + table(real, simulated)
    }

    // MARK: - What the service adds

    private func service(_ latencies: Percentiles<Double>, _ others: [OtherQuestion]) -> [String] {
        let runs = record.jobs.flatMap { record.history[$0.name] ?? [] }.filter { run in
            run.startTime.moment.map { record.window.contains(record.time(of: $0)) } ?? false
        }
        let delays = runs.compactMap { run in
            run.batchTime.date.flatMap { run.startTime.moment?.timeIntervalSince($0) }
        }
        let lengths = runs.compactMap { run in
            run.startTime.moment.flatMap { run.endTime.moment?.timeIntervalSince($0) }
        }
        let seconds = (record.window.upperBound - record.window.lowerBound) / .seconds(1)
        let starts = Dictionary(
            runs.compactMap { $0.startTime.moment }.map { (Int($0.timeIntervalSince1970), 1) },
            uniquingKeysWith: +
        )
        return [
            "\(record.jobs.count + 1) jobs, \(record.sight.count) in sight, "
                + "\(others.count) other questions; \(failures) requests failed",
            "starts: \(runs.count) in \(Int(seconds)) s, \(starts.values.max() ?? 0) a second at most",
            "seconds                        p50     p95     max",
            line("due until it begins", Percentiles(delays)),
            line("from beginning to end", Percentiles(lengths)),
            line("from question to answer", latencies),
        ]
    }

    private func line(_ words: String, _ found: Percentiles<Double>) -> String {
        let cells = [found.median, found[95], found.largest].map { Text.hundredths($0 ?? 0) }
        return Text.row("  " + words, cells, 8, name: 26)
    }

    // MARK: - Side by side

    private func table(_ real: Outcome, _ simulated: Outcome) -> [String] {
        var lines = [
            Text.row("age when seen, seconds", ["measured", "simulated", "ratio"], 30, name: 24),
            Text.row("", [Self.heads, Self.heads, "p50     p95"], 30, name: 24),
        ]
        for sighting in Sighting.replayed {
            lines.append(row(sighting, real, simulated))
        }
        lines.append(
            row("oldest job", real.oldest, simulated.oldest)
        )
        lines.append(
            row("requests a second", real.requestsPerSecond, simulated.requestsPerSecond)
        )
        return lines
    }

    private static let heads = "n     p50     p95     max"

    private func row(_ sighting: Sighting, _ real: Outcome, _ simulated: Outcome) -> String {
        let pair = [real, simulated].map { $0.ages[sighting] ?? Ages() }
        let cells = zip(pair, [real.looks, simulated.looks]).map { ages, looks in
            Text.row(
                String(ages.count / looks),
                [ages.percentile(50), ages.percentile(95), ages.most].map { value in
                    value.map(Text.hundredths) ?? "-"
                },
                8,
                name: 0
            )
        }
        let ratios = [50, 95].map { percent -> Double? in
            guard let measured = pair[0].percentile(percent),
                let other = pair[1].percentile(percent)
            else { return nil }
            return other > 0 ? measured / other : nil
        }
        let text = ratios.map { $0.map(Text.hundredths) ?? "-" }.joined(separator: "    ")
        return Text.row(sighting.words, cells + [text], 30, name: 24)
            + verdict(ratios.compactMap { $0 })
    }

    private func row(_ words: String, _ real: Double, _ simulated: Double) -> String {
        let ratio = simulated > 0 ? real / simulated : 0
        let cells = [real, simulated, ratio].map(Text.hundredths)
        return Text.row(words, cells, 30, name: 24) + verdict([ratio])
    }

    private func verdict(_ ratios: [Double]) -> String {
        guard !ratios.isEmpty else { return "  -" }
        let isAgreed = ratios.allSatisfy { abs($0 - 1) <= Self.tolerance }
        return isAgreed ? "  agree" : "  APART"
    }
}
