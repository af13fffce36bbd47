// Finding Chinese names by what is typed: hanzi, part of the pinyin, or the initials.
import { pinyin } from 'pinyin-pro'

const known = new Map<string, { initials: string; full: string }>()

function spelled(text: string): { initials: string; full: string } {
  let found = known.get(text)
  if (!found) {
    const parts = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
    found = {
      initials: parts
        .map((part) => (/^[a-z]+$/.test(part) ? part[0] : part))
        .join('')
        .toLowerCase()
        .replace(/\s/g, ''),
      full: parts.join('').toLowerCase().replace(/\s/g, ''),
    }
    known.set(text, found)
  }
  return found
}

/** `loose`: the initials may stand apart (`hlxt` finds 护理排班系统); for short lists of long names. */
export function matchesText(text: string, typed: string, how: 'close' | 'loose' = 'close'): boolean {
  const wanted = typed.trim().toLowerCase().replace(/\s/g, '')
  if (wanted === '') return true
  if (text.toLowerCase().replace(/\s/g, '').includes(wanted)) return true
  if (!/^[a-z0-9]+$/.test(wanted)) return false
  const { initials, full } = spelled(text)
  if (initials.includes(wanted) || full.includes(wanted)) return true
  return how === 'loose' && inOrder(initials, wanted)
}

function inOrder(letters: string, wanted: string): boolean {
  let at = 0
  for (const letter of letters) if (letter === wanted[at]) at += 1
  return at === wanted.length
}
