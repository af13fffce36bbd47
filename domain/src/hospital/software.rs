//! What can go wrong on a screen: the hospital's systems, databases, desktops, accounts.

use crate::hospital::tree::{Branch, Leaf, Node, Team};
use crate::org::CategoryKind;
use crate::ticket::Priority::{High, Low, Normal};

/// The branch whose reports name a system.
pub const OF_SYSTEMS: &str = "业务系统";

pub const TREE: (&str, CategoryKind, &[Node]) = (
    "软件",
    CategoryKind::Software,
    &[
        Node::Branch(Branch { name: OF_SYSTEMS, team: Team::Systems, remote: true, leaves: &SYSTEMS }),
        Node::Branch(Branch { name: "数据库", team: Team::Database, remote: true, leaves: &DATABASE }),
        Node::Branch(Branch { name: "桌面软件", team: Team::Systems, remote: true, leaves: &DESKTOP }),
        Node::Branch(Branch { name: "账号与培训", team: Team::Office, remote: true, leaves: &ACCOUNTS }),
        Node::Leaf(Leaf {
            name: "不清楚",
            effort: 25,
            priority: Normal,
            causes: &["操作不熟", "程序缺陷", "现场未复现"],
            weight: 4,
            waiting: 15,
            says: &["系统点了没反应，不知道怎么回事", "弹出来一个窗口关不掉", "页面和平时不一样了"],
        }),
    ],
);

const SYSTEMS: [Leaf; 7] = [
    Leaf {
        name: "登录不了",
        effort: 20,
        priority: Normal,
        causes: &["密码锁定", "客户端损坏", "服务异常", "证书过期"],
        weight: 12,
        waiting: 30,
        says: &["{} 登录超时，全室不能开单", "{} 登录提示密码错误", "{} 点登录没反应"],
    },
    Leaf {
        name: "打不开",
        effort: 25,
        priority: Normal,
        causes: &["客户端损坏", "升级未完成", "服务异常"],
        weight: 10,
        waiting: 35,
        says: &["{} 打不开，重启也不行", "{} 一打开就闪退"],
    },
    Leaf {
        name: "很慢或卡死",
        effort: 40,
        priority: Normal,
        causes: &["服务器压力大", "网络拥塞", "数据量过大"],
        weight: 10,
        waiting: 30,
        says: &["{} 调阅慢，图像要等一分钟", "{} 保存要转半天圈", "{} 卡住，病人在诊室等"],
    },
    Leaf {
        name: "报错",
        effort: 40,
        priority: Normal,
        causes: &["程序缺陷", "配置错误", "数据异常"],
        weight: 10,
        waiting: 25,
        says: &["{} 保存时报错，内容丢了", "{} 审核按钮灰色，报告发不出", "{} 弹出对象未设置"],
    },
    Leaf {
        name: "数据不对",
        effort: 45,
        priority: Normal,
        causes: &["录入错误", "同步延迟", "程序缺陷"],
        weight: 6,
        waiting: 10,
        says: &["{} 里费用对不上", "{} 病人信息没同步过来", "{} 结果没有回传"],
    },
    Leaf {
        name: "模板与打印",
        effort: 30,
        priority: Low,
        causes: &["模板丢失", "打印设置错误"],
        weight: 6,
        waiting: 10,
        says: &["{} 报告模板丢失", "{} 单子换新格式", "{} 打印缺一页"],
    },
    Leaf {
        name: "接口不通",
        effort: 60,
        priority: High,
        causes: &["接口服务停止", "对方升级", "网络策略"],
        weight: 4,
        waiting: 40,
        says: &["{} 采集中断，三台监护无数据", "{} 上传失败，结算不了"],
    },
];

const DATABASE: [Leaf; 3] = [
    Leaf {
        name: "数据修正",
        effort: 45,
        priority: Normal,
        causes: &["录入错误", "重复数据"],
        weight: 4,
        waiting: 5,
        says: &["住院号重复，要合并", "收费记错科室，需要修正"],
    },
    Leaf {
        name: "报表与统计",
        effort: 60,
        priority: Low,
        causes: &["口径调整", "已出数据"],
        weight: 4,
        waiting: 0,
        says: &["要一份上月门诊量报表", "统计口径和财务对不上"],
    },
    Leaf {
        name: "锁与阻塞",
        effort: 45,
        priority: High,
        causes: &["会话阻塞", "长事务", "索引失效"],
        weight: 2,
        waiting: 40,
        says: &["好几个窗口同时卡住，像是数据库锁了"],
    },
];

const DESKTOP: [Leaf; 3] = [
    Leaf {
        name: "办公软件",
        effort: 20,
        priority: Low,
        causes: &["安装损坏", "许可过期"],
        weight: 4,
        waiting: 0,
        says: &["表格打不开", "文档提示要激活"],
    },
    Leaf {
        name: "输入法与浏览器",
        effort: 15,
        priority: Low,
        causes: &["设置错乱", "插件冲突"],
        weight: 4,
        waiting: 5,
        says: &["输入法没有了", "浏览器打不开院内网页"],
    },
    Leaf {
        name: "杀毒与安全",
        effort: 30,
        priority: Normal,
        causes: &["病毒已清除", "误报", "策略调整"],
        weight: 2,
        waiting: 0,
        says: &["电脑弹出中毒提示", "U 盘插上没有反应"],
    },
];

const ACCOUNTS: [Leaf; 3] = [
    Leaf {
        name: "开通与停用",
        effort: 15,
        priority: Normal,
        causes: &["已开通", "已停用"],
        weight: 5,
        waiting: 0,
        says: &["新来的规培医生要开账号", "离职人员账号停用"],
    },
    Leaf {
        name: "权限",
        effort: 15,
        priority: Normal,
        causes: &["已授权", "审批未过"],
        weight: 5,
        waiting: 5,
        says: &["没有抗菌药物权限", "看不到别的病区的病人"],
    },
    Leaf {
        name: "使用指导",
        effort: 15,
        priority: Low,
        causes: &["已指导"],
        weight: 4,
        waiting: 10,
        says: &["不会用新的会诊单", "不知道在哪里退费"],
    },
];
