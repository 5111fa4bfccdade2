extension Chinese {
    /// Texts of what goes on for longer: repairs, backfills, the user's commands.
    static let work: [String: String] = [
        "repair": "修复", "rerun what has failed, with all downstream, in order": "重跑失败的及其全部下游，按序进行",
        "repair %1/%2": "修复 %1/%2",
        "%1 drops it: nothing more of it is sent": "%1 丢弃：不再发出其余请求",
        "dropped %1": "已丢弃：%1",
        "left out: %1, which is %2": "略过：%1，状态为 %2",
        "The runs of %1 of %2 jobs are not known yet.": "%2 个任务中尚不知道 %1 个的批次。",
        "nothing fails now, as far as is known": "据目前所知没有失败",
        "none of these %1 runs has failed": "这 %1 个批次都没有失败",
        "%1 is %2: only what has failed is repaired": "%1 的状态为 %2：只修复失败的",
        "is being sent": "正在发出", "No job depends on them.": "没有任务依赖它们。",
        "%1; go on?": "%1；继续吗？", "1 run": "1 个批次", "%1 runs": "%1 个批次",
        "a repair of %1: %2 done": "修复 %1：已完成 %2",
        "a repair of %1: %2 done, %3 failed": "修复 %1：已完成 %2，失败 %3",
        "Each run is looked at before it is rerun, so that nothing is sent twice.":
            "每个批次重跑前先查看其状态，不会重复发出。",
    ]
}
