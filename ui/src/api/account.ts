// Who I am: log in, log out, me, and the demo's one-click logins.
import { get, send } from './http'
import type { DemoLogin, Id, LoginAnswer, Me } from './wire'

export const login = (phone: string, password: string, organisation?: Id) =>
  send<LoginAnswer>('POST', '/login', {
    body: { phone, password, ...(organisation ? { organisation } : {}) },
  })

export const logout = () => send<void>('POST', '/logout', { body: {} })

export const me = () => get<Me>('/me')

export const demoLogins = () => get<{ items: DemoLogin[] }>('/demo-logins')
