// The outbox: what leaves in what order, what a refusal means for the rest, how often and when it is sent again.
import { describe, expect, test } from 'vitest'
import { ApiProblem } from '@/api/http'
import {
  acknowledged,
  delivered,
  empty,
  MOST,
  put,
  refuse,
  verdict,
  withoutTime,
  type Box,
  type Queued,
} from '@/outbox/queue'
import { timed, type Said } from '@/outbox/said'
import { Sender, type Ports } from '@/outbox/sender'

const AT = Date.UTC(2026, 10, 24, 2, 0)
let last = 0
const item = (ticket: string, said: Said): Queued => ({
  key: `k${(last += 1)}`,
  ticket,
  number: '20261124-087',
  summary: '打印机不走纸',
  said: timed(said, AT),
  at: AT,
  incidents: 0,
})
const arrive: Said = { command: 'arrive', body: { mode: 'on_site' } }
const complete: Said = { command: 'complete', body: { cause: 'c1' } }
const comment: Said = { command: 'comment', body: { text: '等备件' } }
const accept: Said = { command: 'accept', body: { offer: 'o1' } }
const boxOf = (...items: Queued[]): Box => items.reduce(put, empty)
const problem = (status: number, code: string, retryAfterMs: number | null = null) =>
  new ApiProblem({ type: '', title: code, status, code }, retryAfterMs)
const keys = (items: readonly { key: string }[]) => items.map((one) => one.key)

describe('what is kept', () => {
  test('the moment of the deed goes with the commands that have a place for it', () => {
    expect(timed(arrive, AT).body).toEqual({ mode: 'on_site', occurred_at: '2026-11-24T02:00:00.000Z' })
    expect(timed(comment, AT).body).toEqual({ text: '等备件' })
    expect(timed(accept, AT).body).toEqual({ offer: 'o1' })
  })

  test('it is bounded, and the same key is in it once', () => {
    const one = item('t1', arrive)
    expect(boxOf(one, one).queued).toHaveLength(1)
    const full = boxOf(...Array.from({ length: MOST }, () => item('t1', comment)))
    expect(put(full, one)).toBe(full)
  })
})

describe('a failed try', () => {
  test.each([
    [problem(0, 'offline'), 'again'],
    [problem(503, 'unavailable'), 'again'],
    [problem(503, 'outcome-unknown'), 'again'],
    [problem(429, 'busy'), 'again'],
    [problem(502, 'incident'), 'again'],
    [new Error('torn'), 'again'],
    [problem(401, 'login-required'), 'login'],
    [problem(409, 'owned-by-another'), 'refused'],
    [problem(404, 'not-found'), 'refused'],
    [problem(422, 'key-reused'), 'refused'],
    [problem(409, 'occurred-at-out-of-range'), 'untimed'],
  ])('%o: %s', (error, expected) => {
    expect(verdict(error, item('t1', arrive))).toBe(expected)
  })

  test('a fault of the server at this very command does not block the others for ever', () => {
    const again = { ...item('t1', arrive), incidents: 5 }
    const fault = new ApiProblem({ ...problem(500, 'incident').problem, params: { incident: 'a1' } })
    expect(verdict(fault, again)).toBe('refused')
    expect(verdict(problem(502, 'incident'), again)).toBe('again')
  })

  test('a moment that cannot be is left out once', () => {
    const one = item('t1', arrive)
    const box = withoutTime(boxOf(one), one.key)
    expect(box.queued[0]?.said.body).toEqual({ mode: 'on_site' })
    expect(verdict(problem(409, 'occurred-at-out-of-range'), box.queued[0] ?? one)).toBe('refused')
  })
})

describe('a refusal', () => {
  test('takes what was said later about the same ticket with it, and leaves the others', () => {
    const [a1, b1, a2] = [item('a', accept), item('b', arrive), item('a', complete)]
    const box = refuse(boxOf(a1, b1, a2), a1.key, problem(409, 'rings-at-another').problem)
    expect(keys(box.queued)).toEqual([b1.key])
    expect(keys(box.refused)).toEqual([a1.key, a2.key])
    expect(box.refused.map((one) => one.problem?.code)).toEqual(['rings-at-another', undefined])
  })

  test('of what is so already stops nothing', () => {
    const [a1, a2] = [item('a', arrive), item('a', complete)]
    const box = refuse(boxOf(a1, a2), a1.key, problem(409, 'already-arrived').problem)
    expect(keys(box.queued)).toEqual([a2.key])
    expect(keys(box.refused)).toEqual([a1.key])
  })

  test('of a comment stops nothing', () => {
    const [a1, a2] = [item('a', comment), item('a', complete)]
    expect(keys(refuse(boxOf(a1, a2), a1.key, problem(400, 'invalid-field').problem).queued)).toEqual([
      a2.key,
    ])
  })

  test('stays until it has been read', () => {
    const one = item('a', arrive)
    const box = refuse(boxOf(one), one.key, problem(409, 'ended').problem)
    expect(acknowledged(delivered(box, one.key), 'other').refused).toHaveLength(1)
    expect(acknowledged(box, one.key).refused).toHaveLength(0)
  })
})

/** A server that answers as told, a store that is a variable, pauses that are only counted. */
function house(box: Box, answers: Record<string, (Error | null)[]>) {
  const told: string[] = []
  const pauses: number[] = []
  const kept: string[] = []
  const state = { box, loggedOut: false }
  const ports: Ports = {
    change: async (fold) => (state.box = fold(state.box)),
    send: async ({ key }) => {
      told.push(key)
      const answer = answers[key]?.shift()
      if (answer) throw answer
    },
    alone: (run) => run(),
    pause: async (ms) => void pauses.push(ms),
    chance: () => 0.5,
    sending: () => undefined,
    kept: (key) => void kept.push(key),
    loggedOut: () => (state.loggedOut = true),
  }
  return { sender: new Sender(ports), told, pauses, kept, state }
}

describe('sending', () => {
  test('is in order, and each is out of the box when it was taken', async () => {
    const items = [item('a', arrive), item('b', arrive), item('a', complete)]
    const { sender, told, state } = house(boxOf(...items), {})
    await sender.run()
    expect(told).toEqual(keys(items))
    expect(state.box.queued).toEqual([])
  })

  test('waits for the one that gets no answer, and lets nothing overtake it', async () => {
    const [first, second] = [item('a', arrive), item('b', arrive)]
    const lost = [problem(0, 'offline'), problem(503, 'unavailable', 7_000)]
    const { sender, told, pauses, kept } = house(boxOf(first, second), { [first.key]: lost })
    await sender.run()
    expect(told).toEqual([first.key, first.key, first.key, second.key])
    expect(kept).toEqual([first.key, first.key])
    expect(pauses[0]).toBeLessThanOrEqual(500)
    expect(pauses[1]).toBe(7_000)
  })

  test('explains a refusal and goes on with other tickets', async () => {
    const [a1, a2, b1] = [item('a', accept), item('a', arrive), item('b', arrive)]
    const taken = { [a1.key]: [problem(409, 'offer-is-over')] }
    const { sender, told, state } = house(boxOf(a1, a2, b1), taken)
    await sender.run()
    expect(told).toEqual([a1.key, b1.key])
    expect(keys(state.box.refused)).toEqual([a1.key, a2.key])
  })

  test('stops at the end of a login and keeps what waits', async () => {
    const one = item('a', arrive)
    const { sender, state } = house(boxOf(one), { [one.key]: [problem(401, 'login-required')] })
    await sender.run()
    expect(state.loggedOut).toBe(true)
    expect(keys(state.box.queued)).toEqual([one.key])
  })
})
