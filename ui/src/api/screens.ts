// Wall screens: what a screen asks before anybody knows it, and what those who manage them ask.
import { change, client, read } from './http'
import type { Id } from './wire'

export const openPairing = () => read(() => client.POST('/api/v1/pairings'))

export const claimPairing = (secret: string) =>
  read(() => client.POST('/api/v1/pairings/claim', { body: { secret } }))

export const renewScreen = () => read(() => client.POST('/api/v1/screens/me/renew'))

export const listScreens = () => read(() => client.GET('/api/v1/screens'))

/** Without a key: the same code and name said twice are answered twice. */
export const pairScreen = (code: string, name: string) =>
  change(() => client.POST('/api/v1/screens', { body: { code, name } }))

export const withdrawScreen = (id: Id) =>
  change(() => client.DELETE('/api/v1/screens/{id}', { params: { path: { id } } }))
