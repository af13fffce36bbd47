// How a page of the phone says something: through the outbox, one at a time, with the words on its button and what
// comes of it. Done is said when the server has said so; what is kept stands in the bar above.
import { computed, ref } from 'vue'
import { shortNumber, useWords } from '@/entities/words'
import { useLive } from '@/live/store'
import type { Command, Said } from '@/outbox/said'
import { useOutbox, type About, type Outcome } from '@/outbox/store'
import { toast } from '@/toast'

/** Those whose end would else go unseen, because the page closes over it. */
const TOLD: readonly Command[] = ['complete', 'unresolved']

export function useSaying() {
  const outbox = useOutbox()
  const live = useLive()
  const { t } = useWords()
  const working = ref<Command | null>(null)
  const later = computed(() => !live.usable)

  async function say(about: About, said: Said): Promise<Outcome | null> {
    if (working.value) return null
    working.value = said.command
    try {
      const outcome = await outbox.give(about, said)
      const number = shortNumber(about.number)
      if (outcome === 'full') toast('failed', t('engineer.outbox.full'))
      if (outcome === 'done' && TOLD.includes(said.command))
        toast('done', t(`action.done.${said.command}`, { number }))
      return outcome
    } finally {
      working.value = null
    }
  }

  /** What stands on the button of this command. */
  function label(command: Command, words: string): string {
    if (working.value === command) return t(`action.working.${command}`)
    return later.value ? t('engineer.later', { action: words }) : words
  }

  return { working, later, say, label }
}
