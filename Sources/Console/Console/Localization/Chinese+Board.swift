extension Chinese {
    /// Texts of the board of profiles.
    static let board: [String: String] = [
        "Board": "总览板", "board": "总览板", "%1 profiles": "%1 个配置", "profile": "配置", "PROFILE": "配置",
        "LINK": "连接",
        "CLOCK": "时差",
        "JOBS": "任务", "RUNNING": "运行中", "FAILING": "失败", "LATE": "迟到", "OLDEST": "最旧", "NOTE": "备注",
        "no answer": "无响应", "asking …": "询问中 …", "'%1' is the profile you are on": "“%1”就是当前配置",
    ]
}
