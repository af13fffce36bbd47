// The committed types are what the committed document generates: `npm run gen` was not forgotten.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import openapi, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { expect, test } from 'vitest'

test('the generated types are those of the document', async () => {
  const ui = join(import.meta.dirname, '../..')
  const document = JSON.parse(readFileSync(join(ui, '../docs/openapi.json'), 'utf8')) as never
  const made = COMMENT_HEADER + astToString(await openapi(document))
  expect(made).toBe(readFileSync(join(ui, 'src/api/schema.d.ts'), 'utf8'))
})
