// Giving a command from a screen: one at a time a component, the button says what is going on until the
// server has answered, and the answer or the refusal is said in words.
import { ref } from 'vue'
import { ApiProblem } from '@/api/http'
import { useSession } from '@/session'
import { toast } from '@/toast'
import { useWords } from './words'

export function useCommand() {
  const working = ref<string | null>(null)
  const session = useSession()
  const { failure } = useWords()

  /** `null` when it was refused: the toast has said why, what was filled in stays. */
  async function run<T>(
    name: string,
    call: () => Promise<T>,
    said?: (answer: T) => string,
  ): Promise<T | null> {
    if (working.value) return null
    working.value = name
    try {
      const answer = await call()
      if (said) toast('done', said(answer))
      return answer
    } catch (error) {
      toast('failed', failure(error))
      if (error instanceof ApiProblem && error.code === 'login-required') session.forget()
      return null
    } finally {
      working.value = null
    }
  }

  return { working, run }
}
