import Foundation
import FuzzTargets
import ProjectFiles
import Testing

/// The inputs that `make fuzz` begins with, read once, with no fuzzer.
@Suite struct FuzzTargetsTests {
    private static let corpus = ProjectFiles.root.appending(
        path: "Tests/Measuring/FuzzTargetsTests/Corpus"
    )

    private static func inputs(of name: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: corpus.appending(path: name),
            includingPropertiesForKeys: nil
        )
    }

    @Test func `every target has inputs to begin with, and each is read without a fault`() throws {
        for (name, target) in FuzzTargets.all {
            let inputs = try Self.inputs(of: name)
            #expect(!inputs.isEmpty, "\(name)")
            for input in inputs {
                let fault = target.fault(in: Array(try Data(contentsOf: input)))
                #expect(fault == nil, "\(name)/\(input.lastPathComponent)")
            }
        }
    }

    @Test func `no inputs are kept for a target that is gone`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
            .filter { $0 != "tokens.dict" }
        #expect(Set(folders) == Set(FuzzTargets.all.map(\.name)))
    }
}
