// Where a report is about: from a scanned label, a department that was chosen, or the login.
import { computed, ref } from 'vue'
import type { DepartmentView, Id, PlaceView } from '@/api/wire'
import { useWords } from '@/entities/words'
import { useSession } from '@/session'

export interface Where {
  name: string
  from: string
  scanned: boolean
  zone?: Id
  department?: Id
  /** As short as a summary needs it. */
  short: string
}

export function useWhere() {
  const session = useSession()
  const { t } = useWords()
  const place = ref<PlaceView | null>(null)
  const department = ref<DepartmentView | null>(null)

  const where = computed<Where>(() => {
    const scanned = department.value ? null : place.value
    if (scanned) {
      const name = scanned.department?.name ?? scanned.zone.name
      const from = t('reporter.scanned', { label: scanned.label })
      const short = `${name} ${scanned.label}`
      return { name, from, scanned: true, zone: scanned.zone.id, department: scanned.department?.id, short }
    }
    const chosen = department.value ?? session.me?.department
    const name = chosen?.name ?? session.me?.organisation.name ?? ''
    const from = department.value ? t('reporter.where') : t('reporter.own')
    return { name, from, scanned: false, department: chosen?.id, short: name }
  })

  return { place, department, where }
}
