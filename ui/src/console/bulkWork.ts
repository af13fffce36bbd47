// Does one act on all picked tickets: progress while it goes, one undo for what was done, and a line for each
// that was refused. What each command says is the server's.
import { computed, ref } from 'vue'
import type { Id, TicketAnswer, TicketRow } from '@/api/wire'
import { shortNumber, useWords } from '@/entities/words'
import { toast } from '@/toast'
import { settled } from './bulk'
import { usePicked } from './picked'
import { useRefusal } from './refusal'
import { isUnderway, useUndo } from './undo'

export interface Failure {
  ticket: Id
  number: string
  why: string
}

export function useBulkWork() {
  const picked = usePicked()
  const { t } = useWords()
  const { explain } = useRefusal()
  const { rememberAll } = useUndo()
  const progress = ref<{ done: number; of: number } | null>(null)
  const failures = ref<Failure[]>([])
  const working = computed(() => progress.value !== null)

  async function all(
    rows: readonly TicketRow[],
    call: (row: TicketRow) => Promise<TicketAnswer>,
    words: (n: number) => string,
    undoable = true,
  ): Promise<void> {
    if (working.value) return
    progress.value = { done: 0, of: rows.length }
    failures.value = []
    const told = (done: number) => (progress.value = { done, of: rows.length })
    const outcomes = await isUnderway(settled(rows, call, told))
    const done: { ticket: Id; version: number }[] = []
    const refused: Promise<Failure>[] = []
    outcomes.forEach((outcome, at) => {
      const row = rows[at]
      if (!row) return
      if (outcome.status === 'fulfilled') done.push({ ticket: row.id, version: outcome.value.ticket.version })
      else
        refused.push(
          explain(outcome.reason, row.id).then((why) => ({
            ticket: row.id,
            number: shortNumber(row.number),
            why,
          })),
        )
    })
    if (done.length > 0 && undoable) rememberAll(done, words(done.length))
    else if (done.length > 0) toast('done', words(done.length))
    failures.value = await Promise.all(refused)
    progress.value = null
    // What was refused stays picked, so that it can be tried otherwise.
    const left = new Set(failures.value.map((one) => one.ticket))
    if (left.size === 0) picked.clear()
    else for (const { ticket } of done) if (picked.ids.has(ticket)) picked.toggle(ticket)
    if (left.size > 0) toast('failed', t('bulk.refused', { n: left.size }))
  }

  return { progress, failures, working, all }
}
