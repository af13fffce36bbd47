// Light, dark or as the system has it: the choice is kept in this browser, `html.dark` carries it.
import { ref } from 'vue'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'lamplight.theme'
const system = window.matchMedia('(prefers-color-scheme: dark)')

function stored(): Theme {
  const value = localStorage.getItem(KEY)
  return value === 'light' || value === 'dark' ? value : 'system'
}

export const theme = ref<Theme>(stored())
export const dark = ref(false)

export function applyTheme(): void {
  dark.value = theme.value === 'dark' || (theme.value === 'system' && system.matches)
  document.documentElement.classList.toggle('dark', dark.value)
}

/** The switch in the bar: what is seen now becomes its opposite, and stays chosen. */
export function switchTheme(): void {
  theme.value = dark.value ? 'light' : 'dark'
  localStorage.setItem(KEY, theme.value)
  applyTheme()
}

system.addEventListener('change', applyTheme)
