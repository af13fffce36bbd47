// What only an engineer asks for about himself: his round, his day.
import { client, read } from './http'

export const round = () => read(() => client.GET('/api/v1/me/round'))

export const today = () => read(() => client.GET('/api/v1/me/today'))
