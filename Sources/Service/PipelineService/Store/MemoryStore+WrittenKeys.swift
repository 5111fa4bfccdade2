package import PipelineAPI
package import PipelineEngine

extension MemoryStore {
    package func writtenKeys(_ question: WrittenKeyQuery) -> [WrittenKey] {
        written.values.filter(question.contains).sorted { $0.key < $1.key }
    }

    package func begin(_ placement: Placement) { placements[placement.id] = placement }

    package func complete(_ placement: Placement) throws(APIError) {
        if let ended = placement.ending, !replace(ended, whereStatus: .running) {
            throw Placement.stopped
        }
        for removal in placement.removals where written[removal.key]?.source == placement.source {
            written[removal.key] = nil
        }
        for put in placement.puts { written[put.written.key] = put.written }
        placements[placement.id] = nil
    }

    package func takeBack(_ placement: Placement) { placements[placement.id] = nil }

    package func unfinishedPlacements() -> [Placement] {
        placements.values.sorted { $0.id < $1.id }
    }

    package func forgetWrittenKeys(of source: String) {
        written = written.filter { $0.value.source != source }
    }
}
