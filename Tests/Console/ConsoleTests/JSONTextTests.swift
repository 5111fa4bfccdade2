import PipelineAPI
import Testing

@testable import Console

@Suite struct JSONTextTests {
    @Test func `JSON on one line is JSON`() {
        let value: JSONValue = [
            "b": [1, 2.5, true, .null, [:], []], "a\"\\": "x\ny\t\u{1}/é", "c": -3,
        ]
        let text = JSONText.compact(value)
        #expect(text == #"{"a\"\\":"x\ny\t\u0001/é","b":[1,2.5,true,null,{},[]],"c":-3}"#)
    }

    @Test func `JSON escapes what a terminal and a reader would not take`() {
        let lines = JSONLines.lines(of: ["a": "x\u{1}\n\"\\"] as JSONValue)
        #expect(lines.map(\.shownText) == ["{", #"  "a": "x\u0001\n\"\\""#, "}"])
    }
}
