import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Synchronization
import Testing

@Suite struct EditRoundTests {
    /// Goes to the user's variable.
    private func selectVariable(_ driver: ConsoleDriver) async throws {
        try await driver.after(.seconds(2)).press("6").after(.seconds(2)).press("/")
            .type("lastDay").press(.enter).after(.seconds(1))
    }

    @Test func `the editor has the terminal to itself, and gives it back`() async throws {
        try await ConsoleDriver.run { driver in
            let gate = Gate()
            driver.host.setEditor { text async throws(APIError) in
                await gate.wait()
                return text
            }
            try await selectVariable(driver)
            try await driver.press("e")
            #expect(await driver.terminal.requests == [.release])
            gate.open()
            try await driver.settled().expect("nothing was changed")
            #expect(await driver.terminal.requests == [.release, .reclaim])
            #expect(driver.service.changes == [])
        }
    }

    @Test func `an editor that fails gives the terminal back too, and it is told`() async throws {
        try await ConsoleDriver.run { driver in
            driver.host.setEditor { _ async throws(APIError) in
                throw APIError(.cancelled, "'vi' ended with 1: nothing was sent")
            }
            try await selectVariable(driver)
            try await driver.press("e").expect("'vi' ended with 1")
            #expect(await driver.terminal.requests == [.release, .reclaim])
        }
    }

    @Test func `what was changed is shown, confirmed and sent once`() async throws {
        try await ConsoleDriver.run { driver in
            driver.host.setEditor { text async throws(APIError) in
                text.replacing("-1d", with: "-7d")
            }
            try await selectVariable(driver)
            try await driver.press("e").expect("- value: $(now)-1d", "+ value: $(now)-7d")
                .confirm().expect("changed 'lastDay'")
            #expect(driver.service.changes == ["PUT /v2/variables/lastDay"])
            #expect(driver.host.audit.map(\.what) == ["Change variable 'lastDay'"])
        }
    }

    @Test(arguments: [true, false])
    func `a document that was not sent outlives the console`(_ isAnswered: Bool) async throws {
        try await ConsoleDriver.run { driver in
            driver.host.setEditor { text async throws(APIError) in
                text.replacing("-1d", with: "-7d")
            }
            try await selectVariable(driver)
            try await driver.press("e").expect("+ value: $(now)-7d")
            #expect(driver.host.drafts == [])
            if isAnswered {
                try await driver.press(.escape).press("q")
            } else {
                try await driver.tell(.closed)
            }
            let document = try #require(driver.host.drafts.first).document
            #expect(driver.host.drafts.count == 1)
            #expect(document.hasPrefix("kind: variables\nname: lastDay\n"))
            #expect(document.contains("value: $(now)-7d"))
        }
    }

    @Test func `what is typed while the terminal goes away outlives the console`() async throws {
        let gate = Gate()
        let exit = try await ConsoleDriver.run { driver in
            driver.host.setEditor { text async throws(APIError) in
                await gate.wait()
                return text.replacing("-1d", with: "-7d")
            }
            try await selectVariable(driver)
            try await driver.press("e").tell(.closed)
            gate.open()
            _ = try await driver.settled()
            #expect(driver.host.drafts.map(\.text).first?.contains("$(now)-7d") == true)
        }
        #expect(exit == .quit)
    }

    @Test func `an emptied document is given up`() async throws {
        try await ConsoleDriver.run { driver in
            driver.host.setEditor { _ async throws(APIError) in "# nothing\n\n" }
            try await selectVariable(driver)
            try await driver.press("e").expect("the document was emptied: nothing was sent")
            #expect(driver.service.changes == [])
        }
    }

    @Test func `a document that says nothing sensible is opened again with the reason on top`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            let texts = Mutex<[String]>([])
            driver.host.setEditor { text async throws(APIError) in
                texts.withLock { $0.append(text) }
                return texts.withLock { $0.count } == 1 ? text + "what\n" : text
            }
            try await selectVariable(driver)
            try await driver.press("e").expect("the draft is kept")
            let opened = texts.withLock { $0 }
            #expect(opened.count == 2 && opened[1].hasPrefix("#! line 'what'"))
            #expect(driver.service.changes == [])
        }
    }

    @Test func `a document that the service refuses is opened again, and nothing typed is lost`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            let texts = Mutex<[String]>([])
            driver.host.setEditor { text async throws(APIError) in
                texts.withLock { $0.append(text) }
                return text.replacing("-1d", with: "-7d")
            }
            driver.service.refuse(
                UpdateVariable.self,
                with: APIError(.internalError, "no room is left")
            )
            try await selectVariable(driver)
            try await driver.press("e").confirm().expect("the draft is kept")
            let again = try #require(texts.withLock { $0.last })
            #expect(again.contains("no room is left") && again.contains("-7d"))
            #expect(driver.service.changes.count == 1)
        }
    }
}
