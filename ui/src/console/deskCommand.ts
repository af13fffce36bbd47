// A command of the desk on a ticket: one at a time, the button says what is going on until the server has
// answered; then it can be taken back for a while, or the refusal is said with who was faster.
import { ref } from 'vue'
import type { TicketAnswer, TicketRow } from '@/api/wire'
import { toast } from '@/toast'
import { useRefusal } from './refusal'
import { isUnderway, useUndo } from './undo'

/** What the server can take back exactly; of the others the toast offers no undo. */
const UNDOABLE = [
  'offer',
  'transfer',
  'release',
  'hold',
  'resume',
  'complete',
  'unresolved',
  'withdraw',
  'merge',
  'reclassify',
  'reprioritise',
]

export function useDeskCommand() {
  const working = ref<string | null>(null)
  const { explain } = useRefusal()
  const { remember } = useUndo()

  /** `null` when it was refused: the toast has said why, what was filled in stays. */
  async function run(
    name: string,
    ticket: TicketRow,
    call: () => Promise<TicketAnswer>,
    words: (answer: TicketAnswer) => string,
  ): Promise<TicketAnswer | null> {
    if (working.value) return null
    working.value = name
    try {
      const answer = await isUnderway(call())
      if (UNDOABLE.includes(name)) remember(ticket.id, answer.ticket.version, words(answer))
      else toast('done', words(answer))
      return answer
    } catch (error) {
      toast('failed', await explain(error, ticket.id))
      return null
    } finally {
      working.value = null
    }
  }

  return { working, run }
}
