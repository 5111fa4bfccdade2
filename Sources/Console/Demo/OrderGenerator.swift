import PipelineAPI
import Statistics

/// The shop's orders of a day and its payments of an hour, each a function of the seed and the time.
package struct OrderGenerator: Sendable {
    private let seed: UInt64

    package init(seed: UInt64 = 20_261_121) { self.seed = seed }

    /// Orders as lines of JSON; `day` is their date, `number` that day's, counted from any day.
    package func orders(ofDay day: String, _ number: Int, count: Int) -> [String] {
        var generator = SplitMix64(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
        return (1...count).map { order in
            let cents = 100 + generator.next() % 90_000
            return "{\"id\":\"\(day)-\(order)\",\"day\":\"\(day)\","
                + "\"customer\":\"u\(generator.next() % 20_000)\","
                + "\"city\":\"\(Self.cities[Int(generator.next() % UInt64(Self.cities.count))])\","
                + "\"amount\":\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)}"
        }
    }

    /// Payments as lines of JSON; every third hour one bank writes a dash where it has no amount.
    package func payments(ofHour number: Int) -> [String] {
        var generator = SplitMix64(seed: seed &+ UInt64(number) &* 0x85EB_CA6B)
        return (0..<300).map { payment in
            let isBad = number % 3 == 0 && payment == 200
            let amount = isBad ? "\"-\"" : "\(1 + generator.next() % 900).5"
            return
                "{\"payment\":\"\(number)-\(payment)\",\"bank\":\"\(Self.banks[payment % Self.banks.count])\","
                + "\"amount\":\(amount)}"
        }
    }

    private static let cities = ["上海", "北京", "杭州", "深圳", "广州", "成都", "武汉", "西安"]
    private static let banks = ["招商银行", "工商银行", "建设银行", "交通银行"]
}
