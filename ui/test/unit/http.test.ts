// Asking the server: the same key when the answer was lost, the version seen, refusals as problems.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '@/api/http'
import { idempotencyKey } from '@/api/key'
import * as api from '@/api/tickets'

const asked: Request[] = []
let answers: (Response | Error)[]

beforeEach(() => {
  asked.length = 0
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request)
    const answer = answers.shift()
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const key = (request?: Request) => request?.headers.get('Idempotency-Key')

test('a lost answer is asked for again with the same key', async () => {
  answers = [new TypeError('network'), json({ ticket: {}, position: 1 })]
  const done = api.arrive('0t')
  await vi.runAllTimersAsync()
  await done
  expect(asked).toHaveLength(2)
  expect(key(asked[0])).toBeTruthy()
  expect(key(asked[0])).toBe(key(asked[1]))
})

test('two intentions have two keys', async () => {
  answers = [json({}), json({})]
  await api.urge('0t')
  await api.urge('0t')
  expect(key(asked[0])).not.toBe(key(asked[1]))
})

test('an offer names the version that was seen', async () => {
  answers = [json({})]
  await api.offer({ id: '0t', assignment_version: 7 }, '0p')
  expect(asked[0]?.headers.get('If-Match')).toBe('7')
})

test('a refusal is a problem with its code, and is not repeated', async () => {
  answers = [json({ code: 'assignment-changed', status: 412, title: 'x' }, 412)]
  await expect(api.complete('0t', '0u')).rejects.toMatchObject({ code: 'assignment-changed' })
  expect(asked).toHaveLength(1)
})

test('no server at all is a problem too', async () => {
  answers = [new TypeError('a'), new TypeError('b'), new TypeError('c')]
  const done = expect(api.arrive('0t')).rejects.toBeInstanceOf(ApiProblem)
  await vi.runAllTimersAsync()
  await done
  expect(asked).toHaveLength(3)
})

test('keys are made without randomUUID as well', () => {
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(7) })
  expect(idempotencyKey()).toBe('07'.repeat(16))
})
