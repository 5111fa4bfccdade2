import Foundation
import Settings
import Testing

@Suite struct UTF8TextTests {
    @Test func `a byte order mark is no part of the text`() throws {
        #expect(try UTF8Text.decode([0xEF, 0xBB, 0xBF] + Array("a: 1\n".utf8)) == "a: 1\n")
    }

    @Test(
        arguments: [
            ([0x61, 0x0A, 0x62, 0xE9, 0x0A], "line 2 is not UTF-8: save it as UTF-8"),
            ([0xD6, 0xD0, 0xCE, 0xC4], "line 1 is not UTF-8: save it as UTF-8"),
            ([0xFF, 0xFE, 0x61, 0x00], "it is UTF-16: save it as UTF-8"),
            ([0xFE, 0xFF, 0x00, 0x61], "it is UTF-16: save it as UTF-8"),
            ([0x61, 0x00, 0x62, 0x00], "it is UTF-16: save it as UTF-8"),
            ([0x1F, 0x8B, 0x08, 0x00], "it is compressed with gzip: unpack it"),
        ] as [([UInt8], String)]
    )
    func `bytes that are no UTF-8 are refused with what they are`(
        _ bytes: [UInt8],
        _ reason: String
    ) {
        #expect(throws: SettingsError(reason)) { try UTF8Text.decode(bytes) }
    }

    @Test func `a configuration may begin with a byte order mark`() throws {
        try inTemporaryDirectory { directory in
            let path = directory + "/config.yaml"
            let mark = Data([0xEF, 0xBB, 0xBF])
            try (mark + Data("profile: work\nprofiles: {work: {endpoint: \"https://a\"}}\n".utf8))
                .write(to: URL(fileURLWithPath: path))
            #expect(try ConfigFile.read(from: path)?.profile == "work")
        }
    }

    @Test func `a configuration in UTF-16 is named as such`() throws {
        try inTemporaryDirectory { directory in
            let path = directory + "/config.yaml"
            try Data([0xFF, 0xFE, 0x61, 0x00]).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: SettingsError.self) { try ConfigFile.read(from: path) }
            #expect(
                error?.description == "'\(path)' cannot be read: it is UTF-16: save it as UTF-8"
            )
        }
    }

    @Test func `a link to a file that does not exist is an error`() throws {
        try inTemporaryDirectory { directory in
            let path = directory + "/config.yaml"
            try FileManager.default.createSymbolicLink(
                atPath: path,
                withDestinationPath: directory + "/gone.yaml"
            )
            let error = #expect(throws: SettingsError.self) { try ConfigFile.read(from: path) }
            #expect(
                error?.description
                    == "'\(path)' is a link to a file that does not exist: correct it"
            )
        }
    }

    @Test(arguments: [
        ("profiles:\n  a:\n\tendpoint: x\n", "line 3 begins with a tab"),
        ("profile: a\nprofile: b\n", "'profile' is given twice from line 1 on"),
        (
            "profiles:\n  a:\n    region: x\n    region: y\n",
            "'region' is given twice from line 3 on"
        ),
    ])
    func `a slip in the configuration is named with its line`(_ text: String, _ reason: String) {
        let error = #expect(throws: SettingsError.self) {
            try ConfigFile(text: text, path: "c.yaml")
        }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
