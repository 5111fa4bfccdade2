extension Chinese {
    /// Texts of saved views.
    static let views: [String: String] = [
        "save view": "保存视图", "save filter, order and columns under a name": "以名称保存过滤、排序和列",
        "there is no list here to save a view of": "这里没有可保存为视图的列表",
        "Save a view of %1": "保存“%1”的视图", "name": "名称", "key": "按键",
        "the palette opens it by this": "命令面板以此名称打开",
        "such as F6 or Ctrl-K; none where it is empty": "如 F6 或 Ctrl-K；留空则没有按键",
        "view '%1' is kept in '%2': ':%3' opens it": "视图“%1”已保存到“%2”：用“:%3”打开",
        "'%1' is not known yet: try again": "“%1”尚不可知：请重试",
    ]
}
