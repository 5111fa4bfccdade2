import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct SavedViewTests {
    private func view(
        _ kind: String = "jobs",
        filter: String = "",
        sort: String? = nil,
        columns: [String] = [],
        key: String? = nil,
        name: String = "late"
    ) throws(SavedViewError) -> SavedView {
        try SavedView(
            SavedView.Wish(
                name: name,
                kind: kind,
                filter: filter,
                sort: sort,
                columns: columns,
                key: key
            )
        )
    }

    @Test func `columns that are not named are hidden, the name never is`() throws {
        let view = try view(sort: "-batch", columns: ["batch"], key: "F6")
        #expect(view.kind == .jobs && view.key == .function(6))
        #expect(view.choice.sort == SortOrder("BATCH", isDescending: true))
        #expect(view.choice.hidden == ["RECENT", "SCHEDULE"])
        #expect(try self.view().choice == ViewChoice())
    }

    @Test(arguments: [
        ("job", "jobs"), ("All runs", "allruns"), ("runs", "runs"), ("night", "night"),
    ])
    func `a kind is named as elsewhere`(_ word: String, _ id: String) throws {
        #expect(try view(word).kind == ResourceID(id))
    }

    @Test(
        arguments: [
            (("jbos", "", nil, []), "'jbos' is no kind: did you mean 'jobs'?"),
            (("overview", "", nil, []), "is no kind"),
            (("jobs", "~(", nil, []), "filter: '~(' is not understood"),
            (("jobs", "", "BACTH", []), "'BACTH' is no column of jobs: did you mean 'BATCH'?"),
            (
                ("jobs", "", nil, ["SPEED"]),
                "'SPEED' is no column of jobs: check the name (they are NAME, RECENT, BATCH, SCHEDULE)"
            ),
            (("runs", "", "MESSAGE", []), "the service orders runs only by"),
        ] as [((String, String, String?, [String]), String)]
    )
    func `what does not exist is refused with what does`(
        _ wish: (kind: String, filter: String, sort: String?, columns: [String]),
        _ reason: String
    ) {
        let error = #expect(throws: SavedViewError.self) {
            try view(wish.kind, filter: wish.filter, sort: wish.sort, columns: wish.columns)
        }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test func `a key or a name that is taken is refused with what to do`() throws {
        let taken = try view(key: "r")
        let key = #expect(throws: KeymapError.self) { try Keymap.standard.adding([taken]) }
        #expect(
            key?.description
                == "views: 'late' and 'rerun' both have r: give 'late' another key, or 'rerun' one under 'keys'"
        )
        let named = try view(name: "rerun")
        #expect(throws: KeymapError.self) { try Keymap.standard.adding([named]) }
        #expect(throws: SavedViewError.self) { try view(key: "Hyper-X") }
        #expect(throws: SavedViewError.self) { try view(name: " ") }
        let kept = try Keymap.standard.adding([try view(key: "F6")]).keeping(try view(key: "F7"))
        #expect(kept.binding(for: .function(6)) == nil)
        #expect(kept.binding(for: .function(7))?.title == "late")
    }

    @Test func `a file of views says what they are`() throws {
        let views = [
            try view(
                filter: "status:failed",
                sort: "-BATCH",
                columns: ["NAME", "BATCH"],
                key: "#"
            ),
            try view("allruns", name: "all: of them"),
        ]
        #expect(
            SavedView.document(of: views) == """
                # Views saved from the console, written anew at each save: comments are not kept.
                views:
                  "all: of them":
                    kind: allruns
                  late:
                    columns:
                      - NAME
                      - BATCH
                    filter: status:failed
                    key: "#"
                    kind: jobs
                    sort: -BATCH

                """
        )
    }
}
