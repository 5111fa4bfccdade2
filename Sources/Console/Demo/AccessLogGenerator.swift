package import FoundationEssentials
import PipelineAPI
import Statistics

/// Access logs that look like a shop's: few paths take most requests, errors come in bursts, nights are quiet.
///
/// An hour's records are a function of the seed and the hour, so that a demo can be topped up later with
/// the hours it lacks and nothing it has changes.
package struct AccessLogGenerator: Sendable {
    private let seed: UInt64
    /// Records of an average hour.
    private let perHour: Int

    /// Orders of a day of the shop, once it has grown: one in three records.
    var ordersPerDay: Int { perHour * 8 }

    package init(seed: UInt64 = 20_261_121, recordsPerDay: Int) {
        self.seed = seed
        perHour = max(1, recordsPerDay / 24)
    }

    /// The records of the hour that begins at a date, in order of their time.
    package func records(ofHourAt hour: Date) -> [AccessRecord] {
        let number = Int(hour.timeIntervalSince1970) / 3600
        var generator = SplitMix64(seed: seed &+ UInt64(number) &* 0x1000_0001_B3)
        // A day's load swings between half and one and a half of its mean; night is where the shop is.
        let swing = [5, 4, 4, 5, 6, 7, 9, 11, 12, 13, 13, 12][(number + 8) % 24 / 2]
        let count = max(1, perHour * swing / 8)
        let isBurst = generator.next() % 5 == 0
        return (0..<count).map { index in
            let second = Double(index) * 3600 / Double(count)
            return record(
                at: hour.addingTimeInterval(second),
                isBurst: isBurst && index % 7 == 0,
                using: &generator
            )
        }
    }

    /// `count` records spread over the seconds that end at a date; the same for the same date.
    package func records(
        before date: Date,
        count: Int,
        over span: Duration
    ) -> [AccessRecord] {
        let second = UInt64(bitPattern: Int64(date.timeIntervalSince1970))
        var generator = SplitMix64(seed: seed ^ (second &* 0x2545_F491_4F6C_DD1D))
        let width = Double(span.components.seconds)
        return (0..<count).map { index in
            let back = width - Double(index) * width / Double(count)
            return record(
                at: date.addingTimeInterval(-back),
                isBurst: false,
                using: &generator
            )
        }
    }

    private func record(
        at date: Date,
        isBurst: Bool,
        using generator: inout SplitMix64
    ) -> AccessRecord {
        let path = pick(Self.paths, using: &generator)
        let luck = generator.next() % 1000
        let status = isBurst ? 503 : luck < 8 ? 500 : luck < 40 ? 404 : luck < 70 ? 304 : 200
        // The product of uniforms has the long tail that latencies have.
        let tail = (1...3).reduce(1.0) { value, _ in
            value * (0.5 + Double(generator.next() % 1000) / 500)
        }
        let latency = (tail * (status >= 500 ? 180 : 22) * 10).rounded() / 10
        return AccessRecord(
            time: Timestamp(date).text,
            host: "web-\(1 + generator.next() % 6)",
            method: generator.next() % 8 == 0 ? "POST" : "GET",
            path: path,
            status: status,
            bytes: status == 304 ? 0 : 200 + Int(generator.next() % 48_000),
            latency: latency,
            ip:
                "10.\(generator.next() % 32).\(generator.next() % 256).\(1 + generator.next() % 254)",
            city: pick(Self.cities, using: &generator),
            user: "u\(generator.next() % 5000)",
            agent: pick(Self.agents, using: &generator),
            term: path == "/search" ? pick(Self.terms, using: &generator) : ""
        )
    }

    /// Picks with a power law: the first of a list far more often than the last.
    private func pick(_ list: [String], using generator: inout SplitMix64) -> String {
        let uniform = Double(generator.next() % 10_000) / 10_000
        return list[Int(uniform * uniform * uniform * Double(list.count))]
    }

    private static let cities = [
        "上海", "北京", "杭州", "深圳", "广州", "成都", "武汉", "西安", "南京", "重庆", "哈尔滨", "乌鲁木齐",
    ]
    private static let paths = [
        "/", "/search", "/item", "/cart", "/api/v1/price", "/login", "/api/v1/stock", "/order",
        "/pay", "/help", "/api/v1/recommend", "/static/app.js", "/static/logo.png", "/coupon",
        "/review", "/about", "/admin",
    ]
    private static let agents = [
        "Mozilla/5.0 (iPhone) Safari", "Mozilla/5.0 (Android) Chrome", "Mozilla/5.0 (Windows) Edge",
        "shop-app/7.2 (iOS)", "shop-app/7.1 (Android)", "curl/8.5.0", "spider/1.0",
    ]
    private static let terms = [
        "蓝牙耳机", "羽绒服", "机械键盘", "空气净化器", "茶叶", "儿童绘本", "运动鞋", "充电宝", "雨伞",
    ]
}
