import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct ZoneTextTests {
    private func date(_ text: String) throws -> Date { try #require(Timestamp(text: text).date) }

    @Test(arguments: [("+08:00", 28_800), ("-03:30", -12_600), ("+05:45", 20_700), ("+00:00", 0)])
    func `an offset is read and written`(_ text: String, _ seconds: Int) throws {
        let zone = try #require(LocalZone(offset: text))
        #expect(zone == .fixed(seconds: seconds))
        #expect(zone.offsetText(at: Date(timeIntervalSince1970: 0)) == text)
    }

    @Test(arguments: [
        "", "8", "+8:00", "+08", "+24:00", "+08:60", "08:00", "UTC", "+٠٨:00", "+08:00 ",
    ])
    func `any other text is no offset`(_ text: String) {
        #expect(LocalZone(offset: text) == nil)
    }

    @Test func `a setting is an offset or this machine's zone`() {
        #expect(LocalZone(setting: "local") == .system)
        #expect(LocalZone(setting: "-03:30") == .fixed(seconds: -12_600))
        #expect(LocalZone(setting: "Beijing") == nil)
    }

    /// Berlin and Sydney change in opposite directions; Lord Howe by half an hour.
    @Test(arguments: [
        (3600, "2026-10-25T01:00:00Z", 3600, "2027-03-28T01:00:00Z", 7200),
        (36_000, "2026-10-03T16:00:00Z", 39_600, "2027-04-03T16:00:00Z", 36_000),
        (37_800, "2026-10-03T15:30:00Z", 39_600, "2027-04-03T15:00:00Z", 37_800),
    ])
    func `an announced zone is the zone, before and after its clocks change`(
        _ first: Int,
        _ change: String,
        _ then: Int,
        _ next: String,
        _ last: Int
    ) throws {
        let changes = [
            LocalZone.Change(at: try date(change), to: then),
            LocalZone.Change(at: try date(next), to: last),
        ]
        let zone = LocalZone.changing(first: first, changes)
        let now = try date("2026-11-26T12:00:00Z")
        let announced = try #require(LocalZone(announced: zone.announcement(at: now)))
        for hours in stride(from: -5.0 * 7 * 24, to: 395 * 24, by: 0.25) {
            let date = now.addingTimeInterval(hours * 3600)
            #expect(announced.secondsFromGMT(at: date) == zone.secondsFromGMT(at: date))
        }
    }

    @Test(arguments: [
        "", "+08:00, x +09:00", "+08:00, 2027-03-28T01:00:00Z",
        "+08:00, 2027-03-28T01:00:00Z +02:00, 2026-03-28T01:00:00Z +01:00", "Asia/Shanghai",
    ])
    func `a text that is no announcement is not read by half`(_ text: String) {
        #expect(LocalZone(announced: text) == nil)
    }

    @Test func `a zone whose clocks never change announces its offset alone`() {
        #expect(LocalZone.beijing.announcement(at: Date(timeIntervalSince1970: 2e9)) == "+08:00")
    }
}
