// Empties the outbox: one after the other, one tab at a time, as long as the page lives. Knows no store, no
// network and no clock: they come through the ports. Each sending is safe to repeat, because the key is kept.
import { ApiProblem } from '@/api/http'
import { backoffMs } from '@/live/backoff'
import { delivered, first, refuse, stumbled, verdict, withoutTime, type Box, type Queued } from './queue'

export interface Ports {
  /** Reads and changes what is kept, at one stroke, for all tabs. */
  change: (fold: (box: Box) => Box) => Promise<Box>
  /** Throws an `ApiProblem` when it was not done. */
  send: (item: Queued) => Promise<void>
  /** Runs while no other tab of this login does. */
  alone: (run: () => Promise<void>) => Promise<void>
  /** Ends early when `wake` is called. */
  pause: (ms: number) => Promise<void>
  chance: () => number
  sending: (key: string | null) => void
  /** A try has failed for now; what was said waits. */
  kept: (key: string) => void
  /** The login has ended: nothing leaves before the next one. */
  loggedOut: () => void
}

const unchanged = (box: Box) => box

export class Sender {
  private running = false
  private again = false
  private stopped = false
  private tries = 0

  constructor(private readonly ports: Ports) {}

  stop(): void {
    this.stopped = true
  }

  /** Something was put in, or there may be signal again. */
  async run(): Promise<void> {
    if (this.running || this.stopped) {
      this.again = true
      return
    }
    this.running = true
    try {
      do {
        this.again = false
        await this.drain()
      } while (this.again && !this.stopped)
    } finally {
      this.running = false
    }
  }

  /** The lock is given back during pauses: the tab in front may be luckier. */
  private async drain(): Promise<void> {
    for (;;) {
      let waitMs: number | null = null
      await this.ports.alone(async () => {
        waitMs = await this.sendAll()
      })
      if (waitMs === null || this.stopped) return
      await this.ports.pause(waitMs)
      if (this.stopped) return
    }
  }

  /** `null`: nothing is left to do; else how long to wait. */
  private async sendAll(): Promise<number | null> {
    for (;;) {
      const item = this.stopped ? null : first(await this.ports.change(unchanged))
      if (!item) return null
      this.ports.sending(item.key)
      try {
        await this.ports.send(item)
        this.tries = 0
        await this.ports.change((box) => delivered(box, item.key))
      } catch (error) {
        const waitMs = await this.failed(item, error)
        if (waitMs !== 'next') return waitMs
      } finally {
        this.ports.sending(null)
      }
    }
  }

  private async failed(item: Queued, error: unknown): Promise<number | null | 'next'> {
    switch (verdict(error, item)) {
      case 'again': {
        await this.ports.change((box) => stumbled(box, item.key, error))
        this.ports.kept(item.key)
        const asked = error instanceof ApiProblem ? error.retryAfterMs : null
        const waitMs = Math.max(asked ?? 0, backoffMs(this.tries, this.ports.chance()))
        this.tries += 1
        return waitMs
      }
      case 'login':
        this.ports.kept(item.key)
        this.ports.loggedOut()
        return null
      case 'untimed':
        await this.ports.change((box) => withoutTime(box, item.key))
        return 'next'
      case 'refused':
        await this.ports.change((box) => refuse(box, item.key, (error as ApiProblem).problem))
        return 'next'
    }
  }
}
