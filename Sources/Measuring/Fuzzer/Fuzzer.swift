import CFuzzer
import FuzzTargets
import Glibc

/// Runs libFuzzer on one target: `Fuzzer --TARGET [libFuzzer's arguments]`.
///
/// With a file as argument it reads that input alone, which reproduces a finding. `make fuzz` runs every
/// target; libFuzzer leaves arguments with two dashes alone, also in the processes it starts.
@main enum Fuzzer {
    static func main() {
        let names = FuzzTargets.all.map { "--" + $0.name }
        guard let place = CommandLine.arguments.lazy.compactMap(names.firstIndex).first else {
            stop("name a target: \(names.joined(separator: " "))")
        }
        let code = cfuzzer_run(CommandLine.argc, CommandLine.unsafeArgv, Int32(place)) {
            Fuzzer.read(UnsafeBufferPointer(start: $1, count: $2), by: Int($0))
        }
        guard code >= 0 else { stop("this build has no libFuzzer: run 'make fuzz'") }
        exit(code)
    }

    /// Ends the process if the input shows a fault; libFuzzer then saves the input as a file.
    private static func read(_ input: UnsafeBufferPointer<UInt8>, by place: Int) {
        let (name, target) = FuzzTargets.all[place]
        if let fault = target.fault(in: Array(input)) { fatalError("\(name): \(fault)") }
    }

    private static func stop(_ text: String) -> Never {
        print(text)
        exit(64)
    }
}
