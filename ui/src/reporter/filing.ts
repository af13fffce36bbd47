// Filing a report, joining one, and sending what was kept: with the key that makes it one however often it is
// sent. What may be filed is the server's to say.
import { ref } from 'vue'
import { useRouter } from 'vue-router'
import { ApiProblem } from '@/api/http'
import * as api from '@/api/tickets'
import type { Id, OpenTicket, SimilarTicket } from '@/api/wire'
import { shortNumber, useWords } from '@/entities/words'
import { useSession } from '@/session'
import { toast } from '@/toast'
import { useDraft, type Kept } from './draft'

/** The report may have arrived or may arrive later, after another login too: it is kept with its key. */
const LATER = ['offline', 'unavailable', 'busy', 'outcome-unknown', 'incident', 'login-required']

export function useFiling(person: Id) {
  const router = useRouter()
  const session = useSession()
  const { t, failure } = useWords()
  const { kept, keep, drop } = useDraft(person)
  const working = ref<'open' | 'send' | 'join' | null>(null)

  async function during<T>(what: 'open' | 'send' | 'join', call: () => Promise<T>): Promise<T | null> {
    if (working.value) return null
    working.value = what
    try {
      return await call()
    } finally {
      working.value = null
    }
  }

  function refused(error: unknown, words: string): void {
    toast('failed', words)
    if (error instanceof ApiProblem && error.code === 'login-required') session.forget()
  }

  async function deliver(draft: Kept): Promise<boolean> {
    try {
      const { ticket } = await api.openOnce(draft.key, draft.body)
      drop()
      toast('done', t('reporter.sent', { number: shortNumber(ticket.number) }))
      await router.push(`/report/${ticket.id}`)
      return true
    } catch (error) {
      const later = error instanceof ApiProblem && LATER.includes(error.code)
      if (!later) drop()
      refused(error, later ? t('reporter.kept') : failure(error))
      return later
    }
  }

  /** Whether the form is done with it: it was filed, or it is kept. */
  async function file(body: OpenTicket, about: string): Promise<boolean> {
    if (kept.value) {
      toast('failed', t('reporter.kept_first'))
      return false
    }
    const done = await during('open', () => deliver(keep(body, about, Date.now())))
    return done === true
  }

  async function send(): Promise<void> {
    const draft = kept.value
    if (draft) await during('send', () => deliver(draft))
  }

  async function join(ticket: SimilarTicket): Promise<void> {
    await during('join', async () => {
      try {
        await api.join(ticket.id)
        toast('done', t('reporter.joined', { number: shortNumber(ticket.number) }))
        await router.push(`/report/${ticket.id}`)
      } catch (error) {
        refused(error, failure(error))
      }
    })
  }

  return { kept, working, file, send, drop, join }
}
