import Console
import Foundation
import Settings
import Testing

@testable import pandora

/// Saved views in the files of a user, in the console and in one-shot commands.
@Suite struct SavedViewFileTests {
    private func withHome(_ body: ([String: String]) throws -> Void) throws {
        let home = NSTemporaryDirectory() + "views-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: home) }
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        try body(["HOME": home, "LANG": "C.UTF-8"])
    }

    private func view(
        _ name: String,
        filter: String = "a: #b",
        key: String? = nil
    ) throws -> SavedView {
        try SavedView(
            SavedView.Wish(
                name: name,
                kind: "jobs",
                filter: filter,
                sort: "-BATCH",
                columns: ["NAME", "BATCH"],
                key: key
            )
        )
    }

    @Test func `what is kept is read as it was, and another of the name replaces it`() throws {
        try withHome { environment in
            let paths = try Paths(environment: environment)
            let files = ViewFiles(paths)
            #expect(try files.views(with: ConfigFile()).isEmpty)
            #expect(try ViewFiles.keep(view("late", key: "#"), environment) == paths.views)
            _ = try ViewFiles.keep(view("it's \"ours\""), environment)
            _ = try ViewFiles.keep(view("late", filter: "x", key: "F6"), environment)
            let kept = try files.views(with: ConfigFile())
            #expect(
                kept.sorted { $0.name < $1.name } == [
                    try view("it's \"ours\""), try view("late", filter: "x", key: "F6"),
                ]
            )
        }
    }

    @Test func `a link to a shared file stays one`() throws {
        try withHome { environment in
            let paths = try Paths(environment: environment)
            _ = try ViewFiles.keep(view("late"), environment)
            let shared = (environment["HOME"] ?? "") + "/shared.yaml"
            try FileManager.default.moveItem(atPath: paths.views, toPath: shared)
            try FileManager.default.createSymbolicLink(
                atPath: paths.views,
                withDestinationPath: shared
            )
            _ = try ViewFiles.keep(view("more"), environment)
            #expect(try String(contentsOfFile: shared, encoding: .utf8).contains("more:"))
            #expect(try ViewFiles(paths).views(with: ConfigFile()).count == 2)
        }
    }

    @Test func `a name that both files have is refused with what to do`() throws {
        try withHome { environment in
            let paths = try Paths(environment: environment)
            _ = try ViewFiles.keep(view("late"), environment)
            let file = try ConfigFile(text: "views: {late: {kind: jobs}}", path: paths.configFile)
            let error = #expect(throws: SettingsError.self) {
                try ViewFiles(paths).views(with: file)
            }
            #expect(error?.description.contains("too: take one of them out") == true)
            try "views: {late: {kind: jobs}}".write(
                toFile: paths.configFile,
                atomically: true,
                encoding: .utf8
            )
            #expect(throws: (any Error).self) { try ViewFiles.keep(view("late"), environment) }
        }
    }

    @Test func `get shows the rows and the columns of a view`() async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            let made = try await world.pandora("apply", "-f", file, "--yes")
            #expect(made.code == 0, "\(made.errors)")
            try configure(
                world,
                "views: {q: {kind: jobs, filter: '!endless', columns: [SCHEDULE]},"
                    + " down: {kind: jobs, sort: -NAME}}"
            )
            let csv = try await world.pandora("get", "jobs", "--view", "q", "-o", "csv")
            #expect(csv.output == "NAME,SCHEDULE\r\nquick,manual\r\n", "\(csv.errors)")
            let down = try await world.pandora("get", "jobs", "--view", "down")
            #expect(down.lines.map { $0.prefix(5) } == ["NAME ", "quick", "endle"])
            let none = try await world.pandora("get", "jobs", "--view", "dwon")
            #expect(none.code == 64 && none.errors.contains("did you mean 'down'?"))
            let other = try await world.pandora("get", "repos", "--view", "q")
            #expect(other.code == 64 && other.errors.contains("view 'q' is of jobs, not of repos"))
            try configure(world, "views: {q: {kind: jobs, columns: [SPEED]}}")
            let wrong = try await world.pandora("get", "jobs", "--view", "q")
            #expect(wrong.errors.contains("views.q: 'SPEED' is no column of jobs"))
        }
    }

    private func configure(_ world: CommandFixture, _ text: String) throws {
        let path = ".config/pandora/config.yaml"
        try world.write(text, to: path)
        chmod(world.home + "/" + path, 0o600)
    }
}
