import Foundation
import Settings
import Testing

@Suite struct PrivateFileTests {
    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func setPermissions(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test func `keys that are written are read back, and nobody else can read them`() throws {
        try inTemporaryDirectory { directory in
            let path = directory + "/" + CredentialsFile.name
            for secret in ["s3cr3t/with+odd=chars&中文", "'", "true", "#", "a: b", " ", "\"\\n"] {
                let file = CredentialsFile(accessKey: "ak", secretKey: secret)
                try file.write(to: path)
                #expect(try CredentialsFile.read(from: path) == file)
                #expect(try permissions(path) == 0o600)
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(names == [CredentialsFile.name])
        }
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o660])
    func `a file that others can read is refused with the command to run`(_ mode: Int) throws {
        try inTemporaryDirectory { directory in
            let path = directory + "/keys"
            try PrivateFile.write("accessKey: a\nsecretKey: b\n", to: path)
            try setPermissions(mode, path)
            #expect(
                throws: SettingsError(
                    "'\(path)' can be read by others, and it holds keys: run chmod 600 '\(path)'"
                )
            ) {
                try CredentialsFile.read(from: path)
            }
        }
    }

    @Test func `a configuration must be private only where it holds secrets`() throws {
        try inTemporaryDirectory { directory in
            let path = directory + "/config.yaml"
            #expect(try ConfigFile.read(from: path) == nil)
            try PrivateFile.write("profiles: {a: {endpoint: 'http://a', command: x}}", to: path)
            try setPermissions(0o644, path)
            #expect(try ConfigFile.read(from: path)?.profiles.count == 1)
            let secret = "profiles: {a: {endpoint: 'http://a', accessKey: a, secretKey: b}}"
            try PrivateFile.write(secret, to: path)
            #expect(try ConfigFile.read(from: path)?.profiles.count == 1)
            try setPermissions(0o644, path)
            #expect(throws: SettingsError.self) { try ConfigFile.read(from: path) }
        }
    }

    @Test func `what cannot be read or written says why`() throws {
        try inTemporaryDirectory { directory in
            let missing = directory + "/none"
            #expect(
                throws: SettingsError(
                    "'\(missing)' cannot be read: no such file or directory: check the path"
                )
            ) {
                try PrivateFile.read(missing)
            }
            #expect(
                throws: SettingsError("'\(directory)' cannot be read: is a directory: give a file")
            ) {
                try PrivateFile.read(directory)
            }
            #expect(throws: SettingsError.self) { try PrivateFile.write("", to: missing + "/a") }
        }
    }

    @Test(arguments: [
        "", "accessKey: a", "secretKey: b", "accessKey: 'a:b'\nsecretKey: c", "[]", "a",
    ])
    func `a text without both keys is refused without quoting it`(_ text: String) {
        let error = #expect(throws: SettingsError.self) {
            try CredentialsFile(text: text, source: "pass show")
        }
        #expect(error?.description.contains("'pass show'") == true)
    }

    @Test func `keys show only the access key`() {
        let keys = CredentialsFile(accessKey: "ak", secretKey: "topsecret")
        var dumped = ""
        dump(keys, to: &dumped)
        #expect(!"\(keys) \(String(reflecting: keys)) \(dumped)".contains("topsecret"))
    }
}
