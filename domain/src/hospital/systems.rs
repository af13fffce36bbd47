//! The 75 software systems, the busiest first.

use alloc::vec::Vec;

use crate::hospital::build::Build;
use crate::ids::SystemId;
use crate::org::{DirectoryRow, System};

const NAMES: [&str; 75] = [
    "HIS",
    "EMR 电子病历",
    "LIS 检验",
    "PACS 影像",
    "NIS 护理",
    "CIS 临床",
    "手麻系统",
    "输血系统",
    "医保接口",
    "RIS 放射",
    "合理用药",
    "重症监护系统",
    "自助机系统",
    "排队叫号",
    "移动护理",
    "移动查房",
    "静配中心系统",
    "药库管理",
    "门诊药房发药机",
    "住院药房摆药机",
    "病案首页",
    "病案归档",
    "电子签名",
    "体检系统",
    "超声工作站",
    "内镜工作站",
    "病理系统",
    "心电网络",
    "血透系统",
    "康复系统",
    "急诊预检分诊",
    "院前急救",
    "远程会诊",
    "互联网医院",
    "预约挂号平台",
    "微信公众号",
    "电子发票",
    "财务核算",
    "成本核算",
    "预算管理",
    "物资管理",
    "设备管理",
    "固定资产",
    "人事系统",
    "绩效考核",
    "排班系统",
    "OA 办公",
    "邮件系统",
    "门户网站",
    "集成平台",
    "主数据管理",
    "数据仓库",
    "BI 决策分析",
    "院感系统",
    "传染病上报",
    "不良事件上报",
    "抗菌药物管理",
    "DRG 分组",
    "临床路径",
    "会诊管理",
    "危急值管理",
    "手术排程",
    "消毒供应追溯",
    "营养膳食",
    "陪护管理",
    "随访系统",
    "满意度调查",
    "教学管理",
    "科研管理",
    "图书馆系统",
    "门禁系统",
    "视频监控",
    "停车系统",
    "一卡通",
    "短信平台",
];

pub struct Systems {
    /// As in the list.
    pub all: Vec<(SystemId, &'static str)>,
}

pub fn build(build: &mut Build) -> Systems {
    let mut all = Vec::new();
    for name in NAMES {
        let id = build.id();
        build.rows.push(DirectoryRow::System(System { id, name: name.into() }));
        all.push((id, name));
    }
    Systems { all }
}
