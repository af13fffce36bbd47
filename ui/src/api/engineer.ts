// What only an engineer's phone asks for: what ended before around a ticket, the causes most used first, his own
// round and day.
import { client, read } from './http'
import type { Id } from './wire'

export const history = (id: Id) =>
  read(() => client.GET('/api/v1/tickets/{id}/history', { params: { path: { id } } }))

export const causeUses = (category: Id) =>
  read(() => client.GET('/api/v1/causes', { params: { query: { category } } }))

export const round = () => read(() => client.GET('/api/v1/me/round'))

export const today = () => read(() => client.GET('/api/v1/me/today'))
