import FoundationEssentials
import PipelineAPI

/// The first line of an input about a call: its name, then values, the last of which may have a query behind it.
///
/// `GetJob a_1?from=1&size=2`: an unknown name chooses a call too.
struct CallLine {
    let call: any APICall.Type
    let values: [String]
    let query: [QueryItem]

    /// Returns the first line of an input, and the bytes behind it.
    static func first(of input: [UInt8]) -> (line: CallLine, body: Data) {
        let parts = input.split(
            separator: UInt8(ascii: "\n"),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        return (CallLine(parts[0]), Data(parts.dropFirst().first ?? []))
    }

    private init(_ line: ArraySlice<UInt8>) {
        let parts = line.split(separator: UInt8(ascii: "?"), maxSplits: 1)
        let words = (parts.first ?? []).split(separator: UInt8(ascii: " "))
            .map { String(decoding: $0, as: UTF8.self) }
        let name = words.first ?? ""
        let place = name.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % Catalogue.calls.count
        call = Catalogue.calls.first { $0.name == name } ?? Catalogue.calls[place]
        values = words.dropFirst().map(PercentCoding.decode)
        query = (parts.dropFirst().first ?? []).split(separator: UInt8(ascii: "&")).map { item in
            let pair = item.split(separator: UInt8(ascii: "="), maxSplits: 1)
                .map { PercentCoding.decode(String(decoding: $0, as: UTF8.self)) }
            return QueryItem(pair.first ?? "", pair.dropFirst().first ?? "")
        }
    }
}
