// What an engineer's phone shows: what rings at him, what he has in hand, what he has done. From his own
// feed, so it is there again after a reload; without signal from what the phone has kept. Ring frames only make it
// quicker. A ring that he has answered is silent here, though the server may not know it yet.
import { computed, shallowRef } from 'vue'
import { people } from '@/api/directory'
import type { PersonRow, Ring, TicketRow } from '@/api/wire'
import { isLive } from '@/entities/reading'
import { useLive } from '@/live/store'
import { useKept } from '@/kept/store'
import { useOutbox } from '@/outbox/store'
import { useSession } from '@/session'

function ofTicket(ticket: TicketRow): Ring | null {
  const offer = ticket.offer
  if (!offer) return null
  return {
    offer: offer.id,
    ticket: ticket.id,
    number: ticket.number,
    transfer: offer.transfer,
    attempt: offer.attempt,
    priority: ticket.priority,
    summary: ticket.summary,
    place: ticket.place,
    department: ticket.department?.name,
    category: ticket.category_path.join(' / '),
    offered_at: offer.offered_at,
    accept_by: offer.accept_by,
  }
}

export function useWork() {
  const live = useLive()
  const session = useSession()
  const kept = useKept()
  const outbox = useOutbox()
  const fed = live.feed('engineer')
  const me = computed(() => session.me?.person.id)
  const remembered = computed(() => {
    const { tickets, people } = kept.feed ?? {}
    if (!tickets || !people) return null
    return {
      tickets: new Map(tickets.map((one) => [one.id, one] as const)),
      people: new Map(people.map((one) => [one.id, one] as const)),
    }
  })
  const feed = computed(() => fed.value ?? remembered.value)
  const tickets = computed(() => [...(feed.value?.tickets.values() ?? [])])
  const answered = computed(
    () =>
      new Set(
        outbox.queued.flatMap(({ said }) =>
          said.command === 'accept' || said.command === 'decline' ? [said.body.offer] : [],
        ),
      ),
  )

  /** The ring that ends first stands first. A ring whose ticket says otherwise is over. */
  const rings = computed<Ring[]>(() => {
    const known = feed.value?.tickets
    const found = new Map<string, Ring>()
    for (const ring of live.live.rings.values()) {
      const ticket = known?.get(ring.ticket)
      if (!ticket || ticket.offer?.id === ring.offer) found.set(ring.offer, ring)
    }
    for (const ticket of tickets.value) {
      const ring = ticket.offer?.engineer.id === me.value ? ofTicket(ticket) : null
      if (ring) found.set(ring.offer, ring)
    }
    const open = [...found.values()].filter((ring) => !answered.value.has(ring.offer))
    return open.sort((left, right) => (left.accept_by < right.accept_by ? -1 : 1))
  })

  const inHand = computed(() =>
    tickets.value
      .filter(
        (ticket) =>
          isLive(ticket) && (ticket.owner?.engineer.id === me.value || outbox.of(ticket.id).length > 0),
      )
      .sort((left, right) => (left.opened_at < right.opened_at ? -1 : 1)),
  )
  const done = computed(() =>
    tickets.value
      .filter((ticket) => !isLive(ticket) && ticket.stage !== 'merged')
      .sort((left, right) => ((left.ended_at ?? '') > (right.ended_at ?? '') ? -1 : 1)),
  )
  /** His own row: from the feed where it is in there, else as it was when the page opened. */
  const fetched = shallowRef<PersonRow | null>(null)
  const self = computed(() => (me.value ? (feed.value?.people.get(me.value) ?? fetched.value) : null))

  async function fetchSelf(): Promise<void> {
    const { items } = await people()
    fetched.value = items.find((person) => person.id === me.value) ?? null
  }

  return { feed, rings, inHand, done, self, fetchSelf }
}
