// The organisation's trees and lists, and people on duty.
import { client, read } from './http'
import type { Duty } from './wire'

export const directory = () => read(() => client.GET('/api/v1/directory'))

export const people = () => read(() => client.GET('/api/v1/people'))

export const switchDuty = (duty: Duty) =>
  read(() => client.POST('/api/v1/people/me/duty', { body: { duty } }))

/** What a scanned label stands for. */
export const place = (code: string) =>
  read(() => client.GET('/api/v1/places/{code}', { params: { path: { code } } }))
