// What stands beside the head of a group, in the list and in the kanban: the one thing to know about it. How
// many and how long is counted by lines.ts.
import { computed, type ComputedRef } from 'vue'
import type { Stage } from '@/api/wire'
import type { Group, GroupSum } from '@/entities/order'
import { useWords } from '@/entities/words'
import { useLive } from '@/live/store'

/** Whose glyph a group bears. */
export const GROUP_STAGE: Record<Group, Stage> = {
  unassigned: 'unassigned',
  ringing: 'ringing',
  accepted: 'accepted',
  on_hold: 'on_hold',
  ended: 'completed',
}

export function useGroupNote(group: () => Group | null, sum: () => GroupSum | null): ComputedRef<string> {
  const live = useLive()
  const { t, duration } = useWords()

  function late({ late, soon }: GroupSum): string {
    const parts = [late && t('board.group_late', { n: late }), soon && t('board.group_soon', { n: soon })]
    return parts.filter(Boolean).join(' · ')
  }

  return computed(() => {
    const of = sum()
    if (!of) return ''
    switch (group()) {
      case 'unassigned':
        return t('board.group_waits', { d: duration(Math.max(0, live.now - of.firstOpenedAt)) })
      case 'ringing':
        return t('board.group_ring', { n: of.attempt })
      case 'accepted':
        return late(of)
      case 'on_hold':
        return [...of.reasons].map(([reason, n]) => `${t(`reason.hold.${reason}`)} ${n}`).join(' · ')
      default:
        return ''
    }
  })
}
