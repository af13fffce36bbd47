//! What people of a hospital say when something is broken: a few sentences for each kind of fault, chosen
//! by the words in its category's path. Texts of the demo alone; screens have their own.

use super::pace::Dice;

/// A word of the category, and what is said then.
const SAID: [(&str, &[&str]); 14] = [
    (
        "打印",
        &[
            "打印机不出纸，面板亮红灯",
            "处方打印机卡纸，门口已经排队",
            "腕带打印机打出来是空白",
            "检验单打印一半就停了，换过墨粉还是一样",
            "标签打印错位，扫不出条码",
            "打印机显示脱机，重启过两次没有用",
        ],
    ),
    (
        "扫",
        &[
            "扫码枪扫不出腕带",
            "扫码枪红灯不亮，换了接口也没反应",
            "高拍仪连不上电脑",
            "发药窗口的扫码器时好时坏",
        ],
    ),
    (
        "移动",
        &[
            "护士手持机连不上无线，医嘱刷不出来",
            "查房车平板开不了机",
            "PDA 屏幕失灵，点不动",
            "移动护理车电池充不进电",
        ],
    ),
    (
        "网络",
        &[
            "诊室网口不通，电脑提示没有连接",
            "整层网络很慢，调片要等几分钟",
            "无线总是掉线",
            "换了工位以后上不了内网",
            "配线间交换机在报警",
        ],
    ),
    ("显示", &["显示器黑屏，主机灯亮着", "阅片屏颜色发黄", "双屏只亮一个", "叫号大屏不显示"]),
    ("键盘", &["键盘进了水，好几个键按不出", "鼠标不动了", "读卡器读不出就诊卡"]),
    (
        "电脑",
        &[
            "电脑开机就蓝屏",
            "医生站电脑特别卡，开病历要一分钟",
            "主机一直响，屏幕没反应",
            "电脑自动重启，今天第三次",
            "登录不了桌面，说密码过期",
        ],
    ),
    ("数据库", &["报表查询超时", "夜里的备份任务提示失败", "收费统计和昨天的对不上"]),
    ("服务器", &["共享盘打不开", "虚拟桌面连不上", "文件服务器提示空间不足"]),
    ("机房", &["机房温度报警", "UPS 在叫", "门禁刷卡进不去机房"]),
    (
        "账号",
        &[
            "新来的规培医生没有账号",
            "工号被锁了，开不了医嘱",
            "调科以后看不到本病区的病人",
            "密码忘了，请帮忙重置",
        ],
    ),
    ("硬件", &["设备没有反应，请来看一下", "设备接口松了，一碰就断", "设备报错，已经重启过"]),
    (
        "软件",
        &[
            "系统登录不上，提示服务器无响应",
            "医嘱保存不了，一直转圈",
            "病历打不开，提示版本不一致",
            "检查申请提交后查不到",
            "影像调不出来，病人还在等",
            "护理记录保存以后变成空白",
            "点保存就闪退",
            "价格和物价表对不上",
            "检验结果没有传过来",
        ],
    ),
    ("", &["用不了了，请派人来看一下", "说不清楚是什么问题，麻烦来看看", "早上还好好的，现在没有反应"]),
];

const PATIENT_WAITS: [&str; 4] = ["，病人在等", "，手术间急用", "，抢救室在用", "，窗口排了长队"];

const NOTES: [&str; 8] = [
    "换了耗材，试打正常",
    "重装驱动，已恢复",
    "重启服务后正常，继续观察",
    "网线松动，已重新压接",
    "更换备件，旧件带回",
    "远程处理，已和科室确认",
    "清理缓存后正常",
    "更换电源，运行正常",
];

const WORDS: [&str; 5] = ["来得很快", "解决了，谢谢", "态度好", "希望别再坏了", "等得有点久"];

const URGES: [&str; 3] = ["病人在等，麻烦快一点", "还没有人来", "又有人在催了"];

/// A report about a category, by the names on its path (root first) and its system's.
pub fn report(path: &[String], system: Option<&str>, patient_waiting: bool, dice: &mut Dice) -> String {
    let said = path
        .iter()
        .rev()
        .find_map(|name| SAID.iter().find(|(word, _)| !word.is_empty() && name.contains(word)))
        .unwrap_or(&SAID[SAID.len() - 1])
        .1;
    let mut text = system.map(|name| format!("{name}：")).unwrap_or_default();
    text.push_str(dice.pick(said).copied().unwrap_or_default());
    if patient_waiting {
        text.push_str(dice.pick(&PATIENT_WAITS).copied().unwrap_or_default());
    }
    text
}

/// What an engineer writes at the end.
pub fn note(dice: &mut Dice) -> String {
    picked(&NOTES, dice)
}

/// What a reporter adds to his stars.
pub fn praise(dice: &mut Dice) -> String {
    picked(&WORDS, dice)
}

pub fn urge(dice: &mut Dice) -> String {
    picked(&URGES, dice)
}

fn picked(from: &[&str], dice: &mut Dice) -> String {
    dice.pick(from).map(|words| (*words).to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
