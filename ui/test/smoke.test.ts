// Both languages hold the same keys.
import { expect, test } from 'vitest'
import en from '../src/locales/en.json'
import zh from '../src/locales/zh-CN.json'

test('both languages hold the same keys', () => {
  expect(Object.keys(en)).toEqual(Object.keys(zh))
})
