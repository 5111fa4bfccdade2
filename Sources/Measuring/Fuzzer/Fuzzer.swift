import ArgumentParser
import FoundationEssentials
import Gzip
import PipelineAPI

/// Throws malformed points, bodies and gzip at what reads them, for a while.
///
/// An input is a function of its number: what crashes the program is the number that stands in
/// `findings/current.txt`, and `--seed` with it begins there again.
@main struct Fuzzer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzzer",
        abstract:
            "Feed malformed points, JSON bodies and gzip to their readers and look for faults."
    )

    @Option(help: "How long to go on.")
    var seconds = 60

    @Option(help: "The number of the first input.")
    var seed: UInt64 = 1

    @Option(help: "Where findings go.")
    var findings = "findings"

    func run() throws {
        try FileManager.default.createDirectory(
            atPath: findings,
            withIntermediateDirectories: true
        )
        let log = try CurrentInput(path: findings + "/current.txt")
        let targets: [any FuzzTarget] = [PointTarget(), BodyTarget(), GzipTarget()]
        let clock = ContinuousClock()
        let began = clock.now
        var (number, found, told) = (seed, 0, began)
        while clock.now - began < .seconds(seconds) {
            log.keep(number)
            let target = targets[Int(number % UInt64(targets.count))]
            let start = clock.now
            var fault = target.fault(of: number)
            if clock.now - start > .seconds(1) { fault = fault ?? "it took more than a second" }
            if let fault {
                found += 1
                let text = "\(target.name), input \(number): \(fault)\n"
                try Data(text.utf8).write(to: URL(filePath: "\(findings)/\(number).txt"))
                print(text, terminator: "")
            }
            number += 1
            if clock.now - told > .seconds(5) {
                told = clock.now
                print("\(number - seed) inputs in \((told - began).components.seconds) s")
            }
        }
        print("\(number - seed) inputs in \(seconds) s, seed \(seed), \(found) findings")
        if found > 0 { throw ExitCode(1) }
    }
}

/// Something that reads what comes from outside.
protocol FuzzTarget {
    var name: String { get }
    /// What is wrong with how the input of a number was read; `nil` where nothing is.
    func fault(of number: UInt64) -> String?
}
