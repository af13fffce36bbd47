//! What can break that one can touch: computers, printers, network, the computer room, meeting rooms.

use crate::hospital::tree::{Branch, Leaf, Node, Team};
use crate::org::CategoryKind;
use crate::ticket::Priority::{High, Low, Normal};

pub const TREE: (&str, CategoryKind, &[Node]) = (
    "硬件",
    CategoryKind::Hardware,
    &[
        Node::Branch(Branch { name: "电脑", team: Team::Terminals, remote: false, leaves: &COMPUTERS }),
        Node::Branch(Branch { name: "打印机", team: Team::Terminals, remote: false, leaves: &PRINTERS }),
        Node::Branch(Branch { name: "外设", team: Team::Terminals, remote: false, leaves: &PERIPHERALS }),
        Node::Branch(Branch { name: "移动设备", team: Team::Terminals, remote: false, leaves: &MOBILES }),
        Node::Branch(Branch { name: "网络", team: Team::Network, remote: false, leaves: &NETWORK }),
        Node::Branch(Branch { name: "机房设备", team: Team::ComputerRoom, remote: false, leaves: &ROOM }),
        Node::Branch(Branch {
            name: "会议与电话", team: Team::Office, remote: false, leaves: &MEETINGS
        }),
        Node::Leaf(Leaf {
            name: "不清楚",
            effort: 30,
            priority: Normal,
            causes: &["接触不良", "电源没开", "设备老化", "现场未复现"],
            weight: 4,
            waiting: 15,
            says: &["机器坏了，不知道哪里的问题", "设备一直滴滴响", "屏幕上一堆英文，看不懂"],
        }),
    ],
);

const COMPUTERS: [Leaf; 5] = [
    Leaf {
        name: "不开机",
        effort: 40,
        priority: Normal,
        causes: &["电源损坏", "内存接触不良", "主板损坏", "插线板断电"],
        weight: 7,
        waiting: 20,
        says: &["医生工作站按了没反应", "护士站电脑不开机", "主机电源坏，等备件"],
    },
    Leaf {
        name: "蓝屏死机",
        effort: 40,
        priority: Normal,
        causes: &["内存故障", "硬盘坏道", "驱动冲突", "散热不良"],
        weight: 7,
        waiting: 25,
        says: &["医生工作站蓝屏重启", "诊室电脑隔一会儿就死机", "收费窗口电脑卡住不动，后面排队"],
    },
    Leaf {
        name: "运行慢",
        effort: 30,
        priority: Low,
        causes: &["硬盘老化", "内存不足", "后台更新", "病毒"],
        weight: 6,
        waiting: 5,
        says: &["电脑开机要十分钟", "开几个窗口就卡"],
    },
    Leaf {
        name: "显示器",
        effort: 25,
        priority: Normal,
        causes: &["显示器损坏", "视频线松动", "显卡故障"],
        weight: 5,
        waiting: 10,
        says: &["显示器黑屏，主机灯亮", "阅片显示器偏色", "屏幕一条竖线"],
    },
    Leaf {
        name: "键盘鼠标",
        effort: 15,
        priority: Low,
        causes: &["键盘损坏", "鼠标损坏", "接收器丢失"],
        weight: 5,
        waiting: 5,
        says: &["键盘几个键按不动", "鼠标不走了"],
    },
];

const PRINTERS: [Leaf; 5] = [
    Leaf {
        name: "标签打印机",
        effort: 30,
        priority: Normal,
        causes: &["标签纸用完", "卡纸", "打印头脏", "驱动丢失", "设备损坏"],
        weight: 10,
        waiting: 40,
        says: &["标签打印机不出纸，腕带打不出", "试管条码打出来是糊的", "标签打偏，条码扫不出"],
    },
    Leaf {
        name: "激光打印机",
        effort: 30,
        priority: Normal,
        causes: &["卡纸", "硒鼓用完", "打印队列卡住", "定影组件损坏"],
        weight: 10,
        waiting: 15,
        says: &["医嘱单打不出来", "打印机卡纸，取不出来", "打出来一条黑道"],
    },
    Leaf {
        name: "针式打印机",
        effort: 30,
        priority: Normal,
        causes: &["色带用完", "打印针断", "走纸不齐"],
        weight: 5,
        waiting: 30,
        says: &["收费处发票打印机不走纸", "处方打得看不清"],
    },
    Leaf {
        name: "胶片打印机",
        effort: 45,
        priority: High,
        causes: &["胶片用完", "传送卡住", "网络不通"],
        weight: 3,
        waiting: 40,
        says: &["胶片打印机报错，病人等着拿片"],
    },
    Leaf {
        name: "自助打印机",
        effort: 35,
        priority: Normal,
        causes: &["纸用完", "读卡器故障", "程序退出"],
        weight: 5,
        waiting: 30,
        says: &["自助打印机不出报告单", "自助机黑屏，大厅排长队"],
    },
];

