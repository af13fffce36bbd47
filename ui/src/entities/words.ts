// How screens speak: durations as people say them, moments in the hospital's zone, problems and steps of a
// ticket's life as sentences. Codes come from the server, sentences from `locales`.
import { useI18n } from 'vue-i18n'
import { ApiProblem } from '@/api/http'
import type { Named, Problem, TicketRow, TimelineItem } from '@/api/wire'
import { useSession } from '@/session'
import type { Reading } from './reading'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `20261124-087` as people say it: `1124-087`. */
export function shortNumber(number: string): string {
  return /^\d{8}-/.test(number) ? number.slice(4) : number
}

/** The last part, by which a ticket is called once it is on the screen. */
export function lastPart(number: string): string {
  return number.slice(number.lastIndexOf('-') + 1)
}

export function minutesSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

export function useWords() {
  const { t, te, locale } = useI18n()
  const session = useSession()

  function duration(ms: number): string {
    if (ms < MINUTE) return t('time.s', { n: Math.floor(ms / 1_000) })
    if (ms < 100 * MINUTE) return t('time.min', { n: Math.floor(ms / MINUTE) })
    if (ms < DAY) return t('time.h', { n: Math.floor(ms / HOUR) })
    return t('time.d', { n: Math.floor(ms / DAY) })
  }

  function format(at: string | number, options: Intl.DateTimeFormatOptions): string {
    const timeZone = session.me?.time_zone
    return new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : 'zh-CN', {
      ...options,
      timeZone,
      hourCycle: 'h23',
    }).format(typeof at === 'number' ? at : Date.parse(at))
  }

  const clockTime = (at: string | number) => format(at, { hour: '2-digit', minute: '2-digit' })
  const day = (at: string | number) => format(at, { month: '2-digit', day: '2-digit' }).replace('/', '-')

  /** The time of today, with the day before it for other days. */
  function moment(at: string | number, now: number): string {
    return day(at) === day(now) ? clockTime(at) : `${day(at)} ${clockTime(at)}`
  }

  function says(reading: Reading): string {
    switch (reading.kind) {
      case 'ring':
        return minutesSeconds(reading.ms)
      case 'wait':
        return t('clock.wait', { d: duration(reading.ms) })
      case 'left':
      case 'soon':
        return t('clock.left', { d: duration(reading.ms) })
      case 'late':
        return t('clock.late', { d: duration(reading.ms) })
      case 'paused':
        return t('clock.paused')
      case 'took':
        return t('clock.took', { d: duration(reading.ms) })
      default: {
        const unknown: never = reading
        return unknown
      }
    }
  }

  /** `处理中 · 已到场`, or the public word alone. */
  function stage(ticket: Pick<TicketRow, 'shown' | 'stage'>): string {
    const shown = t(`shown.${ticket.shown}`)
    return ticket.shown === 'in_progress' ? `${shown} · ${t(`stage.${ticket.stage}`)}` : shown
  }

  function problem(problem: Problem): string {
    const key = `problem.${problem.code}`
    if (!te(key)) return problem.title
    const params: Record<string, string> = {
      field: problem.field ?? '',
      incident: '',
      stage: '',
      engineer: '',
    }
    for (const [name, value] of Object.entries(problem.params ?? {})) params[name] = parameter(name, value)
    return t(key, params)
  }

  function parameter(name: string, value: unknown): string {
    if (name === 'stage') return t(`stage.${String(value)}`)
    if (name === 'priority') return t(`priority.${String(value)}`)
    if (typeof value === 'object' && value && 'name' in value) return String((value as Named).name)
    if (/(_at|until|earliest|latest)$/.test(name)) return clockTime(String(value))
    return String(value)
  }

  /** For any failure of a command or fetch. */
  function failure(error: unknown): string {
    return error instanceof ApiProblem ? problem(error.problem) : t('problem.offline')
  }

  function author(item: TimelineItem): string {
    if (item.person) return item.person.name
    return t(item.by === 'wheel' ? 'timeline.by_wheel' : 'timeline.by_system')
  }

  function reasonOf(item: TimelineItem): string {
    const kinds: Record<string, string> = {
      declined: 'decline',
      returned: 'return',
      held: 'hold',
      withdrawn: 'withdraw',
      marked_unresolved: 'unresolved',
      revoked: 'revoke',
      taken_by_hand: 'by_hand',
      arrived: 'arrived',
      undone: 'undone',
    }
    const key = `reason.${kinds[item.event]}.${item.reason}`
    return item.reason && te(key) ? t(key) : (item.reason ?? '')
  }

  function step(item: TimelineItem, now: number): string {
    const detail = item.detail ?? {}
    const named = (name: string) => (detail[name] as Named | undefined | null)?.name ?? ''
    const reason = item.event.startsWith('deadline_') ? '' : reasonOf(item)
    const key = `timeline.${stepKey(item)}`
    return t(te(key) ? key : 'timeline.unknown', {
      by: item.event === 'joined' ? named('reporter') : author(item),
      name: item.engineer?.name ?? '',
      reason,
      event: item.event,
      channel: detail.channel ? t(`channel.${String(detail.channel)}`) : '',
      rung: detail.rung ? t(`rung_full.${String(detail.rung)}`) : '',
      until: detail.until ? moment(String(detail.until), now) : '',
      cause: named('cause'),
      category: named('category'),
      zone: named('zone'),
      priority: detail.priority ? t(`priority.${String(detail.priority)}`) : '',
      target: item.event.startsWith('deadline_') ? t(`target.${item.reason}`) : '',
      n: String(detail.stars ?? detail.level ?? detail.round ?? detail.files ?? ''),
    })
  }

  function stepKey(item: TimelineItem): string {
    if (item.event !== 'offered') return item.event
    if (item.detail?.kind === 'transfer') return 'transferring'
    if (item.person) return 'offered_by'
    return Number(item.detail?.attempt) > 1 ? 'offered_second' : 'offered'
  }

  return { t, te, duration, clockTime, day, moment, says, stage, problem, failure, step, reasonOf }
}
