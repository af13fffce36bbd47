// Who I am: log in, log out, me, and the demo's one-click logins.
import { client, read } from './http'
import type { Id } from './wire'

export const login = (phone: string, password: string, organisation?: Id) =>
  read(() => client.POST('/api/v1/login', { body: { phone, password, organisation } }))

export const logout = () => read(() => client.POST('/api/v1/logout'))

export const me = () => read(() => client.GET('/api/v1/me'))

export const demoLogins = () => read(() => client.GET('/api/v1/demo-logins'))