const PERIPHERALS: [Leaf; 4] = [
    Leaf {
        name: "扫描枪",
        effort: 20,
        priority: Normal,
        causes: &["线缆断", "设置错乱", "设备损坏"],
        weight: 6,
        waiting: 30,
        says: &["扫码枪扫不出腕带", "发药窗口扫码枪不响"],
    },
    Leaf {
        name: "读卡器",
        effort: 20,
        priority: Normal,
        causes: &["驱动丢失", "接触不良", "设备损坏"],
        weight: 6,
        waiting: 45,
        says: &["医保读卡器不认卡", "身份证读不出来"],
    },
    Leaf {
        name: "叫号屏",
        effort: 35,
        priority: Normal,
        causes: &["播放盒死机", "网络不通", "屏幕损坏"],
        weight: 4,
        waiting: 30,
        says: &["叫号屏不刷新", "诊室门口屏幕不亮"],
    },
    Leaf {
        name: "高拍仪与扫描仪",
        effort: 25,
        priority: Low,
        causes: &["驱动丢失", "设备损坏"],
        weight: 3,
        waiting: 5,
        says: &["扫描仪驱动装不上", "高拍仪画面是黑的"],
    },
];

const MOBILES: [Leaf; 3] = [
    Leaf {
        name: "PDA",
        effort: 25,
        priority: Normal,
        causes: &["电池老化", "扫描头故障", "程序未更新"],
        weight: 6,
        waiting: 25,
        says: &["PDA 连不上无线", "PDA 扫腕带没反应", "PDA 充不进电"],
    },
    Leaf {
        name: "查房推车",
        effort: 35,
        priority: Normal,
        causes: &["电池老化", "无线网卡故障", "主机故障"],
        weight: 4,
        waiting: 15,
        says: &["查房推车用十分钟就没电", "推车电脑连不上网"],
    },
    Leaf {
        name: "平板",
        effort: 20,
        priority: Low,
        causes: &["系统故障", "屏幕碎"],
        weight: 2,
        waiting: 5,
        says: &["签字平板点不动"],
    },
];

const NETWORK: [Leaf; 4] = [
    Leaf {
        name: "单台不通",
        effort: 30,
        priority: Normal,
        causes: &["网线损坏", "端口松动", "地址冲突", "水晶头氧化"],
        weight: 8,
        waiting: 20,
        says: &["一台电脑上不了网", "网络时断时续", "诊室网络时断时续"],
    },
    Leaf {
        name: "整片不通",
        effort: 60,
        priority: High,
        causes: &["交换机断电", "交换机故障", "光纤中断", "环路"],
        weight: 2,
        waiting: 50,
        says: &["整个病区都上不了网", "这一层电脑全断网了"],
    },
    Leaf {
        name: "无线",
        effort: 40,
        priority: Normal,
        causes: &["无线接入点故障", "信道干扰", "认证故障"],
        weight: 5,
        waiting: 15,
        says: &["病房无线信号很弱", "无线连上了没有网"],
    },
    Leaf {
        name: "新增信息点",
        effort: 90,
        priority: Low,
        causes: &["已布线", "已开通端口"],
        weight: 2,
        waiting: 0,
        says: &["新办公室要开两个网口"],
    },
];

const ROOM: [Leaf; 3] = [
    Leaf {
        name: "服务器",
        effort: 90,
        priority: High,
        causes: &["硬盘故障", "电源故障", "系统挂死"],
        weight: 1,
        waiting: 10,
        says: &["服务器硬盘亮黄灯", "服务器连不上"],
    },
    Leaf {
        name: "存储与备份",
        effort: 90,
        priority: Normal,
        causes: &["空间不足", "任务失败", "磁盘故障"],
        weight: 1,
        waiting: 0,
        says: &["昨晚备份任务失败"],
    },
    Leaf {
        name: "动力环境",
        effort: 60,
        priority: High,
        causes: &["空调故障", "UPS 故障", "漏水"],
        weight: 1,
        waiting: 0,
        says: &["机房温度报警", "UPS 有告警声"],
    },
];

const MEETINGS: [Leaf; 3] = [
    Leaf {
        name: "会议室设备",
        effort: 30,
        priority: Normal,
        causes: &["投影线松动", "话筒没电", "设置错误"],
        weight: 3,
        waiting: 0,
        says: &["会议室投影没信号，马上要开会", "话筒没有声音"],
    },
    Leaf {
        name: "电话",
        effort: 25,
        priority: Normal,
        causes: &["线路故障", "话机损坏"],
        weight: 3,
        waiting: 10,
        says: &["护士站电话没有声音", "分机打不进来"],
    },
    Leaf {
        name: "领用与更换",
        effort: 20,
        priority: Low,
        causes: &["已发放", "已更换"],
        weight: 3,
        waiting: 0,
        says: &["领一个硒鼓", "换一台显示器"],
    },
];
