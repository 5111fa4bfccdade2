import FoundationEssentials
import PipelineAPI

/// The body of any call is read, or refused with a code of the error table.
///
/// The first line of an input names the call; an unknown name chooses one too.
enum BodyTarget: FuzzTarget {
    static func fault(in input: [UInt8]) -> String? {
        let parts = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        guard let name = parts.first else { return nil }
        return fault(of: call(named: name), Data(parts.dropFirst().first ?? []))
    }

    private static func call(named name: ArraySlice<UInt8>) -> any APICall.Type {
        let text = String(decoding: name, as: UTF8.self)
        let place = name.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % Catalogue.calls.count
        return Catalogue.calls.first { $0.name == text } ?? Catalogue.calls[place]
    }

    private static func fault<Call: APICall>(of call: Call.Type, _ body: Data) -> String? {
        let names = Call.route.parameters.map { ($0, "a_1") }
        do throws(APIError) {
            let read = try Call(
                path: Dictionary(uniqueKeysWithValues: names),
                query: [],
                body: RawBody(body, headers: [:])
            )
            _ = try read.wireRequest()
            return nil
        } catch {
            return error.code.entry == nil ? "\(call) refused with \(error.code)" : nil
        }
    }
}
