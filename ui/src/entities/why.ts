// A decision as the screen draws it: the rung that decided with its bars, and who was left out and why.
// Costs are the server's; nothing is weighed here.
import type { CandidateView, Explanation, Rung, TermsView } from '@/api/wire'

/** Always in this order, so that two bars can be compared. */
export const TERMS = [
  'load',
  'zone',
  'fairness',
  'travel',
  'context',
] as const satisfies readonly (keyof TermsView)[]

export interface Bar {
  place: number
  rung: Rung
  candidate: CandidateView
  won: boolean
}

/** Free candidates with their costs, rung by rung, the cheapest first. */
export function bars(explanation: Explanation): Bar[] {
  const winner = explanation.winner?.id
  const free = explanation.rungs.flatMap(({ rung, candidates }) =>
    candidates
      .filter((candidate) => candidate.standing === 'free' && candidate.terms)
      .sort((left, right) => (left.cost ?? 0) - (right.cost ?? 0))
      .map((candidate) => ({ rung, candidate })),
  )
  return free.map(({ rung, candidate }, index) => ({
    place: index + 1,
    rung,
    candidate,
    won: candidate.engineer.id === winner,
  }))
}

/** Everybody who was considered and could not be taken, each once. */
export function leftOut(explanation: Explanation): CandidateView[] {
  const seen = new Set<string>()
  return explanation.rungs
    .flatMap((rung) => rung.candidates)
    .filter((candidate) => candidate.standing !== 'free' && candidate.engineer.id !== explanation.winner?.id)
    .filter((candidate) => !seen.has(candidate.engineer.id) && seen.add(candidate.engineer.id))
}

export function winningRung(explanation: Explanation): Rung | null {
  const winner = explanation.winner?.id
  const found = explanation.rungs.find(({ candidates }) =>
    candidates.some((one) => one.engineer.id === winner),
  )
  return found?.rung ?? null
}
