// Every word in both languages: the same keys, the same parameters, every code the server can send, every
// key that a source names. What is missing fails here, not on a ward.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as wire from '@/api/wire'

type Tree = { [key: string]: string | Tree }
const root = join(import.meta.dirname, '../../..')

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value)
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) found.set(inner, text)
  }
  return found
}
/** As written: an import would give what the build makes of it. */
const folder = (language: string) => join(root, 'ui/src/locales', language)
const read = (language: string) =>
  new Map(
    readdirSync(folder(language)).flatMap((file) => [
      ...flat(JSON.parse(readFileSync(join(folder(language), file), 'utf8')) as Tree),
    ]),
  )
const chinese = read('zh-CN')
const english = read('en')

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|vue)$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
}

test('both languages hold the same keys', () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
})

test('both languages name the same parameters', () => {
  const parameters = (text = '') => new Set(text.match(/\{\w+\}/g))
  for (const [key, text] of chinese) {
    for (const name of parameters(english.get(key))) expect(parameters(text), key).toContain(name)
  }
})

test('no message is empty or shouts', () => {
  for (const [key, text] of [...chinese, ...english]) {
    expect(text.trim(), key).not.toBe('')
    expect(text, key).not.toMatch(/[!！]/)
  }
})

test('every key that a source names exists', () => {
  for (const text of sources(join(root, 'ui/src'))) {
    for (const [, key] of text.matchAll(/\bt\(\s*'([\w.-]+)'/g))
      expect(chinese.has(key ?? ''), key).toBe(true)
  }
})

test('every problem of the server is translated', () => {
  const table = readFileSync(join(root, 'protocol/src/problem.rs'), 'utf8')
  const codes = [...table.matchAll(/^\s+\w+, "([a-z-]+)", \d{3}/gm)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(40)
  for (const code of codes) expect(chinese.has(`problem.${code}`), code).toBe(true)
})

test('every event of a ticket has its sentence', () => {
  const events = readFileSync(join(root, 'domain/src/ticket/event.rs'), 'utf8')
  const body = events.slice(events.indexOf('pub enum Event {'))
  const names = [...body.slice(0, body.indexOf('\n}')).matchAll(/^ {4}([A-Z]\w+)/gm)].map(([, name = '']) =>
    name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase(),
  )
  expect(names.length).toBeGreaterThan(30)
  for (const name of names) expect(chinese.has(`timeline.${name}`), name).toBe(true)
})

describe('every word of the wire is translated', () => {
  const words: [string, readonly string[]][] = [
    ['stage', wire.STAGES],
    ['shown', wire.SHOWN],
    ['priority', wire.PRIORITIES],
    ['channel', wire.CHANNELS],
    ['rung', wire.RUNGS],
    ['rung_full', wire.RUNGS],
    ['target', wire.TARGETS],
    ['duty', wire.DUTIES],
    ['role', wire.ROLES],
    ['waits', wire.WAITS],
    ['alert', wire.ALERT_KINDS],
    ['reason.decline', wire.DECLINE_REASONS],
    ['reason.return', wire.RETURN_REASONS],
    ['reason.hold', wire.HOLD_REASONS],
    ['reason.withdraw', wire.WITHDRAW_REASONS],
    ['reason.unresolved', wire.UNRESOLVED_REASONS],
  ]
  test.each(words)('%s', (key, codes) => {
    for (const code of codes) expect(chinese.has(`${key}.${code}`), code).toBe(true)
  })
})
