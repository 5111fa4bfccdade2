import Commands
import Console
import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct DoctorReportTests {
    private static let now = Date(timeIntervalSince1970: 1_795_230_000)

    private static let description = ServiceDescription(
        version: "1.0.0",
        store: .init(kind: "sqlite", bytes: 4096, freeBytes: 1 << 30),
        engines: [.init(name: "duckdb", isReady: true)]
    )

    private func machine(_ change: (inout MachineFacts) -> Void = { _ in }) -> MachineFacts {
        var folder = MachineFacts.Folder(path: "~/.local/state/pandora")
        (folder.isThere, folder.isWritable, folder.bytes) = (true, true, 2048)
        folder.freeBytes = 1 << 30
        var facts = MachineFacts(
            version: "pandora 1.0.0",
            system: "Linux 6.1 x86_64",
            zone: "+08:00",
            state: folder,
            cache: folder
        )
        facts.terminal.type = "xterm-256color"
        facts.terminal.description = .init(
            colours: 256,
            hasAlternateScreen: true,
            canPlaceCursor: true
        )
        facts.terminal.size = (120, 40)
        facts.locale.setting = "LANG=C.UTF-8"
        facts.locale.speaksUTF8 = true
        facts.locale.drawsUTF8 = true
        facts.configurationPath = "~/.config/pandora/config.yaml"
        facts.configuration = .read(mode: 0o600, profiles: ["edge", "prod"], standard: "prod")
        change(&facts)
        return facts
    }

    private func service(_ change: (inout ServiceFindings) -> Void = { _ in }) -> ServiceFindings {
        var findings = ServiceFindings(
            profile: "prod",
            endpoint: "https://pipeline.example.com",
            isLocal: false,
            writable: "ask",
            keys: .given("a key pair"),
            widestSkew: 900,
            zone: ServiceZone(local: .utc, setting: .beijing),
            now: Self.now
        )
        (findings.milliseconds, findings.jobs, findings.clock) = (12, 3, 0.4)
        change(&findings)
        return findings
    }

    private func check(_ id: Check.ID, _ findings: ServiceFindings) throws -> Check {
        try #require(findings.checks.first { $0.id == id })
    }

    private func check(_ id: Check.ID, _ facts: MachineFacts) throws -> Check {
        try #require(facts.checks.first { $0.id == id })
    }

    @Test func `where all is well there is nothing to do, and every line is there`() {
        let local = service {
            $0.zone.receive("+08:00")
            $0.local = .described(Self.description)
        }
        let report = DoctorReport(machine: machine(), services: [local])
        let checks = report.machine + report.profiles.flatMap(\.checks)
        #expect(report.faults == 0)
        #expect(checks.allSatisfy { $0.verdict == .ok && $0.advice == nil })
        #expect(Set(checks.map(\.id)) == Set(Check.ID.allCases))
        #expect(checks.count == Check.ID.allCases.count)
    }

    @Test func `what is no use of a terminal is a fault, what is less than good a remark`() throws {
        let dumb = machine {
            $0.terminal.description = .init(
                colours: 0,
                hasAlternateScreen: false,
                canPlaceCursor: false
            )
        }
        #expect(try check(.terminal, dumb).verdict == .fault)
        let unknown = machine {
            $0.terminal.type = "xterm-kitty"
            $0.terminal.description = nil
        }
        let check = try check(.terminal, unknown)
        #expect(check.verdict == .remark && check.finding.contains("'xterm-kitty'"))
        #expect(try self.check(.terminal, machine { $0.terminal.type = "" }).verdict == .remark)
        #expect(try self.check(.size, machine { $0.terminal.size = (79, 24) }).verdict == .remark)
        #expect(try self.check(.size, machine { $0.terminal.size = nil }).verdict == .ok)
        let latin = machine { ($0.locale.speaksUTF8, $0.locale.drawsUTF8) = (false, false) }
        let drawing = try self.check(.drawing, latin)
        #expect(drawing.verdict == .remark && drawing.finding.hasPrefix("ASCII"))
    }

    @Test func `files that cannot be written, and no room, are faults`() throws {
        let locked = machine { $0.state.isWritable = false }
        #expect(try check(.state, locked).verdict == .fault)
        let full = try check(.cache, machine { $0.cache.freeBytes = 1024 })
        #expect(full.verdict == .fault && full.finding.contains("1.0 KiB free"))
        #expect(try check(.drafts, machine { $0.drafts = 2 }).verdict == .remark)
        let refused = machine {
            $0.configuration = .refused("'~/c.yaml': line 3: no mapping: correct it")
        }
        let configuration = try check(.configuration, refused)
        #expect(configuration.finding == "'~/c.yaml': line 3: no mapping")
        #expect(configuration.advice == "correct it")
        let none = machine { $0.configuration = .missing }
        #expect(try check(.configuration, none).verdict == .fault)
        let alone = machine {
            $0.configuration = .missing
            $0.hasServiceOfEnvironment = true
        }
        #expect(try check(.configuration, alone).verdict == .ok)
    }

    /// The code of a failed question, whether an answer came, the line it is told in.
    private static let failures: [(ErrorCode, Bool, Check.ID)] = [
        (.unreachable, false, .link), (.timedOut, false, .link), (.connectionLost, false, .link),
        (.cancelled, false, .link), (.unauthorized, true, .accepted),
        (.serverFault, true, .service),
        (.unreadable, true, .service), (ErrorCode("status-302"), true, .service),
        (.internalError, true, .service), (.connectionLost, true, .service),
    ]

    @Test(arguments: failures)
    func `a question that failed is one fault in our words`(
        _ code: ErrorCode,
        _ isAnswered: Bool,
        _ id: Check.ID
    ) throws {
        let findings = service {
            $0.failure = APIError(code, "cannot reach a: said by nobody: look")
            $0.milliseconds = isAnswered ? 5 : nil
        }
        let faults = findings.checks.filter { $0.verdict == .fault }
        #expect(faults.map(\.id) == [id])
        #expect(faults.allSatisfy { $0.advice?.isEmpty == false })
        if isAnswered { #expect(!faults[0].finding.contains("said by nobody")) }
        #expect(!findings.checks.contains { $0.id == .scheduleZone })
    }

    @Test func `keys that are refused while clocks differ are the clock's fault`() throws {
        let off = service {
            $0.failure = APIError(.unauthorized, "bad token")
            $0.clock = -1000
        }
        #expect(try check(.accepted, off).advice == "set this machine's clock")
        #expect(try check(.clock, off).verdict == .fault)
        #expect(try check(.clock, service { $0.clock = 31 }).verdict == .remark)
        #expect(try check(.clock, service { $0.clock = nil }).verdict == .ok)
    }

    @Test func `what is sent in the open to another machine is remarked`() throws {
        let open = service { $0.endpoint = "http://pipeline.example.com" }
        #expect(try check(.certificates, open).verdict == .remark)
        let local = service {
            $0.endpoint = "http://127.0.0.1:9900"
            $0.isLocal = true
        }
        #expect(try check(.certificates, local).verdict == .ok)
    }

    @Test func `a service of ours without room, or without its engine, is told`() throws {
        var description = Self.description
        description.store.freeBytes = 1 << 20
        description.engines = [.init(name: "duckdb", isReady: false)]
        let bad = service { [description] in $0.local = .described(description) }
        #expect(try check(.store, bad).verdict == .fault)
        #expect(try check(.store, bad).finding == "sqlite, 4.0 KiB, 1.0 MiB free")
        #expect(try check(.engine, bad).verdict == .fault)
        let earlier = service { $0.local = .silent }
        #expect(try check(.service, earlier).finding == "pandorad of an earlier version, 3 jobs")
        #expect(!earlier.checks.contains { $0.id == .store })
    }

    @Test func `a zone that nobody said is not claimed`() throws {
        let assumed = try check(.scheduleZone, service { $0.zone = ServiceZone(local: .utc) })
        #expect(assumed.verdict == .remark && assumed.finding.hasPrefix("not known"))
        let set = try check(.scheduleZone, service())
        #expect(set.finding == "+08:00, as the profile says")
    }

    @Test func `programs read the same, and the number of faults`() throws {
        let report = DoctorReport(
            machine: machine(),
            services: [service { $0.keys = .refused("a command gave none: run it by hand") }]
        )
        let value = try report.value()
        #expect(value["faults"] == 1)
        guard case .array(let profiles)? = value["profiles"] else {
            Issue.record("\(value)")
            return
        }
        #expect(profiles.map { $0["name"] } == ["prod"])
        let lines = report.lines(painter: .plain)
        #expect(lines.contains("profile 'prod'"))
        #expect(lines.contains { $0.hasPrefix("  fault ") && $0.contains("a command gave none") })
        #expect(lines.contains { $0.hasSuffix("      run it by hand") })
    }
}
