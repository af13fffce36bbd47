// The wire's types by the names the screens use (generated from the server's own document), and its words
// as lists: for menus, and for tests that every word has its translation. Nothing here decides anything.
import type { components } from './schema'

type Schemas = components['schemas']

export type Id = Schemas['Id']
/** RFC 3339 with `Z`. */
export type Instant = Schemas['Instant']

export type Named = Schemas['Named']
export type HoldView = Schemas['HoldView']
export type OwnerView = Schemas['OwnerView']
export type OfferView = Schemas['OfferView']
export type ClockView = Schemas['ClockView']
export type TicketRow = Schemas['TicketRow']
export type TicketAnswer = Schemas['TicketAnswer']
export type TicketPage = Schemas['TicketPage']
export type TermsView = Schemas['TermsView']
export type CandidateView = Schemas['CandidateView']
export type RungView = Schemas['RungView']
export type Explanation = Schemas['Explanation']
export type Explanations = Schemas['Explanations']
export type PersonRow = Schemas['PersonRow']
export type AlertAction = Schemas['AlertAction']
export type GroupLoads = Schemas['GroupLoads']
export type GroupLoadView = Schemas['GroupLoadView']
export type ReturnsView = Schemas['ReturnsView']
export type ReasonCount = Schemas['ReasonCount']
export type BackKind = Schemas['BackKind']
export type Gaps = Schemas['Gaps']
export type GapView = Schemas['GapView']
export type AlertRow = Schemas['AlertRow']
export type Figures = Schemas['Figures']
export type Charts = Schemas['Charts']
export type Lights = Schemas['Lights']
export type Share = Schemas['Share']
export type EngineerShare = Schemas['EngineerShare']
export type DayFigures = Schemas['DayFigures']
export type TodayAgainstUsual = Schemas['TodayAgainstUsual']
export type HalfHour = Schemas['HalfHour']
export type Ring = Schemas['Ring']
export type ZoneView = Schemas['ZoneView']
export type DepartmentView = Schemas['DepartmentView']
export type CategoryView = Schemas['CategoryView']
export type DirectoryPerson = Schemas['DirectoryPerson']
export type DirectoryView = Schemas['DirectoryView']
export type Me = Schemas['Me']
export type LoginAnswer = Schemas['LoginAnswer']
export type DemoLogin = Schemas['DemoLogin']
export type OpenTicket = Schemas['OpenTicket']
export type AcceptBody = Schemas['AcceptBody']
export type DeclineBody = Schemas['DeclineBody']
export type ArriveBody = Schemas['ArriveBody']
export type HoldBody = Schemas['HoldBody']
export type ResumeBody = Schemas['ResumeBody']
export type CompleteBody = Schemas['CompleteBody']
export type UnresolvedBody = Schemas['UnresolvedBody']
export type ReturnBody = Schemas['ReturnBody']
export type TransferBody = Schemas['TransferBody']
export type CommentBody = Schemas['CommentBody']
export type CandidatesBody = Schemas['CandidatesBody']
export type SimilarBody = Schemas['SimilarBody']
export type SimilarTicket = Schemas['SimilarTicket']
export type PlaceView = Schemas['PlaceView']
export type ProgressView = Schemas['ProgressView']
export type TicketHistory = Schemas['TicketHistory']
export type PastTicket = Schemas['PastTicket']
export type RoundView = Schemas['RoundView']
export type RoundStop = Schemas['RoundStop']
export type WhyNext = Schemas['WhyNext']
export type MyDay = Schemas['MyDay']
export type CauseUses = Schemas['CauseUses']
export type CauseUse = Schemas['CauseUse']
export type Timeline = Schemas['Timeline']
export type WhySimilar = Schemas['WhySimilar']
export type Audience = Schemas['Audience']
export type RowKind = Schemas['RowKind']
export type Row = Schemas['Row']
export type ServerFrame = Schemas['ServerFrame']
export type ClientFrame = Schemas['ClientFrame']
export type ByeReason = Schemas['ByeReason']
export type HushReason = Schemas['HushReason']
export type Stage = Schemas['Stage']
export type Shown = Schemas['Shown']
export type Priority = Schemas['Priority']
export type Channel = Schemas['Channel']
export type Rung = Schemas['Rung']
export type Target = Schemas['Target']
export type Duty = Schemas['Duty']
export type ScreenView = Schemas['ScreenView']
export type PairingAnswer = Schemas['PairingAnswer']
export type ClaimAnswer = Schemas['ClaimAnswer']
export type Role = Schemas['Role']
export type DeclineReason = Schemas['DeclineReason']
export type ReturnReason = Schemas['ReturnReason']
export type HoldReason = Schemas['HoldReason']
export type WithdrawReason = Schemas['WithdrawReason']
export type UnresolvedReason = Schemas['UnresolvedReason']
export type Waits = Schemas['Waits']
export type AlertKind = Schemas['AlertKind']

/** The document cannot say "any object"; what stands in these depends on event and code. */
export type TimelineItem = Omit<Schemas['TimelineItem'], 'detail'> & { detail?: Record<string, unknown> }
export type Problem = Omit<Schemas['Problem'], 'params'> & { params?: Record<string, unknown> }

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
] as const satisfies readonly Stage[]
export const SHOWN = [
  'unassigned',
  'in_progress',
  'completed',
  'withdrawn',
  'unresolved',
  'merged',
] as const satisfies readonly Shown[]
export const PRIORITIES = ['critical', 'high', 'normal', 'low'] as const satisfies readonly Priority[]
export const CHANNELS = [
  'phone',
  'page',
  'mini_program',
  'wechat',
  'api',
  'alarm',
  'mail',
] as const satisfies readonly Channel[]
export const RUNGS = ['a', 'b', 'group', 'other_group', 'by_hand'] as const satisfies readonly Rung[]
export const TARGETS = ['accept', 'respond', 'resolve'] as const satisfies readonly Target[]
export const DUTIES = ['on', 'busy', 'off'] as const satisfies readonly Duty[]
export const ROLES = [
  'reporter',
  'dispatcher',
  'engineer',
  'supervisor',
  'admin',
  'screen',
] as const satisfies readonly Role[]
export const DECLINE_REASONS = [
  'busy',
  'wrong_group',
  'away',
  'no_tools',
  'other',
] as const satisfies readonly DeclineReason[]
export const RETURN_REASONS = [
  'wrong_group',
  'not_mine',
  'needs_access',
  'end_of_shift',
  'other',
] as const satisfies readonly ReturnReason[]
export const HOLD_REASONS = [
  'parts',
  'vendor',
  'user',
  'access',
  'other',
] as const satisfies readonly HoldReason[]
export const WITHDRAW_REASONS = [
  'solved_itself',
  'mistake',
  'duplicate',
  'not_needed',
] as const satisfies readonly WithdrawReason[]
export const UNRESOLVED_REASONS = [
  'vendor',
  'scrapped',
  'not_reproducible',
  'out_of_scope',
  'other',
] as const satisfies readonly UnresolvedReason[]
export const WAITS = [
  'backlog',
  'stranded',
  'later',
  'wrong_group',
  'quarantined',
] as const satisfies readonly Waits[]
export const ALERT_KINDS = [
  'accept_overdue',
  'respond_overdue',
  'resolve_overdue',
  'accept_soon',
  'respond_soon',
  'resolve_soon',
  'stranded',
  'by_hand',
  'quarantined',
] as const satisfies readonly AlertKind[]
