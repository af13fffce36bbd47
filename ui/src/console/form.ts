// The new-ticket form: what has been filled in, what follows from it, who would get it. The server decides;
// this asks while the dispatcher types.
import { computed, onUnmounted, reactive, ref, shallowRef, watch } from 'vue'
import * as api from '@/api/tickets'
import type { CandidatesBody, Explanation, Id, OpenTicket, Priority, TicketAnswer } from '@/api/wire'
import { choices } from '@/entities/candidates'
import { useDirectory } from '@/directory'
import { useAlike } from './alike'

/** Pause after the last change before the server is asked who would get it. */
const ASK_AFTER_MS = 200

export type Finish = 'now' | 'later' | 'solved'

export interface Saved {
  answer: TicketAnswer
  /** Why the one who was chosen was not asked. */
  refused?: unknown
}

export function useForm() {
  const directory = useDirectory()
  const fields = reactive({
    reporter: null as Id | null,
    department: null as Id | null,
    zone: null as Id | null,
    category: null as Id | null,
    system: null as Id | null,
    summary: '',
    priority: null as Priority | null,
    patient: false,
    cause: undefined as Id | undefined,
  })
  const chosen = ref(0)
  const choose = (index: number) => (chosen.value = index)
  const explanation = shallowRef<Explanation | null>(null)
  const suggestions = computed(() => (explanation.value ? choices(explanation.value).slice(0, 3) : []))
  const winner = computed(() => suggestions.value[chosen.value] ?? null)
  const touched = computed(
    () => fields.summary !== '' || fields.category !== null || fields.reporter !== null,
  )
  const missing = computed<'reporter' | 'category' | 'summary' | null>(() => {
    if (!fields.reporter) return 'reporter'
    if (!fields.category) return 'category'
    return fields.summary.trim() ? null : 'summary'
  })

  /** What the caller brought along, as long as nobody chose otherwise. */
  const brought = reactive({ department: null as Id | null, zone: null as Id | null })

  /** The caller brings ward and place along. */
  watch(
    () => fields.reporter,
    (id) => {
      const person = directory.view?.people.find((one) => one.id === id)
      if (!person?.department) return
      fields.department = brought.department = person.department
      const area = directory.departments.get(person.department)?.area
      if (area) fields.zone = brought.zone = area
    },
  )

  function body(finish: Finish): OpenTicket {
    const { reporter, department, zone, category, system, summary, priority, patient, cause } = fields
    return {
      summary: summary.trim(),
      category: category ?? '',
      channel: 'phone',
      patient_waiting: patient,
      ...(reporter ? { reporter } : {}),
      ...(department ? { department } : {}),
      ...(zone ? { zone } : {}),
      ...(system ? { system } : {}),
      ...(priority ? { priority } : {}),
      ...(finish === 'later' ? { dispatch: 'later' as const } : {}),
      ...(finish === 'solved' && cause ? { solved: { cause } } : {}),
    }
  }

  function draft(): CandidatesBody {
    const { department, zone, category, system, patient } = fields
    return { category: category ?? '', department, zone, system, patient_waiting: patient }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null
  function ask(): void {
    clearTimeout(timer)
    asking?.abort()
    if (!fields.category || !(fields.zone || fields.department)) {
      explanation.value = null
      return
    }
    const mine = new AbortController()
    asking = mine
    timer = setTimeout(() => {
      api
        .draftCandidates(draft(), mine.signal)
        .then((answer) => {
          if (mine.signal.aborted) return
          explanation.value = answer
          chosen.value = 0
        })
        .catch(() => undefined)
    }, ASK_AFTER_MS)
  }
  watch(() => [fields.category, fields.zone, fields.department, fields.system, fields.patient], ask)
  onUnmounted(() => {
    clearTimeout(timer)
    asking?.abort()
  })

  /** Somebody else than the first suggestion is registered for later and offered by hand at once. The report
   * stands even where that offer is refused: saving again would make a second one. */
  async function save(finish: Finish): Promise<Saved> {
    const other = finish === 'now' && chosen.value > 0 ? winner.value : null
    const opened = await api.open(body(other ? 'later' : finish))
    if (!other) return { answer: opened }
    try {
      return { answer: await api.offer(opened.ticket, other.engineer.id, other.group?.id) }
    } catch (refused) {
      return { answer: opened, refused }
    }
  }

  const alike = useAlike(fields)

  return {
    fields,
    brought,
    alike,
    chosen,
    choose,
    explanation,
    suggestions,
    winner,
    touched,
    missing,
    save,
  }
}

export type NewTicketForm = ReturnType<typeof useForm>
