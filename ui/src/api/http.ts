// How the server is asked: JSON, the cookie, an Idempotency-Key for what changes something. A request whose
// answer got lost is asked again with the same key, so it has its effect once.
import { idempotencyKey } from './key'
import type { Problem } from './wire'

export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title)
  }

  get code(): string {
    return this.problem.code
  }
}

export interface Ask {
  body?: unknown
  /** `assignment_version` that the person saw. */
  ifMatch?: number
  signal?: AbortSignal
}

const BASE = '/api/v1'
/** Pauses before a lost or refused-for-now request is sent again. */
const AGAIN_MS = [300, 1_200]

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return once<T>('GET', path, {}, null, signal)
}

/** Changes something: carries a key, and is repeated with it when the answer is lost. */
export async function send<T>(method: 'POST' | 'PUT', path: string, ask: Ask = {}): Promise<T> {
  const key = idempotencyKey()
  for (const pause of AGAIN_MS) {
    try {
      return await once<T>(method, path, ask, key, ask.signal)
    } catch (error) {
      if (!worthAnotherTry(error) || ask.signal?.aborted) throw error
      await new Promise((done) => setTimeout(done, pause))
    }
  }
  return once<T>(method, path, ask, key, ask.signal)
}

function worthAnotherTry(error: unknown): boolean {
  return error instanceof ApiProblem && ['offline', 'unavailable', 'busy'].includes(error.code)
}

async function once<T>(
  method: string,
  path: string,
  ask: Ask,
  key: string | null,
  signal?: AbortSignal,
): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (ask.body !== undefined) headers['Content-Type'] = 'application/json'
  if (key) headers['Idempotency-Key'] = key
  if (ask.ifMatch !== undefined) headers['If-Match'] = String(ask.ifMatch)
  const body = ask.body === undefined ? undefined : JSON.stringify(ask.body)
  let response: Response
  try {
    // eslint-disable-next-line no-restricted-globals -- the one place that asks
    response = await fetch(BASE + path, { method, headers, body, signal, credentials: 'same-origin' })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiProblem(ours('offline', 0))
  }
  if (!response.ok) throw new ApiProblem(await problemOf(response))
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}

async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('Content-Type')?.includes('json')
  if (isProblem) return (await response.json()) as Problem
  return ours(response.status === 404 ? 'not-found' : 'incident', response.status)
}

function ours(code: string, status: number): Problem {
  return { type: `/problems/${code}`, title: code, status, code }
}
