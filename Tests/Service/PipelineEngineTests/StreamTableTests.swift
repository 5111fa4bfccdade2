import PipelineEngine
import Testing

@Suite struct StreamTableTests {
    @Test func `a repo's points have two names, and no name twice in another case`() {
        #expect(StreamTable.names(ofRepo: "web") == ["stream", "web"])
        #expect(StreamTable.names(ofRepo: "Stream") == ["Stream"])
        #expect(StreamTable.names(ofRepo: "stream") == ["stream"])
    }
}
