// The socket's life over the reporter's pages: it stays while one follows the other.
import { nextTick } from 'vue'
import { useLive } from '@/live/store'

let pages = 0

export function follow(): void {
  pages += 1
  useLive().start()
}

/** The next page of the reporter has its say first. */
export function leaveSoon(): void {
  pages -= 1
  void nextTick(() => {
    if (pages === 0) useLive().stop()
  })
}
