// What the selects of a form offer.
import { expect, test } from 'vitest'
import type { CategoryView } from '@/api/wire'
import { firstLeaf, shortlist } from '@/entities/shortlist'

const many = Array.from({ length: 90 }, (_, n) => ({ id: `z${n}`, name: n < 60 ? '内科楼' : '外科楼' }))

test('what is chosen is in the list, however far down it stands', () => {
  const listed = shortlist(many, 'z85', () => true, 40)
  expect(listed).toHaveLength(41)
  expect(listed.at(-1)?.id).toBe('z85')
  expect(shortlist(many, 'z3', () => true, 40)).toHaveLength(40)
})

test('what matches stands before what is chosen, so Enter takes what was typed', () => {
  const listed = shortlist(many, 'z3', (one) => one.name === '外科楼', 40)
  expect([listed[0]?.id, listed.at(-1)?.id]).toEqual(['z60', 'z3'])
  expect(shortlist(many, 'unknown', () => true, 40)).toHaveLength(40)
  expect(shortlist(many, null, () => false)).toEqual([])
})

test('initials name a leaf of the category tree', () => {
  const category = (id: string, name: string, parent: string | null) => ({ id, name, parent }) as CategoryView
  const tree = [
    category('a', '硬件', null),
    category('b', '打印机', 'a'),
    category('d', '激光打印机', 'b'),
    category('c', '标签打印机', 'b'),
  ]
  expect(firstLeaf(tree, 'bqdyj')).toBe('c')
  expect(firstLeaf(tree, '打印机')).toBe('d')
  expect(firstLeaf(tree, 'xyz')).toBeNull()
  expect(firstLeaf(tree, ' ')).toBeNull()
})
