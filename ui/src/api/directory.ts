// The organisation's trees and lists, and people on duty.
import { get, send } from './http'
import type { DirectoryView, Duty, PersonRow } from './wire'

export const directory = () => get<DirectoryView>('/directory')

export const people = () => get<{ items: PersonRow[] }>('/people')

export const switchDuty = (duty: Duty) => send<PersonRow>('PUT', '/people/me/duty', { body: { duty } })
