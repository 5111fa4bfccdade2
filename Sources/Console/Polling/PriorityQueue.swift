/// A priority queue whose keys can be re-ranked and removed in O(log n); the least rank comes first.
///
/// It is a binary heap with an index of each key's place. **Invariant:** as long as no two ranks are equal, the
/// order depends on the ranks alone, never on the order of a dictionary.
struct PriorityQueue<Key: Hashable & Sendable, Rank: Comparable & Sendable>: Sendable {
    private var heap: [(key: Key, rank: Rank)] = []
    private var places: [Key: Int] = [:]

    var isEmpty: Bool { heap.isEmpty }
    var first: (key: Key, rank: Rank)? { heap.first }

    /// Adds a key, or moves it to its new rank.
    mutating func set(_ key: Key, to rank: Rank) {
        guard let place = places[key] else {
            heap.append((key, rank))
            places[key] = heap.count - 1
            rise(from: heap.count - 1)
            return
        }
        heap[place].rank = rank
        settle(at: place)
    }

    mutating func remove(_ key: Key) {
        guard let place = places.removeValue(forKey: key) else { return }
        let last = heap.removeLast()
        guard place < heap.count else { return }
        heap[place] = last
        places[last.key] = place
        settle(at: place)
    }

    private mutating func settle(at place: Int) {
        sink(from: place)
        rise(from: place)
    }

    private mutating func rise(from start: Int) {
        var place = start
        while place > 0 {
            let parent = (place - 1) / 2
            guard heap[place].rank < heap[parent].rank else { return }
            swap(place, parent)
            place = parent
        }
    }

    private mutating func sink(from start: Int) {
        var place = start
        while true {
            let left = 2 * place + 1
            guard left < heap.count else { return }
            let right = left + 1
            let child = right < heap.count && heap[right].rank < heap[left].rank ? right : left
            guard heap[child].rank < heap[place].rank else { return }
            swap(place, child)
            place = child
        }
    }

    private mutating func swap(_ left: Int, _ right: Int) {
        heap.swapAt(left, right)
        places[heap[left].key] = left
        places[heap[right].key] = right
    }
}
