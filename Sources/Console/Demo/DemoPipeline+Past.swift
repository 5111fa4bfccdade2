import PipelineAPI

/// The jobs that have a past: one that was changed and fails since, one that fails now and then, one whose schedule
/// somebody has stopped, and those of the orders, which have become many.
extension DemoPipeline {
    /// The job whose definition is changed once it has run, and what it is changed to.
    static let changedJob = "refund_rate"
    /// The job whose schedule is stopped once it has run.
    static let stoppedJob = "stock_snapshot"
    /// The job that is started last, and runs when the console opens.
    static let startedJob = "year_on_year"

    /// First in the order of creation, so that they have run when their past is made.
    static func pastJobs() throws(APIError) -> [CreateJob] {
        [
            try refundRate(
                """
                SELECT city, round(100.0 * count(*) FILTER (WHERE status >= 500) / count(*), 2) AS percent
                FROM access_files
                GROUP BY city
                """
            ),
            try job(
                stoppedJob,
                reads: ["access_files": "$(lastHour)"],
                crontab: "* * * * *",
                "SELECT path, count(*) AS asked FROM access_files WHERE path LIKE '%stock' GROUP BY path"
            ),
            try job(
                "payment_totals",
                reads: ["payment_files": "$(lastHour)"],
                crontab: "50 * * * *",
                """
                -- Fails for the hours in which a bank has written a dash for an amount.
                SELECT bank, count(*) AS payments, round(sum(amount), 2) AS total
                FROM payment_files
                GROUP BY bank
                """
            ),
        ]
    }

    /// What somebody has made of ``changedJob``: there is more than one such city.
    static func changedDefinition() throws(APIError) -> UpdateJob {
        let changed = try refundRate(
            """
            SELECT city, round(100.0 * count(*) FILTER (WHERE status >= 500) / count(*), 2) AS percent
            FROM access_files
            WHERE city = (SELECT city FROM access_files WHERE method = 'POST')
            GROUP BY city
            """
        )
        return UpdateJob(job: changed.job, body: changed.body)
    }

    private static func refundRate(_ sql: String) throws(APIError) -> CreateJob {
        try job(changedJob, reads: ["access_files": "$(lastHour)"], crontab: "40 * * * *", sql)
    }

    static func dailyJobs() throws(APIError) -> [CreateJob] {
        [
            try job(
                "orders_daily",
                reads: ["order_files": "$(yesterday)"],
                crontab: "0 1 * * *",
                """
                SELECT day, customer, count(*) AS orders, round(sum(amount), 2) AS total
                FROM order_files
                GROUP BY day, customer
                """
            ),
            try dependent(
                "best_customers",
                on: "orders_daily",
                as: "orders_daily",
                "SELECT day, customer, total FROM orders_daily ORDER BY total DESC LIMIT 20"
            ),
            try job(
                "customer_pairs",
                reads: ["order_files": "$(yesterday)"],
                crontab: "0 2 * * *",
                """
                -- Twice the orders are four times the pairs: it takes longer every day.
                SELECT a.city, count(*) AS pairs, round(avg(abs(a.amount - b.amount)), 2) AS difference
                FROM order_files AS a JOIN order_files AS b
                  ON a.city = b.city AND a.customer < b.customer
                GROUP BY a.city
                """
            ),
        ]
    }

    static func orderJobs() throws(APIError) -> [CreateJob] {
        [
            try job(
                "orders_of_day",
                reads: ["order_files": ""],
                scheduler: JobScheduler(type: .manual),
                parameters: [JobParameter(name: "batch_day", default: "2026-11-27")],
                """
                SELECT day, city, count(*) AS orders, round(sum(amount), 2) AS total
                FROM order_files
                WHERE day = '$(batch_day)'
                GROUP BY day, city
                """
            ),
            try job(
                startedJob,
                reads: ["order_files": ""],
                scheduler: JobScheduler(type: .manual),
                """
                SELECT count(*) AS pairs, round(avg(greatest(a.amount, b.amount)), 2) AS larger
                FROM order_files AS a JOIN order_files AS b ON a.city = b.city AND a.id < b.id
                """
            ),
        ]
    }
}
