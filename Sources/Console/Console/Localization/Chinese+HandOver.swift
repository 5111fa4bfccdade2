extension Chinese {
    /// Texts of the night, of the report of a shift and of what failures block.
    static let handOver: [String: String] = [
        "blocks %1": "阻塞 %1", "blocks %1  ": "阻塞 %1  ", "their data is of %1": "其数据截至 %1",
        "downstream": "下游", "Shift report": "交班报告", "shift report": "交班报告",
        "8 hours": "8 小时", "12 hours": "12 小时", "24 hours": "24 小时",
        "Shift report of '%1': %2 to %3": "“%1” 的交班报告：%2 至 %3",
        "1 job": "1 个任务", "%1 jobs": "%1 个任务", "1 run": "1 个批次",
        "%1 runs": "%1 个批次", "1 export": "1 个导出", "%1 exports": "%1 个导出", ": ": "：",
        "What failed": "失败", "What was done": "已做的操作", "Still open": "仍未解决",
        "Nothing.": "无。",
        "first %1": "首次 %1", "last %1": "末次 %1", "runs %1": "批次 %1", "run %1": "批次 %1",
        "still failing": "仍失败", "a later run succeeded or is on": "之后的批次已成功或在运行",
        "time": "时间", "what": "操作", "outcome": "结果", "failing": "失败",
        "longer than usual": "比平常久", "late": "延误",
        "Of %1 jobs only the latest runs are known here; all: `pandora report --since %2h`.":
            "这里只知道 %1 个任务最近的批次；全部请用 `pandora report --since %2h`。",
        "Night": "夜览", "night": "夜览", "NIGHT": "夜览",
        "the night: every job's runs by the hour, and what is due": "夜览：每个任务按小时的批次，以及将到期的",
        "closer": "放大", "farther": "缩小", "at night, fewer hours": "夜览中显示更少小时",
        "at night, more hours": "夜览中显示更多小时", "at night, earlier": "夜览中向前移",
        "at night, later": "夜览中向后移", "at night, by clock or batch time": "夜览中按时钟或批次时间",
        "only the night can be zoomed: T opens it": "只有夜览可以缩放：按 T 打开",
        "by batch time": "按批次时间", "by clock": "按时钟", "%1 hours": "%1 小时",
        "run %1 %2, %3, %4": "批次 %1 %2，%3，%4",
        "Compare": "对比", "compare": "对比",
        "compare the run with the last good one, and with what changed since":
            "与上一个成功批次对比，并列出其间的修改",
        "only runs can be compared: select a run or a job": "只有批次可以对比：请选择批次或任务",
        "no successful run is known before run %1: nothing to compare with":
            "批次 %1 之前没有已知的成功批次：无可对比",
        "message of run %1": "批次 %1 的消息",
        "the definition was not seen before: nothing is known of changes":
            "之前没有见过此定义：无从得知其修改",
        "the definition did not change; it is known since %1": "定义没有修改；自 %1 起已知",
        "the definition changed before %1": "定义在 %1 之前有修改",
        "the first run after it is %1": "其后的首个批次为 %1",
        "the first failure is run %1, %2": "首次失败为批次 %1，%2",
        "the job's definition is not known yet": "尚不知道任务的定义",
        "Search everything": "全文搜索", "search everything": "全文搜索", "search": "搜索",
        "Found": "结果", "grep": "全文搜索",
        "search names, SQL, specs, schemas and messages of everything known":
            "在所有已知的名称、SQL、定义、字段与消息中搜索",
        "Search names, SQL, specs, schemas and messages": "搜索名称、SQL、定义、字段与消息",
        "pattern": "模式",
        "a text in any case, or ~ and a regular expression":
            "不分大小写的文本，或 ~ 加正则表达式",
        "no pattern was given: nothing was searched": "没有给出模式：未搜索",
        "nothing was searched for yet": "尚未搜索",
        "'%1': %2 of %3 items that are known": "“%1”：已知的 %3 项中有 %2 项",
        "copied through the terminal: %1 lines": "已经终端复制 %1 行",
    ]
}
