import Screen
import Testing

@testable import Console

@Suite struct ActionIDTests {
    private let actions = ResourceCatalogue.all.flatMap { kind in
        kind.actions.map { (kind: kind, action: $0) }
    }

    @Test func `an id is one action of its kind, and so is a key`() {
        for kind in ResourceCatalogue.all {
            let ids = kind.actions.map(\.id)
            #expect(Set(ids).count == ids.count, "\(kind.id)")
            let keys = kind.actions.map(\.key.key)
            #expect(Set(keys).count == keys.count, "\(kind.id)")
        }
    }

    @Test func `an id is a word, as the command line takes one`() {
        for (kind, action) in actions {
            let word = action.id.description
            #expect(!word.isEmpty && word.allSatisfy { $0.isLowercase }, "\(kind.id) \(word)")
        }
    }

    @Test func `the command line's words are what they were`() {
        let words = Dictionary(grouping: actions) { $0.action.id.description }
            .mapValues { $0.map(\.kind.id.description) }
        #expect(words["rerun"] == ["runs"])
        #expect(words["start"] == ["jobs", "workflows"])
        #expect(words["stop"] == ["jobs", "workflows", "runs"])
        #expect(words["delete"]?.count == 10)
        #expect(words.count == 4)
    }

    @Test func `a word that takes its kind for granted tells a run from its job by its arguments`()
    {
        let own = actions.filter(\.action.isCommandOfKind)
        #expect(Set(own.map { "\($0.kind.id) \($0.action.id)" }).count == own.count)
        let shapes = own.map { "\($0.action.id) \($0.kind.containment)" }
        #expect(Set(shapes).count == shapes.count)
    }

    @Test func `a configured name is one key's, and the names are what they were`() {
        let bindings = Keymap.standard.bindings
        #expect(Set(bindings.map(\.title)).count == bindings.count)
        let names = bindings.filter { if case .actions = $0.does { true } else { false } }
            .map { "\($0.title) \($0.label)" }
        #expect(names.sorted() == ["delete D", "rerun r", "start S", "stop job X", "stop s"])
    }

    @Test func `actions with one name have one key, and the other way round`() {
        for (_, left) in actions {
            for (_, right) in actions {
                #expect((left.key.name == right.key.name) == (left.key.key == right.key.key))
            }
        }
    }

    @Test func `a request finds its declaration by kind and id`() {
        for (kind, action) in actions {
            let address = ResourceAddress(kind.id, .root, "x")
            let request = ActionRequest(kind: kind.id, id: action.id, address: address)
            #expect(request.action?.title == action.title && request.action?.help == action.help)
        }
        let address = ResourceAddress(.repos, .root, "x")
        #expect(ActionRequest(kind: .repos, id: .rerun, address: address).action == nil)
    }
}
