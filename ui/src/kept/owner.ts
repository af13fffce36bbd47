// Whose the things are that this phone keeps, and when they go: at logout, when another person logs in, and, but
// for what waits in the outbox, when a login ends. Small: every page has it; the shelf itself comes when needed.
import type { Me } from '@/api/wire'

const OWNER = 'lamplight.kept'
/** What he has said survives the end of a login: it leaves after his next one. */
const SURVIVES = ['outbox']

export const personOf = (me: Me): string => `${me.organisation.id}:${me.person.id}`

export const owner = (): string | null => localStorage.getItem(OWNER)

export function own(person: string | null): void {
  if (person === null) localStorage.removeItem(OWNER)
  else localStorage.setItem(OWNER, person)
}

/** Who this phone belongs to when nobody can be asked. */
export async function me(): Promise<Me | null> {
  if (owner() === null) return null
  const { read } = await import('./db')
  const kept = await read<Me>('me')
  return kept && personOf(kept) === owner() ? kept : null
}

/** At login and logout: what belongs to anybody else is gone. */
export async function onlyFor(me: Me | null): Promise<void> {
  if (owner() === null || (me && personOf(me) === owner())) return
  await (await import('./db')).wipe()
}

export async function loginEnded(): Promise<void> {
  if (owner() === null) return
  await (await import('./db')).wipeBut(SURVIVES)
}
