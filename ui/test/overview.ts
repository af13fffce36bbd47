// What the supervisor's page is shown in tests: loads of groups, returns, coverage gaps of the same hospital.
import type { Gaps, GroupLoads, ReturnsView } from '@/api/wire'
import { engineer, GROUPS, id } from './hospital'

export const groupLoads: GroupLoads = {
  items: GROUPS.map((name, n) => ({
    group: { id: id('g', n), name },
    owned: 300 - 90 * n,
    ringing: 12,
    capacity: 600,
    on_duty: 5,
    full: n === 0 ? [engineer(3)] : [],
  })),
}

export const returns: ReturnsView = {
  count: 3,
  declined: 2,
  returned: 1,
  transferred: 0,
  reasons: [
    {
      kind: 'declined',
      reason: 'busy',
      count: 2,
      tickets: [{ id: id('t', 71), name: '1124-071' }],
      people: [engineer(1)],
    },
    {
      kind: 'returned',
      reason: 'not_mine',
      count: 1,
      tickets: [{ id: id('t', 72), name: '1124-072' }],
      people: [engineer(2)],
    },
  ],
  bounced: [{ ticket: { id: id('t', 71), name: '1124-071' }, times: 2 }],
}

export const gaps: Gaps = {
  items: [
    {
      kind: 'nobody',
      system: { id: id('s', 1), name: '手麻系统' },
      category_path: [],
      a: engineer(9),
      b: engineer(11),
    },
    {
      kind: 'no_b',
      category: { id: id('c', 1), name: '硬件' },
      category_path: ['硬件'],
      place: '行政楼',
      a: engineer(10),
    },
  ],
}
