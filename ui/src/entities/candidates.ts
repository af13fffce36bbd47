// Whom a dispatcher may choose, in the dispatcher actor's own order: free by cost, then busy, then the rest
// with the reason. By hand nearly all are allowed; the reason is a warning.
import type { CandidateView, Explanation, Id, Named, Rung } from '@/api/wire'

export interface Choice {
  engineer: { id: Id; name: string }
  rung: Rung | null
  group: Named | null
  /** Code of why he would not be chosen automatically. */
  note: string | null
  load: number | null
  capacity: number | null
  cost: number | null
}

const ORDER: Record<CandidateView['standing'], number> = { free: 0, busy: 1, out: 2 }

export function choices(explanation: Explanation): Choice[] {
  const seen = new Set<Id>()
  return explanation.rungs
    .flatMap(({ rung, candidates }, level) => candidates.map((candidate) => ({ rung, level, candidate })))
    .sort(
      (left, right) =>
        ORDER[left.candidate.standing] - ORDER[right.candidate.standing] ||
        left.level - right.level ||
        (left.candidate.cost ?? 0) - (right.candidate.cost ?? 0),
    )
    .filter(({ candidate }) => !seen.has(candidate.engineer.id) && seen.add(candidate.engineer.id))
    .map(({ rung, candidate }) => ({
      engineer: candidate.engineer,
      rung,
      group: candidate.group ?? null,
      note: candidate.why ?? null,
      load: candidate.load,
      capacity: candidate.capacity ?? null,
      cost: candidate.cost ?? null,
    }))
}
