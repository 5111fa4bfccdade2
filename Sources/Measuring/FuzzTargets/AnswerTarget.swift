import FoundationEssentials
import PipelineAPI
import PipelineClient

/// Whatever is answered to a call is read, or becomes an error in words, without a name of a type.
///
/// The first line of an input is a ``CallLine``, whose values are the status and `Retry-After`; the answer's body follows.
enum AnswerTarget: FuzzTarget {
    private static let now = Date(timeIntervalSince1970: 1_774_747_800)
    private static let raw = ["CodingKeys", "DecodingError", "Swift.", "Optional("]

    static func fault(in input: [UInt8]) -> String? {
        let (line, body) = CallLine.first(of: input)
        var headers: HeaderFields = [:]
        if let pause = line.values.dropFirst().first { headers["Retry-After"] = pause }
        let answer = WireResponse(
            status: line.values.first.flatMap { Int($0) } ?? 200,
            headers: headers,
            body: body
        )
        return fault(of: line.call, answer)
    }

    private static func fault<Call: APICall>(
        of call: Call.Type,
        _ answer: WireResponse
    ) -> String? {
        do throws(APIError) {
            _ = try AnswerReader.output(of: call, from: answer, at: now)
            return nil
        } catch {
            let said = String(decoding: answer.body, as: UTF8.self)
            if let word = raw.first(where: { error.message.contains($0) && !said.contains($0) }) {
                return "'\(word)' is no word for a user: \(error.message)"
            }
            if (error.retryAfter ?? 0) < 0 { return "the wait is \(error.retryAfter ?? 0) s" }
            return answer.status == 200 && error.message.isEmpty ? "an error without words" : nil
        }
    }
}
