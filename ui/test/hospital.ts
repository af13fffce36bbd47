// A hospital of values for tests of the screens: eleven in the morning, two wait, some ring, one is over.
import type {
  AlertRow,
  CategoryView,
  DirectoryView,
  Explanation,
  Figures,
  PersonRow,
  Row,
  Stage,
  TicketRow,
} from '@/api/wire'

export const NOW = Date.parse('2026-11-24T03:00:00Z')
const MIN = 60_000
export const at = (minutes: number) => new Date(NOW + minutes * MIN).toISOString()
export const id = (kind: string, n: number) => `0${kind}${String(n).padStart(11, '0')}`.slice(0, 13)

const NAMES = ['陈屿', '吴桐', '刘洛', '周航', '李响', '孙禾', '王磊', '何静', '冯璐', '高远', '徐宁', '马骁']
export const GROUPS = ['终端维护', '系统管理', '网络']
export const people: PersonRow[] = NAMES.map((name, n) => ({
  id: id('p', n),
  name,
  groups: [{ id: id('g', Math.floor(n / 5)), name: GROUPS[Math.floor(n / 5)] ?? '' }],
  duty: n === 5 ? 'busy' : n === 11 ? 'off' : 'on',
  duty_since: at(-120),
  load: [63, 38, 45, 120, 52, 8, 82, 97, 75, 120, 60, 0][n] ?? 0,
  ringing_load: [0, 12, 5, 0, 0, 0, 30, 0, 0, 0, 0, 0][n] ?? 0,
  capacity: n === 5 ? 60 : 120,
  ringing: [1, 2, 6].includes(n) ? [{ id: id('t', 94 + (n % 3)), name: `1124-09${4 + (n % 3)}` }] : [],
  owned: [0, 3, 4, 7, 8, 9, 10].includes(n) ? [{ id: id('t', 70 + n), name: `1124-0${70 + n}` }] : [],
  hand_over: [],
  place: '内科楼 2 层',
}))
export const engineer = (n: number) => ({ id: people[n]?.id ?? '', name: NAMES[n] ?? '' })

