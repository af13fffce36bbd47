// A ticket that is held over the people: who would be chosen by himself, what each would cost, and whose drop
// is on its way. The costs and reasons are the server's (`candidates`); a drop is an offer by hand like any.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import * as api from '@/api/tickets'
import type { CandidateView, Explanation, Id, Rung, TicketRow } from '@/api/wire'
import { choices } from '@/entities/candidates'
import { shortNumber, useWords } from '@/entities/words'
import { useBoard } from './board'
import { useDeskCommand } from './deskCommand'

export interface Standing {
  candidate: CandidateView
  rung: Rung
}

/** Each once, as he stands on the first rung that names him. Pure. */
export function standings(explanation: Explanation): Map<Id, Standing> {
  const found = new Map<Id, Standing>()
  for (const { rung, candidates } of explanation.rungs)
    for (const candidate of candidates)
      if (!found.has(candidate.engineer.id)) found.set(candidate.engineer.id, { candidate, rung })
  return found
}

export const useCarry = defineStore('carry', () => {
  const board = useBoard()
  const ticket = shallowRef<TicketRow | null>(null)
  const explanation = shallowRef<Explanation | null>(null)
  const failed = ref(false)
  const over = ref<Id | null>(null)
  /** Where on the screen that person stands. */
  const overAt = ref(0)
  /** Dropped, and the server has not answered. */
  const sending = ref<Id | null>(null)
  const standing = computed(() => (explanation.value ? standings(explanation.value) : null))
  /** Whom the dispatcher actor would take first. */
  const best = computed(() => (explanation.value ? (choices(explanation.value)[0] ?? null) : null))

  async function begin(row: TicketRow): Promise<void> {
    ticket.value = row
    explanation.value = null
    failed.value = false
    board.hand.dragging = true
    const answer = await api.candidates(row.id).catch(() => null)
    if (ticket.value?.id !== row.id) return
    explanation.value = answer
    failed.value = answer === null
  }

  function end(): void {
    ticket.value = null
    explanation.value = null
    over.value = null
    board.hand.dragging = false
  }

  function hover(person: Id, top: number): void {
    over.value = person
    overAt.value = top
  }

  return { ticket, explanation, failed, over, overAt, hover, sending, standing, best, begin, end }
})

/** The drop, from a component: it says what happened in words. */
export function useDrop() {
  const carry = useCarry()
  const { t } = useWords()
  const { run } = useDeskCommand()

  async function drop(engineer: Id, name: string): Promise<void> {
    const row = carry.ticket
    if (!row) return
    const group = carry.standing?.get(engineer)?.candidate.group?.id
    carry.end()
    carry.sending = row.id
    await run(
      'offer',
      row,
      () => api.offer(row, engineer, group),
      () => t('action.done.offer', { number: shortNumber(row.number), name }),
    )
    carry.sending = null
  }

  return { drop }
}
