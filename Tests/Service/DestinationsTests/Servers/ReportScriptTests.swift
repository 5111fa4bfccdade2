import PipelineAPI
import PipelineEngine
import Settings
import Testing

@testable import Destinations

@Suite struct ReportScriptTests {
    private func script(
        _ kind: Stores.ReportStore.Kind = .mysql,
        run: String? = nil,
        isReplacing: Bool = false
    ) -> ReportScript {
        ReportScript(
            dialect: SQLDialect(kind),
            database: "d",
            table: "t",
            columns: [SchemaField("a", .long)],
            sender: "it's\\",
            mark: "1-2",
            run: run,
            isReplacing: isReplacing
        )
    }

    private static let known: [String: Set<String>] = [
        "t": ["a", "pandora_run"], "pandora_delivery": ["sender", "pandora_mark"],
    ]

    @Test(arguments: [Stores.ReportStore.Kind.mysql, .postgres])
    func `tables are changed before the transaction begins, and only where they lack something`(
        _ kind: Stores.ReportStore.Kind
    ) throws {
        let full = script(kind, run: "r 1").write(known: [:], rows: "/r", longest: 1)
        let begin = try #require(full.firstRange(of: "BEGIN;"))
        for word in ["CREATE TABLE", "CREATE INDEX"] {
            let place = try #require(full.ranges(of: word).last)
            #expect(place.lowerBound < begin.lowerBound)
        }
        let plain = script(kind, run: "r 1")
            .write(known: ReportScriptTests.known, rows: "/r", longest: 1)
        #expect(!plain.contains("CREATE") && !plain.contains("ALTER"))
        #expect(plain.hasSuffix("COMMIT;\n"))
    }

    @Test(arguments: [
        (
            #"Failed to run "UPDATE pandora_delivery SET": Column 'pandora_mark' cannot be null"#,
            true
        ),
        (
            #"query "UPDATE pandora_delivery SET": ERROR:  null value in column "pandora_mark" of relation"#,
            true
        ),
        (
            #"Failed to run "INSERT INTO t VALUES ('UPDATE pandora_delivery')": Column 'pandora_mark' cannot be null"#,
            false
        ),
        (#"Failed to run "UPDATE pandora_delivery SET": Lock wait timeout exceeded"#, false),
    ])
    func `only the refusal of a second mark says that a delivery was written`(
        _ error: String,
        _ isWritten: Bool
    ) {
        #expect(ReportScript.saysDelivered(error) == isWritten)
    }

    @Test func `the mark is the first that a transaction changes`() throws {
        let text = script().write(known: ReportScriptTests.known, rows: "/r", longest: 1)
        let mark = try #require(text.firstRange(of: "UPDATE pandora_delivery"))
        let rows = try #require(text.firstRange(of: "INSERT INTO d."))
        let begin = try #require(text.firstRange(of: "BEGIN;"))
        #expect(begin.lowerBound < mark.lowerBound && mark.lowerBound < rows.lowerBound)
    }

    @Test func `an overwrite removes rows within the transaction, and never the table`() throws {
        let text = script(isReplacing: true)
            .write(known: ReportScriptTests.known, rows: "/r", longest: 1)
        let begin = try #require(text.firstRange(of: "BEGIN;"))
        let delete = try #require(text.firstRange(of: "DELETE FROM `t`"))
        #expect(begin.lowerBound < delete.lowerBound)
        #expect(!text.contains("DROP") && !text.contains("TRUNCATE"))
    }

    @Test func `names and texts cannot end what they are in`() {
        let mysql = SQLDialect(.mysql)
        #expect(mysql.name("a`b") == "`a``b`")
        #expect(mysql.literal("it's\\") == "'it''s\\\\'")
        #expect(mysql.execute("SELECT 'x'") == "CALL mysql_execute('d', 'SELECT ''x''');\n")
        let postgres = SQLDialect(.postgres)
        #expect(postgres.name("a\"b") == "\"a\"\"b\"")
        #expect(postgres.literal("it's\\") == "'it''s\\'")
    }

    @Test(arguments: [
        (
            "IO Error: Failed to connect to MySQL database with parameters \"\": Access denied for user "
                + "'u'@'h' (using password: YES). Attempted host: h",
            "does not know user 'u' with this password: correct report.url in stores.yaml"
        ),
        (
            "x\": Can't connect to server on '127.0.0.1' (115)",
            "cannot be reached: is it running there? Else correct report.url in stores.yaml"
        ),
        ("x: ERROR:  could not extend file: No space left on device", "has no room left"),
        ("x\": The table 't' is full", "has no room left: make room there"),
        ("x: ERROR:  cannot execute INSERT in a read-only transaction", "is read-only"),
        ("x\": The MariaDB server is running with the --read-only option", "is read-only"),
        ("x: ERROR:  could not serialize access due to concurrent update", "it is tried again"),
        (
            "Failed to run \"INSERT INTO t VALUES (1)\": Data too long for column 'c' at row 1\n",
            "refused the rows for table 't' ('Data too long for column 'c' at row 1')"
        ),
        (
            "Failed to copy data: ERROR:  duplicate key value violates \"u\"\nDETAIL:  Key",
            "('duplicate key value violates \"u\"'): correct the mapping or the table"
        ),
    ])
    func `what a database says becomes a sentence with what to do`(
        _ said: String,
        _ words: String
    )
        throws
    {
        let stores = try Stores(text: "report: {url: 'mysql://u:hidden@h'}", source: "stores.yaml")
        let failure = ReportFailure(store: try #require(stores.report), database: "d", table: "t")
        let text = failure.words(for: said).description
        #expect(text.hasPrefix("'mysql://h:3306' "))
        #expect(text.contains(words), "\(text)")
    }
}