const FAULTS: [string, string, Stage, TicketRow['priority'], number, number][] = [
  ['手术室', '手麻采集中断，三台监护无数据', 'unassigned', 'high', -1, -4],
  ['病案室', '扫描仪驱动装不上', 'unassigned', 'normal', -1, -1],
  ['急诊抢救室', 'HIS 登录超时，全室不能开单', 'ringing', 'critical', 6, -2],
  ['产科二病区', '医生工作站蓝屏重启', 'ringing', 'normal', 1, -1],
  ['门诊药房', '叫号屏不刷新', 'ringing', 'normal', 2, -1],
  ['ICU', '输血系统打不开，取血登记中断', 'accepted', 'critical', 7, -72],
  ['检验科', 'LIS 审核按钮灰色，报告发不出', 'accepted', 'high', 10, -63],
  ['放射科', 'PACS 调阅慢，CT 图像要等一分钟', 'accepted', 'high', 8, -54],
  ['收费处 3 号窗', '医保读卡器不认卡', 'accepted', 'normal', 3, -51],
  ['心内科一病区', '标签打印机不出纸，腕带打不出', 'arrived', 'high', 0, -39],
  ['儿科门诊', '诊室网络时断时续', 'accepted', 'normal', 4, -26],
  ['超声科', '报告模板丢失', 'accepted', 'normal', 8, -19],
  ['体检中心', '导检单换新格式', 'accepted', 'low', 7, -12],
  ['康复科', '主机电源坏，等备件', 'on_hold', 'normal', 2, -300],
  ['骨科门诊', '打印机卡纸', 'completed', 'normal', 3, -90],
]
export const tickets: TicketRow[] = FAULTS.map(([department, summary, stage, priority, who, opened], n) => {
  const live = stage !== 'completed'
  const owned = ['accepted', 'arrived', 'on_hold'].includes(stage)
  return {
    id: id('t', 70 + n),
    number: `20261124-0${70 + n}`,
    version: 3,
    assignment_version: 2,
    shown: stage === 'unassigned' ? 'unassigned' : live ? 'in_progress' : 'completed',
    stage,
    priority,
    summary,
    channel: 'phone',
    category: { id: id('c', 3), name: '标签机' },
    category_path: ['硬件', '打印机', '标签机'],
    system: n === 5 ? { id: id('s', 1), name: '输血系统' } : null,
    zone: { id: id('z', 4), name: department },
    place: '内科楼 6 层 · 护士站',
    closet: '3-06-B',
    department: { id: id('d', 1), name: department },
    reporter: { id: id('r', 1), name: '张雯' },
    reporters: 1,
    reporter_phone: '138****6021',
    patient_waiting: n === 0,
    owner: owned
      ? {
          engineer: engineer(who),
          group: people[who]?.groups[0],
          since: at(opened + 1),
          phase_since: at(opened + 2),
          on_hold: stage === 'on_hold' ? { reason: 'parts', until: at(1_440) } : null,
        }
      : null,
    offer:
      stage === 'ringing'
        ? {
            id: id('f', n),
            engineer: engineer(who),
            group: people[who]?.groups[0],
            transfer: false,
            rung: 'a',
            attempt: n === 2 ? 2 : 1,
            offered_at: at(-n / 3),
            accept_by: at(3 - n / 3),
            decision: id('e', n),
          }
        : null,
    waits: stage === 'unassigned' ? (n === 0 ? 'stranded' : 'backlog') : null,
    clocks: [
      {
        target: 'accept',
        target_s: 180,
        used_s: owned ? 48 : 0,
        running_since: owned || !live ? null : at(opened),
        due_at: owned || !live ? null : at(opened + 3),
        stopped_at: owned || !live ? at(opened + 1) : null,
        missed: n === 0,
      },
      {
        target: 'respond',
        target_s: 900,
        used_s: owned ? 660 : 0,
        running_since: owned || !live ? null : at(opened),
        due_at: owned || !live ? null : at(opened + 15),
        stopped_at: owned || !live ? at(opened + 11) : null,
        missed: false,
      },
      {
        target: 'resolve',
        target_s: priority === 'low' ? 86_400 : 3_600,
        used_s: stage === 'on_hold' ? 1_900 : 0,
        running_since: stage === 'on_hold' || !live ? null : at(opened),
        due_at: stage === 'on_hold' || !live ? null : at(opened + (priority === 'low' ? 1_440 : 60)),
        stopped_at: live ? null : at(-60),
        missed: n === 5 || n === 6,
      },
    ],
    urges: n === 5 ? 1 : 0,
    comments: 0,
    opened_at: at(opened),
    last_at: at(opened + 2),
    ended_at: live ? null : at(-60),
    cause: live ? null : { id: id('u', 1), name: '走纸传感器脏污' },
    merged_into: null,
    rated: null,
    escalated: n === 5 ? 1 : 0,
    round: 1,
  }
})

export const alerts: AlertRow[] = [
  {
    ticket: id('t', 75),
    number: '20261124-075',
    summary: FAULTS[5]?.[1] ?? '',
    kind: 'resolve_overdue',
    level: 1,
    since: at(-12),
    acknowledged: false,
    sounds: true,
    action: 'acknowledge',
    open: true,
    due_at: at(-12),
    next_at: at(8),
    owner: engineer(7),
  },
  {
    ticket: id('t', 70),
    number: '20261124-070',
    summary: FAULTS[0]?.[1] ?? '',
    kind: 'stranded',
    level: 1,
    since: at(-1),
    acknowledged: false,
    sounds: true,
    action: 'assign',
    open: true,
    owner: null,
  },
]

export const figures: Figures = {
  unassigned: 2,
  ringing: 3,
  accepted: 7,
  arrived: 1,
  on_hold: 1,
  in_progress: 12,
  overdue: 3,
  opened_today: 98,
  completed_today: 65,
  withdrawn_today: 2,
  unresolved_today: 1,
  on_duty: 11,
}

export const boardRows: Row[] = [
  ...tickets.map((ticket): Row => ({ row: 'ticket', ...ticket })),
  ...people.map((person): Row => ({ row: 'person', ...person })),
  ...alerts.map((alert): Row => ({ row: 'alert', ...alert })),
  { row: 'figures', ...figures },
]

