import Console
import Foundation
import PipelineAPI
import Settings
import Testing

@testable import pandora

/// The files of the console's own and those the user names.
@Suite struct UserFilesTests {
    private func withHome(_ body: (String) throws -> Void) throws {
        let home = NSTemporaryDirectory() + "files-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: home) }
        try body(home)
    }

    @Test func `a new file is written whole, one that is there is left as it is`() throws {
        try withHome { home in
            let files = UserFiles(environment: ["HOME": home])
            #expect(try files.write("第一\n", to: "~/view.csv") == 7)
            let error = #expect(throws: APIError.self) { try files.write("x", to: "~/view.csv") }
            #expect(error?.message == "'~/view.csv' is there already: give another name")
            let text = try String(contentsOfFile: home + "/view.csv", encoding: .utf8)
            #expect(text == "第一\n")
        }
    }

    @Test func `a path is written as short as it can be read again`() {
        let files = UserFiles(environment: ["HOME": "/home/u"])
        for path in ["/home/u/.local/a.yaml", "/home/user/a.yaml", "/tmp/a.yaml"] {
            #expect(files.path(files.shortPath(path)) == path)
        }
        #expect(files.shortPath("/home/u/.local/a.yaml") == "~/.local/a.yaml")
        #expect(UserFiles(environment: [:]).shortPath("/home/u/a") == "/home/u/a")
    }

    @Test func `neither a link nor a device is written through`() throws {
        try withHome { home in
            let files = UserFiles(environment: ["HOME": home])
            try Data("kept".utf8).write(to: URL(filePath: home + "/target"))
            for target in ["target", "nowhere"] {
                let link = home + "/link-\(target)"
                try FileManager.default.createSymbolicLink(
                    atPath: link,
                    withDestinationPath: home + "/\(target)"
                )
                #expect(throws: APIError.self) { try files.write("x", to: link) }
            }
            #expect(throws: APIError.self) { try files.write("x", to: "/dev/null") }
            #expect(try String(contentsOfFile: home + "/target", encoding: .utf8) == "kept")
            #expect(!FileManager.default.fileExists(atPath: home + "/nowhere"))
        }
    }

    @Test func `only a regular file can be sent`() throws {
        try withHome { home in
            let files = UserFiles(environment: ["HOME": home])
            try Data("12345".utf8).write(to: URL(filePath: home + "/five"))
            #expect(try files.size(of: "~/five") == 5)
            for name in ["~", "~/none", "/dev/null", ""] {
                #expect(throws: APIError.self) { try files.size(of: name) }
            }
        }
    }

    @Test func `what is kept from one start to the next is the user's alone`() throws {
        try withHome { home in
            let paths = try Paths(environment: ["HOME": home])
            let files = StateFiles(paths: paths, profile: "../../evil name/生产")
            #expect(files.cache == nil && files.preferences == Preferences())
            var preferences = Preferences()
            preferences.palette = ["jobs"]
            files.savePreferences(preferences)
            #expect(files.preferences == preferences)
            files.keep(Data("{}".utf8))
            let kept = try FileManager.default.subpathsOfDirectory(atPath: home).filter {
                $0.hasSuffix(".json")
            }
            #expect(kept.count == 2 && kept.allSatisfy { !$0.contains("..") && !$0.contains(" ") })
            for name in kept {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(home)/\(name)")
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            }
        }
    }

    @Test(arguments: ["", "{", "[1]", "\u{0}"])
    func `a broken file is as none`(_ text: String) throws {
        try withHome { home in
            let paths = try Paths(environment: ["HOME": home])
            let files = StateFiles(paths: paths, profile: "p")
            files.savePreferences(Preferences())
            files.keep(Data(text.utf8))
            try Data(text.utf8).write(to: URL(filePath: paths.preferences))
            #expect(files.cache == nil && files.preferences == Preferences())
        }
    }

    @Test func `two profiles never share a cache`() throws {
        try withHome { home in
            let paths = try Paths(environment: ["HOME": home])
            for name in ["a/b", "a_b", "a b", "a-b"] {
                StateFiles(paths: paths, profile: name).keep(Data(name.utf8))
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: paths.cache)
            #expect(files.count == 4, "\(files)")
        }
    }
}
