//! Chinese names from a seed, each once.

use alloc::collections::BTreeSet;
use alloc::string::String;

use crate::hospital::build::Build;

const SURNAMES: [&str; 60] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何",
    "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "邓", "冯", "曹", "彭", "曾", "肖", "田",
    "董", "潘", "袁", "蔡", "蒋", "余", "于", "杜", "叶", "程", "魏", "苏", "吕", "丁", "任", "卢", "姚",
    "沈", "钟", "姜", "崔", "谭", "陆", "范", "汪", "廖",
];

const GIVEN: [&str; 96] = [
    "伟", "芳", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "霞",
    "平", "刚", "桂英", "志强", "秀兰", "建华", "文博", "雨桐", "子涵", "晓东", "晓燕", "海燕", "海涛",
    "俊杰", "佳怡", "欣悦", "思远", "嘉禾", "若楠", "书瑶", "一鸣", "浩然", "宇航", "天佑", "立新", "国栋",
    "国庆", "爱华", "春梅", "冬梅", "雪梅", "红梅", "丽娜", "莉莉", "婷婷", "圆圆", "倩", "琳", "璇", "玥",
    "颖", "悦", "岚", "峰", "鹏", "凯", "亮", "斌", "波", "宁", "帆", "旭", "辉", "健", "彬", "松", "楠",
    "蕾", "雯", "薇", "瑾", "琪", "妍", "晨", "曦", "岩", "川", "航", "骁", "屹", "遥", "远", "安", "可欣",
    "梓萱", "明轩", "振宇", "培文", "启明",
];

/// Names given so far; those of the story are taken from the start.
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    pub fn except(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|name| String::from(*name)).collect() }
    }

    /// One that nobody has yet: 5,760 there are, a hospital needs a few hundred.
    pub fn next(&mut self, build: &mut Build) -> String {
        loop {
            let surname = SURNAMES[build.pick(SURNAMES.len())];
            let name = alloc::format!("{surname}{}", GIVEN[build.pick(GIVEN.len())]);
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}
