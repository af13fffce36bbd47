// The wire's types by the names the screens use, and its words as lists (for menus and for tests that
// every word has its translation). Nothing here decides anything.
export type Id = string
/** RFC 3339 with `Z`. */
export type Instant = string

export const STAGES = [
  'unassigned',
  'ringing',
  'accepted',
  'arrived',
  'on_hold',
  'completed',
  'withdrawn',
  'unresolved',
  'merged',
] as const
export const SHOWN = ['unassigned', 'in_progress', 'completed', 'withdrawn', 'unresolved', 'merged'] as const
export const PRIORITIES = ['critical', 'high', 'normal', 'low'] as const
export const CHANNELS = ['phone', 'page', 'mini_program', 'wechat', 'api', 'alarm', 'mail'] as const
export const RUNGS = ['a', 'b', 'group', 'other_group', 'by_hand'] as const
export const TARGETS = ['accept', 'respond', 'resolve'] as const
export const DUTIES = ['on', 'busy', 'off'] as const
export const ROLES = ['reporter', 'dispatcher', 'engineer', 'supervisor', 'admin', 'screen'] as const
export const DECLINE_REASONS = ['busy', 'wrong_group', 'away', 'no_tools', 'other'] as const
export const RETURN_REASONS = ['wrong_group', 'not_mine', 'needs_access', 'end_of_shift', 'other'] as const
export const HOLD_REASONS = ['parts', 'vendor', 'user', 'access', 'other'] as const
export const WITHDRAW_REASONS = ['solved_itself', 'mistake', 'duplicate', 'not_needed'] as const
export const UNRESOLVED_REASONS = ['vendor', 'scrapped', 'not_reproducible', 'out_of_scope', 'other'] as const
export const WAITS = ['backlog', 'stranded', 'later', 'wrong_group', 'quarantined'] as const
export const ALERT_KINDS = [
  'accept_overdue',
  'respond_overdue',
  'resolve_overdue',
  'stranded',
  'by_hand',
  'quarantined',
] as const

export type Stage = (typeof STAGES)[number]
export type Shown = (typeof SHOWN)[number]
export type Priority = (typeof PRIORITIES)[number]
export type Channel = (typeof CHANNELS)[number]
export type Rung = (typeof RUNGS)[number]
export type Target = (typeof TARGETS)[number]
export type Duty = (typeof DUTIES)[number]
export type Role = (typeof ROLES)[number]
export type DeclineReason = (typeof DECLINE_REASONS)[number]
export type ReturnReason = (typeof RETURN_REASONS)[number]
export type HoldReason = (typeof HOLD_REASONS)[number]
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number]
export type UnresolvedReason = (typeof UNRESOLVED_REASONS)[number]
export type Waits = (typeof WAITS)[number]
export type AlertKind = (typeof ALERT_KINDS)[number]

