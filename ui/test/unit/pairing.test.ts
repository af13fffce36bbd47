// A screen's code through good and bad days: it stays over a reload, a new one comes when it has run out or
// the server forgot it, and being cut off takes nothing away.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Me } from '@/api/wire'
import { ASK_MS, inTwo, usePairing } from '@/wall/pairing'

const me = { person: { id: '1', name: 'Lobby' }, roles: ['screen'] } as unknown as Me
let answers: Record<string, () => Response>
let asked: string[]

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const pairing = (code: string) => json({ code, secret: `secret of ${code}`, left_s: 600 }, 201)

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  asked = []
  answers = {
    '/api/v1/pairings': pairing('428913'),
    '/api/v1/pairings/claim': json({ state: 'pending', left_s: 590 }),
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${new URL(request.url).pathname} ${await request.clone().text()}`)
    const answer = answers[new URL(request.url).pathname]
    if (!answer) throw new TypeError('cut off')
    return answer()
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function screen() {
  const cameIn: Me[] = []
  let pair: ReturnType<typeof usePairing> | undefined
  const page = mount(
    defineComponent(() => {
      pair = usePairing((one) => cameIn.push(one))
      return () => h('i')
    }),
  )
  await settle()
  if (!pair) throw new Error('not set up')
  return { page, cameIn, pair, code: () => pair?.shown.value?.code }
}

async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  await flushPromises()
}

test('it shows a code and comes in when somebody has typed it', async () => {
  const { pair, cameIn, code } = await screen()
  expect(code()).toBe('428913')
  expect(inTwo('428913')).toBe('428 913')
  await settle(ASK_MS)
  expect(asked.at(-1)).toContain('secret of 428913')
  expect(pair.leftMs.value).toBeLessThanOrEqual(600_000)
  answers['/api/v1/pairings/claim'] = json({ state: 'confirmed', me })
  await settle(ASK_MS)
  expect(cameIn).toEqual([me])
  const before = asked.length
  await settle(10 * ASK_MS)
  expect(asked.length, 'nothing is asked any more').toBe(before)
  expect(localStorage.getItem('lamplight.pairing')).toBeNull()
})

test('a reload takes the code away from nobody who types it', async () => {
  const first = await screen()
  first.page.unmount()
  answers['/api/v1/pairings'] = pairing('000000')
  const { code } = await screen()
  expect(code()).toBe('428913')
})

test('a new code comes when the old one is gone, with a restart of the server too', async () => {
  const { code } = await screen()
  answers = { '/api/v1/pairings': pairing('731204'), '/api/v1/pairings/claim': json({ state: 'gone' }) }
  await settle(ASK_MS)
  expect(code()).toBe('731204')
})

test('cut off it says so, keeps the code, and goes on by itself', async () => {
  const { pair, code } = await screen()
  const before = answers
  answers = {}
  await settle(ASK_MS)
  expect(pair.failure.value).not.toBeNull()
  expect(code()).toBe('428913')
  answers = before
  await settle(ASK_MS)
  expect(pair.failure.value).toBeNull()
})

test('refused for asking too often it waits longer', async () => {
  answers['/api/v1/pairings'] = json({ status: 429, code: 'too-many-attempts', title: 'x', type: '' }, 429)
  const { pair, code } = await screen()
  expect(code()).toBeUndefined()
  expect(pair.failure.value).not.toBeNull()
  await settle(5 * ASK_MS)
  expect(asked.length).toBe(1)
})
