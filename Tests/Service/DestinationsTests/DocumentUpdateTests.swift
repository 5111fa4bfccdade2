import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@testable import Destinations

/// The operators of mongodb updates, as MongoDB's manual has them.
@Suite struct DocumentUpdateTests {
    static let record: PointRecord = [
        "host": "a", "n": 3, "x": 2.5, "tags": ["p", "q"], "big": .integer(.max),
    ]

    private func merged(_ before: JSONValue?, _ doc: JSONValue) throws -> JSONValue? {
        let spec: JSONValue = ["mode": "UPSERT", "updateKey": ["host"], "doc": doc]
        return try DocumentUpdate(try spec.decoded(as: MongoExportSpec.self))
            .merge(before, Self.record, at: DestinationFixture.now)
    }

    /// The document before, the update, and the document after; each has the key `host`.
    static let changes: [(JSONValue, JSONValue, JSONValue)] = [
        (["v": 1], ["$set": ["v": "#n", "w.x": true]], ["v": 3, "w": ["x": true]]),
        (["v": 1], ["$setOnInsert": ["v": 9]], ["v": 1]),
        (["v": 1, "w": ["x": 1, "y": 2]], ["$unset": ["v": "", "w.x": 1]], ["w": ["y": 2]]),
        ([:], ["$unset": ["v": .null, "w.x": 1]], [:]),
        (["v": 1], ["$inc": ["v": "#n", "w.x": -1]], ["v": 4, "w": ["x": -1]]),
        (["v": 1], ["$inc": ["v": "#x"]], ["v": 3.5]),
        (["v": 1], ["$inc": ["v": "#big"]], ["v": 9_223_372_036_854_775_808.0]),
        (["v": 2], ["$mul": ["v": "#n", "w": "#n"]], ["v": 6, "w": 0]),
        (["v": 5, "w": 1], ["$max": ["v": "#n", "w": "#n", "z": 0]], ["v": 5, "w": 3, "z": 0]),
        (["v": 5, "w": 1], ["$min": ["v": "#n", "w": "#n"]], ["v": 3, "w": 1]),
        (["v": "z"], ["$max": ["v": "#n"]], ["v": "z"]),
        (["v": 1], ["$rename": ["v": "w.x", "none": "z"]], ["w": ["x": 1]]),
        (
            [:], ["$currentDate": ["v": true]],
            ["v": .string(Timestamp(DestinationFixture.now).text)]
        ),
        (["v": [1]], ["$push": ["v": "#n", "w": ["a": "#n"]]], ["v": [1, 3], "w": [["a": 3]]]),
        (["v": ["o"]], ["$push": ["v": ["$each": "#tags"]]], ["v": ["o", "p", "q"]]),
        (["v": []], ["$push": ["v": "#tags"]], ["v": [["p", "q"]]]),
        (["v": [1, 3.0]], ["$addToSet": ["v": "#n"]], ["v": [1, 3.0]]),
        (["v": ["q"]], ["$addToSet": ["v": ["$each": ["#host", "q", "a"]]]], ["v": ["q", "a"]]),
        (["v": [1, 2, 3]], ["$pop": ["v": 1]], ["v": [1, 2]]),
        (["v": [1, 2, 3]], ["$pop": ["v": -1, "none": 1]], ["v": [2, 3]]),
        (["v": [3, 1, 3]], ["$pull": ["v": "#n", "none": 1]], ["v": [1]]),
        (["v": [["a": 1, "b": 2], ["a": 2]]], ["$pull": ["v": ["a": 1]]], ["v": [["a": 2]]]),
        (["v": [["a": 1], ["a": 2]]], ["$inc": ["v.1.a": 5]], ["v": [["a": 1], ["a": 7]]]),
        (["v": 1], ["$set": ["v": "#none", "w": 2]], ["v": 1, "w": 2]),
        ([:], ["$set": ["v": .null]], ["v": .null]),
        (["v": 1], ["w": "#n"], ["v": 1, "w": 3]),
    ]

    @Test(arguments: changes)
    func `every operator changes a document as MongoDB does`(
        _ before: JSONValue,
        _ doc: JSONValue,
        _ after: JSONValue
    ) throws {
        guard case .object(var expected) = after, case .object(var start) = before else { return }
        expected["host"] = "a"
        start["host"] = "a"
        #expect(UpdateOperator.isUpdate(doc) == (doc != ["w": "#n"]))
        #expect(try merged(.object(start), doc) == .object(expected))
    }

    @Test func `a document that is made has what only insertion sets`() throws {
        let doc: JSONValue = ["$inc": ["n": 1], "$setOnInsert": ["first": "#n"]]
        #expect(try merged(nil, doc) == ["host": "a", "n": 1, "first": 3])
    }

    @Test(
        arguments: [
            ["$inc": ["v": 1]], ["$mul": ["v": 2]], ["$push": ["v": 1]], ["$set": ["v.x": 1]],
            ["$pop": ["v": 1]], ["$inc": ["w": "#host"]], ["$push": ["w": ["$each": "#n"]]],
        ] as [JSONValue]
    )
    func `what an operator cannot change is told and not dropped`(_ doc: JSONValue) throws {
        #expect(throws: DeliveryFailure.self) { try merged(["v": "text"], doc) }
    }

    @Test(
        arguments: [
            ["$bit": ["v": ["and": 1]]], ["$set": ["v": 1], "w": 2], ["$set": 1], ["$inc": [:]],
            ["$set": ["v": 1], "$inc": ["v": 1]], ["$set": ["v": 1, "v.x": 2]],
            ["$rename": ["v": "w"], "$set": ["w": 1]], ["$rename": ["v": 1]], ["$pop": ["v": 2]],
            ["$currentDate": ["v": "now"]], ["$inc": ["v": "one"]], ["$set": ["v.$.x": 1]],
            ["$set": ["v..x": 1]], ["$push": ["v": ["$each": [1], "$slice": 2]]],
            ["$push": ["v": ["$each": 1]]], ["$pull": ["v": ["$gt": 1]]],
            ["$addToSet": ["v": ["$each": [["$x": 1]]]]],
        ] as [JSONValue]
    )
    func `an update that would not be applied whole is refused before any record`(
        _ doc: JSONValue
    ) throws {
        guard case .object(let members) = doc else { return }
        #expect(UpdateOperator.problem(in: members) != nil)
    }

    @Test(arguments: changes.map(\.1).filter { UpdateOperator.isUpdate($0) })
    func `an update that is applied is not refused`(_ doc: JSONValue) throws {
        guard case .object(let members) = doc else { return }
        #expect(UpdateOperator.problem(in: members) == nil)
    }

    @Test func `a key that only the document knows tells documents apart`() throws {
        let spec: JSONValue = [
            "mode": "UPSERT", "updateKey": ["name"], "doc": ["$set": ["name": "#host"]],
        ]
        let update = DocumentUpdate(try spec.decoded(as: MongoExportSpec.self))
        #expect(update.key(of: ["host": "a"]) == #"["a"]"#)
        #expect(update.key(of: ["host": "b"]) == #"["b"]"#)
        #expect(try update.merge(nil, ["host": "b"], at: .now) == ["name": "b"])
    }
}
