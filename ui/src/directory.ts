// The organisation's directory on this page: fetched once a login, again on request; lookups by id.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { directory as fetchDirectory } from '@/api/directory'
import type { CategoryView, DirectoryPerson, DirectoryView, Id, Named, ZoneView } from '@/api/wire'

export const useDirectory = defineStore('directory', () => {
  const view = shallowRef<DirectoryView | null>(null)
  /** What is shown is the server's answer of this login, not what was kept of an earlier one. */
  const fresh = ref(false)
  let asked: Promise<void> | null = null

  const zones = computed(() => new Map(view.value?.zones.map((zone) => [zone.id, zone] as const)))
  const categories = computed(() => new Map(view.value?.categories.map((one) => [one.id, one] as const)))
  const causes = computed(() => new Map(view.value?.causes.map((cause) => [cause.id, cause] as const)))
  const departments = computed(() => new Map(view.value?.departments.map((one) => [one.id, one] as const)))
  const engineers = computed<DirectoryPerson[]>(
    () => view.value?.people.filter((person) => person.roles.includes('engineer')) ?? [],
  )

  function load(again = false): Promise<void> {
    if (asked && !again) return asked
    asked = fetchDirectory()
      .then((fetched) => {
        view.value = fetched
        fresh.value = true
      })
      .catch((error: unknown) => {
        asked = null
        throw error
      })
    return asked
  }

  /** What this device has kept, until the server can be asked. */
  function restore(kept: DirectoryView): void {
    if (!fresh.value) view.value = kept
  }

  function forget(): void {
    view.value = null
    fresh.value = false
    asked = null
  }

  function path(map: ReadonlyMap<Id, CategoryView | ZoneView>, id: Id): string[] {
    const names: string[] = []
    for (let at = map.get(id); at; at = at.parent ? map.get(at.parent) : undefined) names.unshift(at.name)
    return names
  }

  const categoryPath = (id: Id) => path(categories.value, id)
  const zonePath = (id: Id) => path(zones.value, id)

  /** Where something can be, by the way to it below the organisation. */
  const areas = computed<Named[]>(() =>
    (view.value?.zones ?? [])
      .filter((zone) => zone.kind === 'area')
      .map((zone) => ({ id: zone.id, name: zonePath(zone.id).slice(1).join(' ') })),
  )

  /** The causes offered when a ticket of this category is completed. */
  function causesOf(category: Id): Named[] {
    const ids = categories.value.get(category)?.causes ?? []
    return ids.flatMap((id) => causes.value.get(id) ?? [])
  }

  return {
    view,
    zones,
    areas,
    categories,
    causes,
    departments,
    engineers,
    fresh,
    load,
    restore,
    forget,
    categoryPath,
    zonePath,
    causesOf,
  }
})
