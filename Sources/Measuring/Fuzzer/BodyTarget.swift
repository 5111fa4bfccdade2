import FoundationEssentials
import Gzip
import PipelineAPI

/// The bodies of every call: read, or refused with a code that the table knows.
struct BodyTarget: FuzzTarget {
    let name = "bodies"

    private static let bodies = [
        #"{"region":"nb","schema":[{"key":"a","valtype":"map","schema":[{"key":"b","valtype":"long"}]}],"options":{"withIP":"ip"}}"#,
        #"{"mode":"sql","code":"select 1","interval":"1m","container":{"type":"1U2G","count":1},"plugin":{"name":"a.B","output":[{"name":"x","type":"long"}]}}"#,
        #"{"type":"kodo","whence":"oldest","spec":{"bucket":"logs","fields":{"a":"a"},"rotateInterval":0}}"#,
        #"{"srcs":[{"name":"a","type":"Job","tableName":"t"}],"computation":{"code":"select 1","type":"SQL"},"container":{"type":"1U2G","count":1},"scheduler":{"type":"crontab","spec":{"crontab":"0 * * * *"}},"params":[{"name":"p","default":""}]}"#,
        #"{"jobName":"a","runId":"7"}"#, #"{"type":"time","value":"$(now)-5h","format":"yyyy"}"#,
        #"{"region":"nb","nodes":[{"name":"a"}],"comment":""}"#,
    ]

    func fault(of number: UInt64) -> String? {
        var random = Mutation(number)
        let body = random.mutate(Array(random.pick(Self.bodies).utf8))
        let call = random.pick(Catalogue.calls)
        return fault(of: call, Data(body))
    }

    private func fault<Call: APICall>(of call: Call.Type, _ body: Data) -> String? {
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

/// Gzip: unpacked within its limit, or refused.
struct GzipTarget: FuzzTarget {
    let name = "gzip"

    private static let packed = Array(
        Gzip.compress(Data(String(repeating: "host=a\tn=1\n", count: 200).utf8))
    )

    func fault(of number: UInt64) -> String? {
        var random = Mutation(number)
        let bytes = random.mutate(Self.packed)
        guard let plain = try? Gzip.decompress(Data(bytes), atMost: 10_000) else { return nil }
        return plain.count <= 10_000 ? nil : "\(plain.count) bytes past the limit"
    }
}
