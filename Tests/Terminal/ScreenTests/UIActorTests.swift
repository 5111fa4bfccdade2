import Screen
import Testing

@Suite struct UIActorTests {
    @UIActor final class Counter {
        private(set) var value = 0
        func increment() { value += 1 }
    }

    @Test func `isolated code runs without an event loop`() async {
        let counter = Counter()
        await withTaskGroup { group in
            for _ in 0..<500 { group.addTask { await counter.increment() } }
        }
        #expect(await counter.value == 500)
    }

    @Test @UIActor func `isolated code can be entered from its own thread`() {
        let counter = Counter()
        UIActor.assumeIsolated { counter.increment() }
        #expect(counter.value == 1)
    }
}
