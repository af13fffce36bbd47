// The alerts of this person on every page: the worst on top, which of them have just risen, how many are
// open. What an alert is, whether it sounds and what can be done about it is the server's word.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import * as api from '@/api/tickets'
import type { AlertRow, Id, TicketRow } from '@/api/wire'
import { useCommand } from '@/entities/command'
import { ofAlert, type AlertReading } from '@/entities/reading'
import { shortNumber, useWords } from '@/entities/words'
import { useLive } from '@/live/store'
import { turn, type Known } from './rhythm'

export interface Alert extends AlertRow {
  read: AlertReading
  /** Its ticket, while this screen has it. */
  seen: TicketRow | undefined
}

const RANK: Record<AlertReading['kind'], number> = { late: 0, wait: 1, soon: 2 }

/** Open ones first; overdue, the longest on top; then who waits; then what is due first. */
export function byUrgency(left: Alert, right: Alert): number {
  const acknowledged = Number(left.acknowledged) - Number(right.acknowledged)
  if (acknowledged) return acknowledged
  const rank = RANK[left.read.kind] - RANK[right.read.kind]
  if (rank) return rank
  return left.read.kind === 'soon' ? left.read.ms - right.read.ms : right.read.ms - left.read.ms
}

export const useAlerts = defineStore('alerts', () => {
  const live = useLive()
  const board = live.feed('board')
  const known = shallowRef<Known | null>(null)
  /** What rose and was neither acknowledged, opened nor put aside since; the newest last. */
  const risen = shallowRef<readonly Id[]>([])

  const all = computed<Alert[]>(() =>
    [...(board.value?.alerts.values() ?? [])]
      .map((alert) => {
        const seen = board.value?.tickets.get(alert.ticket)
        return { ...alert, seen, read: ofAlert(alert, seen, live.now) }
      })
      .sort(byUrgency),
  )
  const open = computed(() => all.value.filter((alert) => alert.open))
  const shown = computed(() => all.value.filter((alert) => risen.value.includes(alert.ticket)))

  /** Takes in what the server says now; `true` when it is to be heard. */
  function listen(): boolean {
    if (!board.value) return false
    const heard = turn(known.value, board.value.alerts.values(), live.now)
    known.value = heard.known
    const news = heard.risen.map((alert) => alert.ticket)
    const standing = risen.value.filter((id) => {
      const alert = board.value?.alerts.get(id)
      return alert && !alert.acknowledged && !news.includes(id)
    })
    if (news.length > 0 || standing.length < risen.value.length) risen.value = [...standing, ...news]
    return heard.sounds
  }

  /** Off this screen until it rises again; it stays in the list, and open. */
  function putAside(ticket: Id): void {
    risen.value = risen.value.filter((id) => id !== ticket)
  }

  /** At logout: nothing of this person stays. */
  function forget(): void {
    known.value = null
    risen.value = []
  }

  return { all, open, shown, listen, putAside, forget }
})

/** The acknowledging of alerts: one, or all that are open, in order. */
export function useAcknowledge() {
  const alerts = useAlerts()
  const { t } = useWords()
  const { working, run } = useCommand()

  async function acknowledge(alert: AlertRow): Promise<void> {
    const said = () => t('action.done.acknowledge', { number: shortNumber(alert.number) })
    await run(alert.ticket, () => api.acknowledge(alert.ticket, alert.level), said)
  }

  async function acknowledgeAll(): Promise<void> {
    for (const alert of alerts.open) await acknowledge(alert)
  }

  return { working, acknowledge, acknowledgeAll }
}
