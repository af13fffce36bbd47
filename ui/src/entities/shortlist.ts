// What a select offers of a long list: the best of what matches, and always what is chosen, or the field
// would show a raw id. Pure.
import type { CategoryView, Id } from '@/api/wire'
import { matchesText } from './pinyin'

/** At most `max` matches in their order; the chosen one follows where it is not among them. */
export function shortlist<T extends { id: Id }>(
  all: readonly T[],
  chosen: Id | null,
  matches: (one: T) => boolean,
  max = Infinity,
): T[] {
  const found: T[] = []
  for (const one of all) {
    if (found.length >= max) break
    if (matches(one)) found.push(one)
  }
  if (chosen === null || found.some((one) => one.id === chosen)) return found
  const kept = all.find((one) => one.id === chosen)
  return kept ? [...found, kept] : found
}

/** The first leaf of the category tree whose path fits what was typed, as the suggestions stand. */
export function firstLeaf(categories: readonly CategoryView[], typed: string): Id | null {
  if (typed.trim() === '') return null
  const walk = (parent: Id | null, path: string): Id | null => {
    for (const one of categories) {
      if ((one.parent ?? null) !== parent) continue
      const here = path + one.name
      const leaf = !categories.some((other) => other.parent === one.id)
      const found = leaf ? (matchesText(here, typed, 'loose') ? one.id : null) : walk(one.id, here)
      if (found) return found
    }
    return null
  }
  return walk(null, '')
}
