// Who is logged in on this page, with what roles, and where that person lands. The server decides rights;
// this only chooses the screen.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import * as account from '@/api/account'
import { ApiProblem } from '@/api/http'
import type { Id, Me, Role } from '@/api/wire'
import { useDirectory } from '@/directory'
import * as kept from '@/kept/owner'
import { useLive } from '@/live/store'

/** In this order the first role that a person has decides where login lands. */
const LANDING: readonly [Role, string][] = [
  ['dispatcher', '/console'],
  ['supervisor', '/overview'],
  ['engineer', '/engineer'],
  ['reporter', '/report'],
  ['screen', '/wall'],
  ['admin', '/screens'],
]

/** Set while this browser has logged in: without it nobody has to be asked for. Not a secret, not a right. */
const HINT = 'lamplight.logged_in'

export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  const known = ref(false)
  const live = useLive()

  const landing = computed(() => LANDING.find(([role]) => me.value?.roles.includes(role))?.[1] ?? '/login')

  /** Asks once who the cookie belongs to. Breakage is thrown, "nobody" is an answer. */
  async function load(): Promise<void> {
    if (known.value) return
    if (!localStorage.getItem(HINT)) {
      known.value = true
      return
    }
    try {
      me.value = await account.me()
    } catch (error) {
      const nobody = error instanceof ApiProblem && error.problem.status === 401
      // In the lift: an engineer's phone knows whose it is, and what the server would say is asked later.
      me.value = nobody ? null : await kept.me()
      if (!nobody && !me.value) throw error
      if (nobody) {
        localStorage.removeItem(HINT)
        void kept.loginEnded()
      }
    }
    known.value = true
  }

  async function login(phone: string, password: string, organisation?: Id): Promise<void> {
    const answer = await account.login(phone, password, organisation)
    await kept.onlyFor(answer.me)
    me.value = answer.me
    localStorage.setItem(HINT, 'yes')
    known.value = true
  }

  /** A wall screen was let in: its cookie is there already. */
  function comeIn(screen: Me): void {
    me.value = screen
    localStorage.setItem(HINT, 'yes')
    known.value = true
  }

  async function logout(): Promise<void> {
    await account.logout().catch(() => undefined)
    await kept.onlyFor(null)
    forget()
  }

  /** The login has ended, here or at the server: nothing of this person stays on the page. */
  function forget(): void {
    live.stop()
    useDirectory().forget()
    localStorage.removeItem(HINT)
    void kept.loginEnded()
    me.value = null
    known.value = true
  }

  const has = (...roles: Role[]) => roles.some((role) => me.value?.roles.includes(role))

  return { me, known, landing, load, login, comeIn, logout, forget, has }
})
