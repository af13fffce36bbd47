//! What people write in the past: how they go on after saying what is broken, what engineers note at the
//! end, why somebody urges, praises or reopens. Chinese, as the hospital speaks; texts of the demo alone.

use alloc::format;
use alloc::string::{String, ToString};

use crate::hospital::past::chance::Chance;

/// How a summary goes on.
const GOES_ON: [&str; 12] = [
    "，重启过了还是一样",
    "，昨天还好好的",
    "，麻烦尽快看一下",
    "，上周也坏过一次",
    "，先用旁边那台顶着",
    "，早上一来就这样",
    "，科里几个人都试过了",
    "，换了根线也不行",
    "，请来之前打个电话",
    "，下午要用",
    "，时好时坏",
    "，隔壁诊室也一样",
];
const PATIENT_WAITS: [&str; 4] = ["，病人在等", "，窗口排队了", "，病人躺在床上等着做", "，家属有意见了"];

/// After the name of the cause, where somebody went there.
const ON_SITE: [&str; 8] = [
    "，现场处理，试用正常",
    "，换了备件，旧件带回",
    "，清洁后恢复",
    "，重新接好，观察半小时没再出现",
    "，已更换，科室试过了",
    "，借了一台先用着，坏的带回修",
    "，处理完请护士长看过",
    "，顺便把旁边那台也查了",
];
/// And where it was mended from the desk.
const REMOTE: [&str; 7] = [
    "，远程处理好了，科室已确认",
    "，重启服务后正常，继续观察",
    "，重装客户端后恢复",
    "，改了设置，请重新登录试试，已经好了",
    "，清缓存后正常",
    "，联系厂商一起处理的，已恢复",
    "，教了一遍怎么操作",
];
const BY_TELEPHONE: [&str; 4] =
    ["，电话里指导处理好了", "，电话里教了操作", "，远程看了一眼就好了", "，重启后正常，电话确认"];
const URGES: [&str; 6] = [
    "病人在等，麻烦快一点",
    "还没有人来",
    "又有人在催了",
    "下午要用，能先看吗",
    "已经影响开单了",
    "请给个大概时间",
];
const GOOD: [&str; 8] = [
    "来得很快",
    "解决了，谢谢",
    "态度好",
    "很专业，讲得清楚",
    "一次就弄好了",
    "辛苦了",
    "比上次快",
    "谢谢小哥",
];
const BAD: [&str; 5] = ["等得有点久", "好了半天又坏", "打了两次电话才来", "没说清楚原因", "希望别再坏了"];
const AGAIN: [&str; 5] =
    ["又坏了，和上次一样", "好了一会儿又不行了", "还是打不出来", "没有真正解决", "重启后又出现"];
const COMMENTS: [&str; 6] = [
    "现在可以过来了",
    "我在护士站，分机没变",
    "已经搬到治疗室了",
    "还差一根电源线",
    "等医生下手术再来",
    "照片发在科室群里了",
];
/// What monitoring says, by the leaf of the tree that it belongs to.
pub const ALARMS: [(&str, &str); 6] = [
    ("服务器", "服务器硬盘预警，阵列降级"),
    ("服务器", "服务器内存使用率持续高于 95%"),
    ("存储与备份", "备份任务失败，需要人工重跑"),
    ("存储与备份", "存储空间剩余不足 10%"),
    ("动力环境", "机房温度高于 27 度"),
    ("整片不通", "楼层交换机离线"),
];

pub fn summary(said: &str, patient_waiting: bool, chance: &mut Chance) -> String {
    let more: &[&str] = match patient_waiting {
        true if chance.happens(450) => &PATIENT_WAITS,
        _ if chance.happens(400) => &GOES_ON,
        _ => &[],
    };
    let more = chance.pick(more).copied().filter(|more| !said.contains(more.trim_start_matches('，')));
    format!("{said}{}", more.unwrap_or_default())
}

/// What an engineer writes at the end, after the cause he names.
pub fn note(cause: &str, remote: bool, chance: &mut Chance) -> String {
    let how = if remote { chance.pick(&REMOTE) } else { chance.pick(&ON_SITE) };
    format!("{cause}{}", how.copied().unwrap_or_default())
}

pub fn solved(cause: &str, chance: &mut Chance) -> String {
    format!("{cause}{}", chance.pick(&BY_TELEPHONE).copied().unwrap_or_default())
}

pub fn urge(chance: &mut Chance) -> String {
    picked(&URGES, chance)
}

pub fn praise(stars: u8, chance: &mut Chance) -> String {
    if stars >= 4 { picked(&GOOD, chance) } else { picked(&BAD, chance) }
}

pub fn again(chance: &mut Chance) -> String {
    picked(&AGAIN, chance)
}

pub fn comment(chance: &mut Chance) -> String {
    picked(&COMMENTS, chance)
}

fn picked(from: &[&str], chance: &mut Chance) -> String {
    chance.pick(from).copied().unwrap_or_default().to_string()
}
