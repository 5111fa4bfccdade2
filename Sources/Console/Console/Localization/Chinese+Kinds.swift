extension Chinese {
    /// Kinds, their tabs and columns, and the API's terms for an item's values.
    static let kinds: [String: String] = [
        "Repos": "消息队列", "repos": "消息队列", "repo": "消息队列",
        "Transforms": "计算任务", "transforms": "计算任务", "transform": "计算任务",
        "Exports": "导出任务", "exports": "导出任务", "export": "导出任务",
        "Batch jobs": "离线任务", "batch jobs": "离线任务", "jobs": "离线任务", "job": "离线任务",
        "Data sources": "数据源", "data sources": "数据源", "data source": "数据源",
        "Variables": "变量", "variables": "变量", "variable": "变量",
        "Plugins": "插件", "plugins": "插件", "plugin": "插件", "Plugin": "插件",
        "Workflows": "工作流", "workflows": "工作流", "workflow": "工作流",
        "Groups": "分组", "groups": "分组", "group": "分组", "Group": "分组",
        "Runs": "运行批次", "runs": "批次", "run": "批次", "Run": "批次",
        "All runs": "全部批次", "all runs": "全部批次",
        "Job exports": "离线导出", "job exports": "离线导出", "job export": "离线导出",
        "Points": "数据", "points": "条数据", "point": "数据", "Point": "数据",
        "Translations": "译文", "translations": "译文", "job translation": "任务译文",
        "job translations": "任务译文",
        "transform translation": "计算任务译文", "transform translations": "计算任务译文",
        "Inferred schema": "推断字段", "inferred schema": "推断字段", "Inferred": "推断",
        "Overview": "总览", "overview": "总览", "Activity": "操作记录", "activity": "操作记录",
        "Requests": "请求", "requests": "请求", "request": "请求",

        "Schema": "字段", "Data": "数据", "Lineage": "血缘", "Spec": "定义", "SQL": "SQL",
        "Timeline": "时间线", "Destination": "目的地", "Value": "取值", "Members": "成员",
        "Jobs": "离线任务", "Triage": "待处理", "Changes": "变更", "Calls": "接口", "Next": "将问",
        "Log": "日志", "Used by": "使用者",

        "NAME": "名称", "FROM": "来源", "TO": "去向", "FROM → TO": "来源 → 去向", "REGION": "区域",
        "RECENT": "最近", "BATCH": "批次", "SCHEDULE": "调度", "FILES": "文件", "TYPE": "类型",
        "RUN": "批次", "STATUS": "状态", "BATCH TIME": "批次时间", "STARTED": "开始",
        "DURATION": "时长", "MESSAGE": "消息", "JOB": "任务", "VALUE": "值", "OWNER": "属主",
        "SIZE": "大小", "POINT": "数据", "CALL": "接口", "A MINUTE": "每分钟", "MEDIAN": "中位",
        "P99": "P99", "REFUSED": "被拒",

        "Ready": "等待", "Running": "运行中", "Successful": "成功", "Failed": "失败",
        "Canceled": "已取消", "Restarting": "重启中", "Cancelling": "取消中", "Starting": "启动中",
        "Started": "已启动", "Stopping": "停止中", "Stopped": "已停止",

        "name": "名称", "size": "大小", "MD5": "MD5", "uploaded": "上传于", "type": "类型",
        "value": "值", "format": "格式", "owner": "属主", "now": "现在", "status": "状态",
        "to": "去向", "every": "间隔", "container": "容器", "processed": "已处理",
        "behind": "落后", "last look": "上次查看", "last success": "上次成功", "delivers to": "投递到",
        "last error": "上次错误", "schedule": "调度",
        "zone": "时区", "next there": "服务时区",
        "%1, announced by the service": "%1（由服务告知）",
        "%1, learned from the batch times": "%1（由批次时间推知）",
        "%1, as the profile says": "%1（由配置指定）",
        "%1, assumed: set 'zone' in the profile if it is another":
            "%1（假定；若不符，请在配置中设置 'zone'）",
        "next": "下次", "batch time": "批次时间", "started": "开始于", "ended": "结束于",
        "duration": "时长", "message": "消息", "endpoint": "服务地址", "means": "含义",
        "file": "文件", "runId": "批次号", "batchTime": "批次时间", "startTime": "开始时间",
        "pool": "资源池", "system": "系统", "user": "用户", "description": "说明",

        "data sources ": "数据源", "job exports ": "离线导出",
        "%1 field": "%1 字段", "from": "来自",
    ]
}