export interface Named {
  id: Id
  name: string
}
export interface HoldView {
  reason: HoldReason
  until: Instant
}
export interface OwnerView {
  engineer: Named
  group?: Named | null
  since: Instant
  phase_since: Instant
  on_hold?: HoldView | null
}
export interface OfferView {
  id: Id
  engineer: Named
  group?: Named | null
  transfer: boolean
  rung: Rung
  attempt: number
  offered_at: Instant
  accept_by: Instant
  decision: Id
}
export interface ClockView {
  target: Target
  target_s: number
  used_s: number
  running_since?: Instant | null
  due_at?: Instant | null
  stopped_at?: Instant | null
  missed: boolean
}
export interface TicketRow {
  id: Id
  number: string
  version: number
  assignment_version: number
  shown: Shown
  stage: Stage
  priority: Priority
  summary: string
  channel: Channel
  category: Named
  category_path: string[]
  system?: Named | null
  zone: Named
  place: string
  closet?: string | null
  department?: Named | null
  reporter?: Named | null
  reporters: number
  reporter_phone?: string | null
  patient_waiting: boolean
  owner?: OwnerView | null
  offer?: OfferView | null
  waits?: Waits | null
  clocks: ClockView[]
  urges: number
  comments: number
  opened_at: Instant
  last_at: Instant
  ended_at?: Instant | null
  cause?: Named | null
  merged_into?: Id | null
  rated?: number | null
  escalated: number
  round: number
}
export interface TicketAnswer {
  ticket: TicketRow
  position: number
}
export interface TicketPage {
  items: TicketRow[]
  next?: string | null
}
export interface TimelineItem {
  position: number
  version: number
  at: Instant
  occurred_at?: Instant | null
  by: string
  person?: Named | null
  event: string
  engineer?: Named | null
  reason?: string | null
  text?: string | null
  detail?: Record<string, unknown>
}
export interface TermsView {
  load: number
  zone: number
  fairness: number
  travel: number
  context: number
}
export interface CandidateView {
  engineer: Named
  group?: Named | null
  standing: 'free' | 'busy' | 'out'
  why?: string | null
  cost?: number | null
  terms?: TermsView | null
  load: number
  capacity?: number | null
}
export interface RungView {
  rung: Rung
  candidates: CandidateView[]
}
export interface Explanation {
  id: Id
  at: Instant
  kind: string
  by?: Named | null
  directory_version: number
  effort: number
  winner?: Named | null
  rungs: RungView[]
}
export interface PersonRow {
  id: Id
  name: string
  groups: Named[]
  duty: Duty
  duty_since?: Instant | null
  load: number
  ringing_load: number
  capacity?: number | null
  ringing: Named[]
  owned: Named[]
  place?: string | null
}
export interface AlertRow {
  ticket: Id
  number: string
  summary: string
  kind: AlertKind
  level: number
  since: Instant
  acknowledged: boolean
  owner?: Named | null
}
export interface Figures {
  unassigned: number
  ringing: number
  accepted: number
  arrived: number
  on_hold: number
  in_progress: number
  overdue: number
  opened_today: number
  completed_today: number
  withdrawn_today: number
  unresolved_today: number
  on_duty: number
}
export interface Ring {
  offer: Id
  ticket: Id
  number: string
  transfer: boolean
  attempt: number
  priority: string
  summary: string
  place: string
  department?: string | null
  category: string
  offered_at: Instant
  accept_by: Instant
}
export interface ZoneView {
  id: Id
  parent?: Id | null
  kind: 'campus' | 'building' | 'floor' | 'area'
  name: string
  closet?: string | null
}
export interface DepartmentView {
  id: Id
  name: string
  area: Id
}
export interface CategoryView {
  id: Id
  parent?: Id | null
  kind: 'hardware' | 'software'
  name: string
  leaf: boolean
  priority: Priority
  effort: number
  causes: Id[]
}
export interface DirectoryPerson {
  id: Id
  name: string
  roles: Role[]
  department?: Id | null
  groups: Id[]
  phone?: string | null
}
export interface DirectoryView {
  version: number
  organisation: Named
  time_zone: string
  zones: ZoneView[]
  departments: DepartmentView[]
  categories: CategoryView[]
  causes: Named[]
  systems: Named[]
  groups: Named[]
  people: DirectoryPerson[]
}
export interface Me {
  person: Named
  organisation: Named
  roles: Role[]
  department?: Named | null
  time_zone: string
}
export interface LoginAnswer {
  me: Me
  token?: string | null
  expires_at: Instant
}
export interface DemoLogin {
  role: Role
  name: string
  phone: string
  password: string
}
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  field?: string
  detail?: string
  params?: Record<string, unknown>
  ticket?: TicketRow
}
export interface OpenTicket {
  summary: string
  category: Id
  system?: Id
  zone?: Id
  department?: Id
  reporter?: Id
  channel?: Channel
  patient_waiting?: boolean
  priority?: Priority
  dispatch?: 'now' | 'later'
  occurred_at?: Instant
  solved?: { cause: Id; note?: string }
}

export type Audience = 'board' | 'wall' | 'engineer' | 'reporter'
export type RowKind = 'ticket' | 'person' | 'alert' | 'figures'
export type Row =
  | ({ row: 'ticket' } & TicketRow)
  | ({ row: 'person' } & PersonRow)
  | ({ row: 'alert' } & AlertRow)
  | ({ row: 'figures' } & Figures)
  | { row: 'gone'; kind: RowKind; id: Id }
export type HushReason = 'accepted' | 'declined' | 'lapsed' | 'revoked'
export type ByeReason =
  'restarting' | 'login_ended' | 'too_slow' | 'too_many' | 'bad_frame' | 'rights_changed'
export type ServerFrame =
  | {
      type: 'welcome'
      log: string
      position: number
      now: Instant
      rate: number
      build: string
      audiences: Audience[]
    }
  | { type: 'rows'; audience: Audience; prev: number; position: number; now: Instant; rows: Row[] }
  | {
      type: 'whole'
      audience: Audience
      position: number
      part: number
      last: boolean
      now: Instant
      rows: Row[]
    }
  | { type: 'ring'; ring: Ring }
  | { type: 'hush'; offer: Id; why: HushReason }
  | { type: 'viewers'; ticket: Id; people: Named[] }
  | { type: 'pong'; now: Instant }
  | { type: 'bye'; reason: ByeReason; retry_after_ms?: number | null }
export type ClientFrame =
  | { type: 'hello'; device: Id; log?: string; position?: number }
  | { type: 'watch'; ticket?: Id }
  | { type: 'got'; offer: Id }
  | { type: 'ping' }
