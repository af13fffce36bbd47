// The phone's own shelf: a small store in IndexedDB for what an engineer needs without signal. Everything on it
// belongs to one person in one organisation; it is empty for anybody else and after a logout.
import { clear, createStore, delMany, get, keys, promisifyRequest, type UseStore } from 'idb-keyval'
import { owner, own } from './owner'

let opened: UseStore | null = null
const shelf = () => (opened ??= createStore('lamplight-phone', 'kept'))
/** Where the browser refuses a store, the page's own memory must do. */
const memory = new Map<string, unknown>()
let refused = typeof indexedDB === 'undefined'

async function orMemory<T>(ask: () => Promise<T>, without: () => T): Promise<T> {
  if (refused) return without()
  try {
    return await ask()
  } catch {
    refused = true
    return without()
  }
}

/** From now on it is this person's; what somebody else has left is gone. */
export async function claim(person: string): Promise<void> {
  const before = owner()
  if (before !== null && before !== person) await wipe()
  own(person)
}

export async function wipe(): Promise<void> {
  own(null)
  memory.clear()
  await orMemory(
    () => clear(shelf()),
    () => undefined,
  )
}

/** All but these. */
export async function wipeBut(names: readonly string[]): Promise<void> {
  for (const name of memory.keys()) if (!names.includes(name)) memory.delete(name)
  await orMemory(
    async () =>
      delMany(
        (await keys(shelf())).filter((name) => !names.includes(String(name))),
        shelf(),
      ),
    () => undefined,
  )
}

export const read = <T>(name: string): Promise<T | undefined> =>
  orMemory(
    () => get<T>(name, shelf()),
    () => memory.get(name) as T | undefined,
  )

/** At one stroke, for all tabs; for somebody whose shelf it is no more nothing is written. */
export async function change<T>(name: string, whose: string, fold: (kept: T | undefined) => T): Promise<T> {
  let next: T | undefined
  const step = (kept: T | undefined, keep: (next: T) => void) => {
    const his = owner() === whose
    next = his ? fold(kept) : (kept ?? fold(undefined))
    if (his) keep(next)
  }
  await orMemory(
    () =>
      shelf()('readwrite', (store) => {
        const asked = store.get(name) as IDBRequest<T | undefined>
        asked.onsuccess = () => step(asked.result, (value) => store.put(value, name))
        return promisifyRequest(store.transaction)
      }),
    () => step(memory.get(name) as T | undefined, (value) => memory.set(name, value)),
  )
  return next as T
}
