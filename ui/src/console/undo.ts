// Taking back what was just done at this desk, for as long as the server allows: `remember` shows what was
// done with 撤销 beside it, `undoLast` (key Z) takes the newest back. Whether it still can be taken back is
// the server's to say; nothing here is kept beyond its time, nor on another screen.
import { shallowRef } from 'vue'
import * as api from '@/api/tickets'
import type { Id, TicketAnswer } from '@/api/wire'
import { useWords } from '@/entities/words'
import { toast } from '@/toast'
import { settled } from './bulk'
import { useRefusal } from './refusal'

/** As long as the policy's `undo_within` is by itself; the server's answer counts. */
export const UNDO_MS = 10_000

interface Takeback {
  ticket: Id
  call: () => Promise<TicketAnswer>
}

interface Done {
  words: string
  takebacks: Takeback[]
  until: number
  /** Takes its message away. */
  leave: () => void
}

/** The newest last. One for the page: a form that has closed is undone too. */
const done = shallowRef<readonly Done[]>([])
let undoing = false

/** Commands whose answer is still to come. The board may show what they did before it does. */
const underway = new Set<Promise<unknown>>()

/** A Z pressed meanwhile means this command. */
export function isUnderway<T>(answer: Promise<T>): Promise<T> {
  underway.add(answer)
  const ended = () => void underway.delete(answer)
  answer.then(ended, ended)
  return answer
}

/** The newest that may still be taken back, and what stays after it. Pure. */
export function newest<T extends { until: number }>(
  all: readonly T[],
  now: number,
): { last: T | null; rest: readonly T[] } {
  const standing = all.filter((one) => one.until > now)
  return { last: standing.at(-1) ?? null, rest: standing.slice(0, -1) }
}

export function useUndo() {
  const { t } = useWords()
  const { explain } = useRefusal()

  /** `version`: the ticket's after the command, as the answer gave it. `words`: what was done. */
  function remember(ticket: Id, version: number, words: string): void {
    rememberAll([{ ticket, version }], words)
  }

  /** One act on many tickets is taken back as one. */
  function rememberAll(items: { ticket: Id; version: number }[], words: string): void {
    rememberAs(
      words,
      items.map(({ ticket, version }) => ({ ticket, call: () => api.undo(ticket, version) })),
    )
  }

  /** What is not undone by `undo` but by a command of its own, as an opening is by a withdrawal. */
  function rememberAs(words: string, takebacks: Takeback[]): void {
    const leave = toast('done', words, {
      label: t('undo.label'),
      key: 'Z',
      lifeMs: UNDO_MS,
      run: () => void undoOne(one),
    })
    const one: Done = { words, takebacks, until: performance.now() + UNDO_MS, leave }
    done.value = [...newest([...done.value, one], performance.now()).rest, one]
  }

  /** `false`: there is nothing left to take back. */
  async function undoLast(): Promise<boolean> {
    await Promise.allSettled(underway)
    const { last } = newest(done.value, performance.now())
    if (!last) {
      toast('failed', t('undo.nothing'))
      return false
    }
    await undoOne(last)
    return true
  }

  async function undoOne(one: Done): Promise<void> {
    if (undoing || !done.value.includes(one)) return
    undoing = true
    done.value = done.value.filter((other) => other !== one)
    one.leave()
    const wait = toast('done', t('undo.working'))
    const outcomes = await settled(one.takebacks, ({ call }) => call())
    const refused = outcomes.findIndex((outcome) => outcome.status === 'rejected')
    const why = outcomes[refused]
    const at = one.takebacks[refused]
    undoing = false
    wait()
    if (why?.status === 'rejected' && at) toast('failed', await explain(why.reason, at.ticket))
    else toast('done', t('undo.done', { words: one.words }))
  }

  return { remember, rememberAll, rememberAs, undoLast }
}
