// A refusal in words: what is safe, who did what first, and the server's reason. Asks the timeline only when
// somebody was faster; says nothing that the server did not say.
import { ApiProblem } from '@/api/http'
import * as api from '@/api/tickets'
import type { Id, TimelineItem } from '@/api/wire'
import { useWords } from '@/entities/words'
import { useLive } from '@/live/store'
import { useSession } from '@/session'

const CONFLICT = [409, 412]
/** Conflicts in which nobody was faster: the state forbids it, and says so itself. */
const NOBODY = [
  'busy',
  'outcome-unknown',
  'urged-too-soon',
  'nobody-free',
  'same-priority',
  'nothing-changes',
]

/** The last thing that somebody else has done to it. Pure. */
export function lastByOthers(items: readonly TimelineItem[], me: Id | undefined): TimelineItem | null {
  return items.findLast((item) => item.person && item.person.id !== me) ?? null
}

export function useRefusal() {
  const { t, failure, step, clockTime } = useWords()
  const live = useLive()
  const session = useSession()

  async function explain(error: unknown, ticket: Id): Promise<string> {
    if (error instanceof ApiProblem && error.code === 'login-required') session.forget()
    const why = failure(error)
    if (!(error instanceof ApiProblem) || !CONFLICT.includes(error.problem.status)) return why
    if (NOBODY.includes(error.code)) return why
    const timeline = await api.timeline(ticket).catch(() => null)
    const last = lastByOthers(timeline?.items ?? [], session.me?.person.id)
    if (!last) return t('undo.refused', { why })
    return t('undo.conflict', { why, at: clockTime(last.at), step: step(last, live.now) })
  }

  return { explain }
}
