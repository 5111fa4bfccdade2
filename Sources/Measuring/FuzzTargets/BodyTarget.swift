import FoundationEssentials
import PipelineAPI

/// The path, query and body of any call are read, or refused with a code of the error table; what is read is sent as a
/// request that is read as the same.
///
/// The first line of an input is a ``CallLine``, whose values are those of the path.
enum BodyTarget: FuzzTarget {
    static func fault(in input: [UInt8]) -> String? {
        let (line, body) = CallLine.first(of: input)
        return fault(of: line.call, line, body)
    }

    private static func fault<Call: APICall>(
        of call: Call.Type,
        _ line: CallLine,
        _ body: Data
    ) -> String? {
        let names = Call.route.parameters.enumerated().map { place, name in
            (name, line.values.dropFirst(place).first ?? "a_1")
        }
        let path = Dictionary(uniqueKeysWithValues: names)
        do throws(APIError) {
            let body = RawBody(body, headers: [:])
            let read = try Call(path: path, query: line.query, body: body)
            let sent = try read.wireRequest()
            return faultOfSent(call, sent, path)
        } catch {
            return error.code.entry == nil ? "\(call) refused with \(error.code)" : nil
        }
    }

    private static func faultOfSent<Call: APICall>(
        _ call: Call.Type,
        _ sent: WireRequest,
        _ path: [String: String]
    ) -> String? {
        do throws(APIError) {
            let body = RawBody(sent.body, headers: sent.headers)
            let again = try Call(path: path, query: sent.query, body: body).wireRequest()
            return isSame(again, sent) ? nil : "\(call) is sent as \(sent), and again as \(again)"
        } catch {
            return "\(call) is sent as \(sent), and refused: \(error.message)"
        }
    }

    private static func isSame(_ one: WireRequest, _ other: WireRequest) -> Bool {
        let values = [one, other].map { try? JSONCoding.decode(JSONValue.self, from: $0.body) }
        let isSameBody = values[0] == nil ? one.body == other.body : values[0] == values[1]
        return one.path == other.path && Set(one.query) == Set(other.query) && isSameBody
    }
}
