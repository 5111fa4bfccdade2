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
        "the answer to '%1' was lost: asking what is true …": "“%1”的响应丢失：正在查询实际结果 …",
        "the answer was lost; %1": "响应丢失；%1",
        "%1 did not reach the service": "%1 未到达服务", "whether '%1' was done is not known": "不知道“%1”是否已执行",
        "press %1 to try again": "按 %1 重试", "%1 is deleted": "%1 已删除", "workflow %1 is %2": "工作流 %1 的状态为 %2",
        " since %1": "（自 %1）", "%1 was stopped%2": "%1 已停止%2", "%1 is being stopped": "%1 正在停止",
        "%1 had ended before it was stopped: it is %2": "%1 在停止之前已结束，状态为 %2",
        "%1 runs again: it is %2": "%1 已重跑，状态为 %2", "%1 is %2%3": "%1 的状态为 %2%3",
        "%1 ran again%2: it is %3": "%1 已重跑%2，状态为 %3", "%1 runs again%2": "%1 正在重跑%2",
        "%1 was made: it waits for its turn": "%1 已创建，正在等待", "%1 runs%2": "%1 正在运行%2",
        "no run of %1 has begun since, and the service does not say whether its schedule is in force":
            "此后 %1 没有新批次，服务也不说明其调度是否生效",
        "there is no %1 any more": "%1 已不存在", "%1 has no run": "%1 没有批次",
        "the newest is %1, %2%3": "最新的是 %1，状态为 %2%3",
    ]
}
