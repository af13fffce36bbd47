// What a frame of the live protocol does to what this screen knows: exhaustive, no Vue, no socket. Rows come
// whole and replace what was there; no rule of the house is repeated here. The map of tickets is changed in
// place (a desk has ten thousand, two hundred change in a second), so who held a state before sees its
// tickets change; everything else is made anew, and a map that did not change stays the same map.
import type {
  AlertRow,
  Audience,
  Charts,
  Figures,
  GroupLoads,
  Id,
  Named,
  PersonRow,
  Ring,
  Row,
  ServerFrame,
  TicketRow,
} from '@/api/wire'

/** The rows of one audience up to `position` of the organisation's log. */
export interface Feed {
  position: number
  tickets: ReadonlyMap<Id, TicketRow>
  people: ReadonlyMap<Id, PersonRow>
  /** By ticket: an alert's id is its ticket's. */
  alerts: ReadonlyMap<Id, AlertRow>
  figures: Figures | null
  charts: Charts | null
  /** How full the groups are. */
  groups: GroupLoads | null
}

/** A whole that has not come to its last part. */
interface Incoming {
  position: number
  next: number
  rows: Row[]
}

export interface Live {
  log: string | null
  build: string | null
  /** What the server said this person has. */
  audiences: readonly Audience[]
  feeds: Readonly<Partial<Record<Audience, Feed>>>
  incoming: Readonly<Partial<Record<Audience, Incoming>>>
  rings: ReadonlyMap<Id, Ring>
  viewers: ReadonlyMap<Id, readonly Named[]>
  /** A frame is missing: the socket says `hello` again. */
  hole: boolean
}

export const nothing: Live = {
  log: null,
  build: null,
  audiences: [],
  feeds: {},
  incoming: {},
  rings: new Map(),
  viewers: new Map(),
  hole: false,
}

function emptyFeed(): Feed {
  return {
    position: 0,
    tickets: new Map(),
    people: new Map(),
    alerts: new Map(),
    figures: null,
    charts: null,
    groups: null,
  }
}

export function apply(state: Live, frame: ServerFrame): Live {
  switch (frame.type) {
    case 'welcome':
      return welcomed(state, frame)
    case 'rows':
      return withRows(state, frame)
    case 'whole':
      return withPart(state, frame)
    case 'ring':
      return { ...state, rings: new Map(state.rings).set(frame.ring.offer, frame.ring) }
    case 'hush':
      return { ...state, rings: without(state.rings, frame.offer) }
    case 'viewers':
      return { ...state, viewers: new Map(state.viewers).set(frame.ticket, frame.people) }
    case 'pong':
      return state
    case 'bye':
      return frame.reason === 'rights_changed' ? { ...state, log: null } : state
    default: {
      const unknown: never = frame
      return unknown
    }
  }
}

/** Another log means a restored database: nothing that was known counts. Lost audiences are forgotten. So are
 * rings: one that ended while this screen was away is not hushed any more, and one that stands is said by its
 * ticket's row, or rung again. */
function welcomed(state: Live, frame: Extract<ServerFrame, { type: 'welcome' }>): Live {
  const known = state.log === frame.log ? state : nothing
  const feeds = Object.fromEntries(
    Object.entries(known.feeds).filter(([audience]) => frame.audiences.includes(audience as Audience)),
  )
  return {
    ...known,
    log: frame.log,
    build: frame.build,
    feeds,
    incoming: {},
    rings: new Map(),
    viewers: new Map(),
    hole: false,
    audiences: frame.audiences,
  }
}

function withRows(state: Live, frame: Extract<ServerFrame, { type: 'rows' }>): Live {
  const feed = state.feeds[frame.audience]
  if (!feed || frame.prev > feed.position) return { ...state, hole: true }
  // One that follows none is all of what it shows (the charts): it counts wherever it comes.
  const stands = frame.prev === 0
  if (frame.position <= feed.position && !stands) return { ...state, hole: false }
  const next = { ...fold(feed, frame.rows), position: Math.max(frame.position, feed.position) }
  const feeds = { ...state.feeds, [frame.audience]: next }
  return { ...state, hole: false, feeds: raised(feeds, frame.audience, frame.position - 1) }
}

/** Parts gather until the last has come; then they replace the audience at once. */
function withPart(state: Live, frame: Extract<ServerFrame, { type: 'whole' }>): Live {
  const begun = state.incoming[frame.audience]
  const follows = begun && begun.position === frame.position && begun.next === frame.part
  const rows = follows ? begun.rows.concat(frame.rows) : frame.rows
  if (!frame.last) {
    const gathering = { position: frame.position, next: frame.part + 1, rows }
    return { ...state, incoming: { ...state.incoming, [frame.audience]: gathering } }
  }
  const incoming = { ...state.incoming }
  delete incoming[frame.audience]
  const feed = { ...fold(emptyFeed(), rows), position: frame.position }
  return { ...state, incoming, feeds: { ...state.feeds, [frame.audience]: feed }, hole: false }
}

/** Frames come in the order of positions over all audiences: the others are as far as just before. */
function raised(feeds: Live['feeds'], but: Audience, position: number): Live['feeds'] {
  return Object.fromEntries(
    Object.entries(feeds).map(([audience, feed]) => [
      audience,
      audience === but || feed.position >= position ? feed : { ...feed, position },
    ]),
  )
}

/** What `hello` names: the position up to which every audience is known, or none while one is missing. */
export function resumeFrom(state: Live): { log: string; position: number } | null {
  if (state.log === null || state.audiences.length === 0) return null
  const positions = state.audiences.map((audience) => state.feeds[audience]?.position ?? null)
  const known = positions.filter((position) => position !== null)
  return known.length < positions.length ? null : { log: state.log, position: Math.min(...known) }
}

function fold(feed: Feed, rows: readonly Row[]): Feed {
  const tickets = feed.tickets as Map<Id, TicketRow>
  const has = (kind: Row['row']) =>
    rows.some((row) => row.row === kind || (row.row === 'gone' && row.kind === kind))
  const people = has('person') ? new Map(feed.people) : (feed.people as Map<Id, PersonRow>)
  const alerts = has('alert') ? new Map(feed.alerts) : (feed.alerts as Map<Id, AlertRow>)
  let { figures, charts, groups } = feed
  for (const row of rows) {
    switch (row.row) {
      case 'ticket':
        // A frame that follows none may be older than what is known.
        if ((tickets.get(row.id)?.version ?? 0) <= row.version) tickets.set(row.id, row)
        break
      case 'person':
        people.set(row.id, row)
        break
      case 'alert':
        alerts.set(row.ticket, row)
        break
      case 'figures':
        figures = row
        break
      case 'charts':
        charts = row
        break
      case 'groups':
        groups = row
        break
      case 'gone':
        if (row.kind === 'ticket') tickets.delete(row.id)
        if (row.kind === 'person') people.delete(row.id)
        if (row.kind === 'alert') alerts.delete(row.id)
        break
      default: {
        const unknown: never = row
        return unknown
      }
    }
  }
  return { position: feed.position, tickets, people, alerts, figures, charts, groups }
}

function without<V>(map: ReadonlyMap<Id, V>, id: Id): ReadonlyMap<Id, V> {
  if (!map.has(id)) return map
  const rest = new Map(map)
  rest.delete(id)
  return rest
}
