// The way out, from whatever page: the login ends, then the login page stands.
import { useRouter } from 'vue-router'
import { useSession } from './session'

export function useLeave(): () => Promise<void> {
  const session = useSession()
  const router = useRouter()
  return async () => {
    await session.logout()
    await router.push('/login')
  }
}
