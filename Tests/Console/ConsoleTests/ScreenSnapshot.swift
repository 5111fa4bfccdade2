import Foundation
import Screen
import Testing

/// The pictures that are kept.
enum ScreenSnapshot {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Snapshots")

    static func names() throws -> Set<String> {
        let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        return Set(files.map { String($0.dropLast(".txt".count)) })
    }
}

/// Compares a picture with the text kept of it, first its characters, then the runs of its styles.
///
/// `UPDATE_SNAPSHOTS=1` writes what is drawn now; look at the difference before it is committed.
func expectScreen(
    _ screen: Canvas,
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = ScreenSnapshot.directory.appending(path: name + ".txt")
    let drawn =
        (screen.lines + ["── styles ──"] + screen.styleRuns()).joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
        try Data(drawn.utf8).write(to: file)
        return
    }
    let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(drawn == kept, "the screen '\(name)' has changed", sourceLocation: sourceLocation)
}
