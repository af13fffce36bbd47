// How the server is asked: the client typed by the generated schema, the cookie, an Idempotency-Key for what
// changes something. A request whose answer got lost is asked again with the same key, so it has its effect
// once; every refusal becomes an `ApiProblem`.
import createClient from 'openapi-fetch'
import { idempotencyKey } from './key'
import type { paths } from './schema'
import type { Problem } from './wire'

export class ApiProblem extends Error {
  constructor(
    readonly problem: Problem,
    /** When the server said how long to wait before asking again. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(problem.title)
  }

  get code(): string {
    return this.problem.code
  }
}

/** What the client answers: a body, or what stands in a refusal. */
interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Pauses before a lost or refused-for-now request is sent again. */
const AGAIN_MS = [300, 1_200]
const FOR_NOW = ['offline', 'unavailable', 'busy', 'outcome-unknown']

// The tests put their own fetch in place, so it is looked up at each call.
// eslint-disable-next-line no-restricted-globals -- the one place that asks
const ask = (request: Request) => fetch(request)

export const client = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  fetch: ask,
})

export async function read<T>(call: () => Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem(ours('offline', 0))
  }
  if (!answer.response.ok)
    throw new ApiProblem(problemOf(answer.error, answer.response.status), retryAfterMs(answer.response))
  return answer.data as T
}

type Listener = (answer: unknown) => void
const listeners = new Set<Listener>()

/** Hears every answer to a change that this page made; the answer stops it again. */
export function onChanged(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Changes something: `call` gets the key and may be made again with it when the answer is lost. */
export async function change<T>(call: (key: string) => Promise<Answer<T>>): Promise<T> {
  const key = idempotencyKey()
  for (const pause of AGAIN_MS) {
    try {
      return told(await read(() => call(key)))
    } catch (error) {
      if (!(error instanceof ApiProblem) || !FOR_NOW.includes(error.code)) throw error
      await new Promise((done) => setTimeout(done, pause))
    }
  }
  return told(await read(() => call(key)))
}

function told<T>(answer: T): T {
  for (const listener of listeners) listener(answer)
  return answer
}

/** In seconds, as our server says it. */
function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null
}

function problemOf(body: unknown, status: number): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body) return body as Problem
  return ours(status === 404 ? 'not-found' : 'incident', status)
}

function ours(code: string, status: number): Problem {
  return { type: `/problems/${code}`, title: code, status, code }
}

/** Whether a page of the server can be had now: asked before a screen loads itself anew. */
export async function pageIsThere(): Promise<boolean> {
  try {
    // eslint-disable-next-line no-restricted-globals -- this is the one place; no typed path is asked for
    return (await fetch('/', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}