const terms = (load: number, zone: number, fairness: number, travel: number, context: number) => ({
  load,
  zone,
  fairness,
  travel,
  context,
})
export const explanation: Explanation = {
  id: id('e', 1),
  at: at(-39),
  kind: 'automatic',
  by: null,
  directory_version: 14,
  effort: 25,
  winner: engineer(0),
  rungs: [
    {
      rung: 'a',
      candidates: [
        {
          engineer: engineer(0),
          standing: 'free',
          cost: 105,
          terms: terms(68, 0, 17, 20, 0),
          load: 38,
          capacity: 120,
        },
        {
          engineer: engineer(1),
          standing: 'free',
          cost: 198,
          terms: terms(40, 102, 0, 8, 48),
          load: 38,
          capacity: 120,
        },
        {
          engineer: engineer(2),
          standing: 'free',
          cost: 324,
          terms: terms(70, 145, 10, 45, 54),
          load: 45,
          capacity: 120,
        },
        { engineer: engineer(3), standing: 'busy', why: 'fully_loaded', load: 120, capacity: 120 },
        { engineer: engineer(5), standing: 'out', why: 'excluded', load: 8, capacity: 120 },
        { engineer: engineer(11), standing: 'out', why: 'off_duty', load: 0, capacity: 120 },
      ],
    },
  ],
}

export const timeline = {
  items: [
    {
      position: 1,
      version: 1,
      at: at(-39),
      by: 'person',
      person: { id: id('x', 1), name: '林晓' },
      event: 'opened',
      detail: { channel: 'phone' },
    },
    {
      position: 2,
      version: 2,
      at: at(-39),
      by: 'dispatch',
      event: 'offered',
      engineer: engineer(0),
      detail: { kind: 'dispatch', rung: 'a', attempt: 1 },
    },
    {
      position: 3,
      version: 3,
      at: at(-38),
      by: 'person',
      person: engineer(0),
      event: 'accepted',
      engineer: engineer(0),
      detail: {},
    },
    {
      position: 4,
      version: 4,
      at: at(-28),
      by: 'person',
      person: engineer(0),
      event: 'arrived',
      reason: 'on_site',
      detail: {},
    },
    {
      position: 5,
      version: 5,
      at: at(-20),
      by: 'wheel',
      event: 'deadline_missed',
      reason: 'respond',
      detail: {},
    },
  ],
}

const category = (n: number, parent: number | null, name: string, leaf: boolean): CategoryView => ({
  id: id('c', n),
  parent: parent === null ? null : id('c', parent),
  kind: 'hardware',
  name,
  leaf,
  priority: 'normal',
  effort: 25,
  causes: leaf ? [id('u', 1), id('u', 2), id('u', 3)] : [],
})
export const directory: DirectoryView = {
  version: 14,
  organisation: { id: id('h', 1), name: '示例医院' },
  time_zone: 'Asia/Shanghai',
  zones: [
    { id: id('z', 1), kind: 'campus', name: '本部' },
    { id: id('z', 2), parent: id('z', 1), kind: 'building', name: '内科楼' },
    { id: id('z', 3), parent: id('z', 2), kind: 'floor', name: '6 层' },
    { id: id('z', 4), parent: id('z', 3), kind: 'area', name: '心内科一病区', closet: '3-06-B' },
  ],
  departments: [{ id: id('d', 1), name: '心内科一病区', area: id('z', 4) }],
  categories: [
    category(1, null, '硬件', false),
    category(2, 1, '打印机', false),
    category(3, 2, '标签机', true),
    category(4, null, '软件', false),
    category(5, 4, '护理系统 NIS', true),
    category(6, 4, '护理排班系统', true),
  ],
  causes: [
    { id: id('u', 1), name: '走纸传感器脏污' },
    { id: id('u', 2), name: '标签装反或用错纸' },
    { id: id('u', 3), name: '打印头老化' },
  ],
  systems: [{ id: id('s', 1), name: '输血系统' }],
  groups: GROUPS.map((name, n) => ({ id: id('g', n), name })),
  people: [
    ...people.map((one) => ({
      id: one.id,
      name: one.name,
      roles: ['engineer' as const],
      groups: [],
      phone: null,
    })),
    {
      id: id('r', 1),
      name: '张雯',
      roles: ['reporter'],
      department: id('d', 1),
      groups: [],
      phone: '13800006021',
    },
  ],
}
