// What an engineer's phone keeps of what it has read, so that it opens in the lift: his tickets, the directory, the
// timelines of tickets he has opened, who he is. Shown with its age; the feed replaces it as soon as it is there.
import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Me, PersonRow, TicketRow } from '@/api/wire'
import { useDirectory } from '@/directory'
import { isLive } from '@/entities/reading'
import type { Feed } from '@/live/apply'
import { useLive } from '@/live/store'
import { change, claim, read } from './db'
import { personOf } from './owner'

export interface KeptFeed {
  /** This machine's date when it was written; only the distance to it counts. */
  wrote: number
  /** The hospital's time then, and how fast it goes. */
  at: number
  rate: number
  tickets: TicketRow[]
  people: PersonRow[]
}

/** Ended ones beyond these are read again when there is signal. */
const MOST_ENDED = 50
/** Of a kind: timelines of opened tickets, causes of categories .. */
const MOST_ANSWERS = 50
const SAVE_MS = 300

type Answers = Record<string, { answer: unknown; used: number }>

export const useKept = defineStore('kept', () => {
  const live = useLive()
  const directory = useDirectory()
  const feed = shallowRef<KeptFeed | null>(null)
  /** What was kept has been looked up: nothing kept is nothing there. */
  const looked = ref(false)
  let whose: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const write = <T>(name: string, value: T) =>
    whose ? change<T>(name, whose, () => value).catch(() => undefined) : Promise.resolve(undefined)

  async function start(me: Me): Promise<void> {
    whose = personOf(me)
    await claim(whose)
    void write('me', plain(me))
    feed.value = (await read<KeptFeed>('feed')) ?? null
    looked.value = true
    const kept = feed.value
    if (kept) live.presume(kept.at + Math.max(0, Date.now() - kept.wrote) * kept.rate, kept.rate)
    await fetchDirectory()
  }

  async function fetchDirectory(): Promise<void> {
    try {
      await directory.load()
      await write('directory', plain(directory.view))
    } catch {
      const kept = await read<typeof directory.view>('directory')
      if (kept) directory.restore(kept)
    }
  }

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
    whose = null
    feed.value = null
    looked.value = false
  }

  function save(now: Feed): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const all = [...now.tickets.values()]
      const ended = all
        .filter((ticket) => !isLive(ticket))
        .sort((left, right) => ((left.ended_at ?? '') > (right.ended_at ?? '') ? -1 : 1))
      const tickets = [...all.filter(isLive), ...ended.slice(0, MOST_ENDED)]
      const people = [...now.people.values()]
      const kept = { wrote: Date.now(), at: Math.floor(live.now), rate: live.rate, tickets, people }
      void write<KeptFeed>('feed', kept)
    }, SAVE_MS)
  }

  /** What the server answers, else what it answered last time to the same question. `null`: neither can be had. */
  async function asked<T>(kind: string, of: string, ask: () => Promise<T>): Promise<T | null> {
    try {
      const answer = await ask()
      if (whose) await change<Answers>(kind, whose, (kept) => including(kept ?? {}, of, plain(answer)))
      return answer
    } catch {
      const kept = await read<Answers>(kind)
      return (kept?.[of]?.answer as T | undefined) ?? null
    }
  }

  watch(
    () => (live.usable ? live.feed('engineer').value : null),
    (now) => now && whose && save(now),
  )
  watch(
    () => live.connection === 'live',
    (now) => now && whose && !directory.fresh && void fetchDirectory(),
  )

  return { feed, looked, start, stop, asked }
})

/** Without Vue's proxies, which no store takes. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** The one least recently asked for makes place. */
function including(kept: Answers, of: string, answer: unknown): Answers {
  const used = Math.max(0, ...Object.values(kept).map((one) => one.used)) + 1
  const all = Object.entries({ ...kept, [of]: { answer, used } })
  return Object.fromEntries(all.sort(([, left], [, right]) => right.used - left.used).slice(0, MOST_ANSWERS))
}
