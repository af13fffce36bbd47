// What browser tests of the desk share: a report made behind the screen's back, a command by somebody else,
// and the words that the screen must show. No sleeps: every step waits for what it will see.
import type { Page } from 'playwright-core'
import type { DirectoryView } from '@/api/wire'

interface Row {
  id: string
  number: string
  version: number
}

/** A person's own request, in his window, with his login. */
export async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        ...(body ? { body } : {}),
      })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    },
    [method, path, body === undefined ? '' : JSON.stringify(body)] as const,
  ) as Promise<T>
}

/** A report of this person, registered for later: nothing rings yet. */
export async function registered(desk: Page, summary: string, reporter: string): Promise<Row> {
  const directory = await ask<DirectoryView>(desk, 'GET', '/directory')
  const category = directory.categories.find((one) => one.leaf && one.name.includes('打印'))?.id
  const person = directory.people.find((one) => one.name === reporter)?.id
  const body = { summary, category, reporter: person, channel: 'phone', dispatch: 'later' }
  return (await ask<{ ticket: Row }>(desk, 'POST', '/tickets', body)).ticket
}

/** Somebody else acts on it, on a screen that is not looked at. */
export async function acts(page: Page, ticket: Row, command: string, body: unknown = {}): Promise<void> {
  await ask(page, 'POST', `/tickets/${ticket.id}/${command}`, body)
}

/** Opens the ticket's pane from the board. */
export async function opens(desk: Page, summary: string): Promise<void> {
  const row = desk.locator('.board .row', { hasText: summary }).first()
  const waiting = desk.locator('[data-fresh]')
  // Beside a ticket that is open new rows wait until they are asked for.
  for (;;) {
    await row.or(waiting).first().waitFor()
    if (await row.isVisible()) break
    await waiting.click()
  }
  await row.click()
  await desk.locator('.pane h2', { hasText: summary }).waitFor()
}

export const stage = (desk: Page, name: string) => desk.locator(`.pane .tag.st-${name}`).waitFor()
export const sees = (page: Page, text: string | RegExp) =>
  page.getByText(text).first().waitFor({ timeout: 15_000 })
export const said = (page: Page, text: string) =>
  page.locator('.toasts p', { hasText: text }).first().waitFor({ timeout: 15_000 })
