import ChildProcess
import Foundation
import PTYSupport
import Settings
import Testing

@Suite struct VersionTests {
    @Test(.timeLimit(.minutes(5)), arguments: ["pandora", "pandorad"])
    func `both programs tell the one version`(_ program: String) async throws {
        let outcome = try await ChildCommand(
            executable: BuiltProgram.path(program),
            arguments: ["--version"],
            environment: ["PATH": "/usr/bin:/bin"]
        ).run()
        #expect(outcome.isSuccess)
        let parts = outcome.output.split(separator: " ").map(String.init)
        #expect(parts == [program, ProductVersion.number + "\n"])
        #expect(ProductVersion.number.wholeMatch(of: #/\d+\.\d+\.\d+/#) != nil)
    }
}
