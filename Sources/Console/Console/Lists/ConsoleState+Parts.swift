import PipelineAPI

import struct FoundationEssentials.Date

extension ConsoleState {
    /// Merges the answer to a part of a long list into the known rows.
    mutating func receive(
        _ part: ListPart,
        of key: ListKey,
        _ result: Result<Listing, APIError>,
        at date: Date
    ) -> [ConsoleEffect] {
        guard case .success(let answer) = result else { return store(key, result, at: date) }
        switch part {
        case .page(1): return store(key, result, at: date)
        case .newest: return store(key, .success(merged(answer, into: key)), at: date)
        case .page(let number):
            receive(answer, page: number, of: key)
            return []
        }
    }

    /// Returns the known listing with its newest items replaced by the answer's; older ones are kept.
    func merged(_ answer: Listing, into key: ListKey) -> Listing {
        guard let known = listings[key]?.value else { return answer }
        let fresh = Set(answer.rows.map(\.name))
        let rows = answer.rows + known.rows.filter { !fresh.contains($0.name) }
        let grown = known.total + rows.count - known.rows.count
        return Listing(
            rows: Array(rows.prefix(HistoryWindow.pageSize)),
            total: max(known.total, grown, answer.total)
        )
    }

    private mutating func receive(_ answer: Listing, page: Int, of key: ListKey) {
        guard let last = pages.indices.last, var list = pages[last].children, list.key == key
        else { return }
        list.history.receive(answer.rows, page: page)
        list = rearranged(list)
        if list.isEndWanted, !isMoreToCome(in: list) {
            list.isEndWanted = false
            list.select(at: list.rows.count - 1)
        }
        pages[last].children = list
    }

    /// Goes to the last row; in a long list its page is requested first.
    mutating func goToEnd() {
        guard var list = focusedList else { return }
        list.select(at: list.rows.count - 1)
        list.isEndWanted = isMoreToCome(in: list)
        if list.isEndWanted { notice = Notice("asking for the last page") }
        putBack(list)
    }

    /// Goes to the first row, also in a long list whose window has moved away from it.
    mutating func goToStart() {
        guard var list = focusedList else { return }
        list.isEndWanted = false
        if !list.history.isAtStart {
            list.history = HistoryWindow()
            list = rearranged(list)
        }
        list.select(at: 0)
        putBack(list)
    }

    private func isMoreToCome(in list: ListState) -> Bool {
        lastPage(of: list) > list.history.last
    }

    private func lastPage(of list: ListState) -> Int {
        guard ResourceCatalogue.kind(list.kind)?.part != nil else { return 1 }
        return max(1, (total(of: list) + HistoryWindow.pageSize - 1) / HistoryWindow.pageSize)
    }

    /// Returns the total number of rows of a paged list.
    func total(of list: ListState) -> Int {
        list.key.flatMap { listings[$0]?.value?.total } ?? 0
    }

    /// Returns the page to request besides the first: after a jump, or with the cursor near an edge.
    func wantedPage(of list: ListState) -> Int? {
        let last = lastPage(of: list)
        guard last > 1 else { return nil }
        if list.isEndWanted { return last }
        let index = list.index ?? 0
        let margin = HistoryWindow.pageSize / 2
        if index >= list.rows.count - margin, list.history.last < last {
            return list.history.last + 1
        }
        if !list.history.isAtStart, index < margin { return list.history.first - 1 }
        let current = list.history.page(ofRow: index)
        return current > 1 ? current : nil
    }
}
