// The two languages, a file an area: what every screen says is `common`, the rest comes with the screens
// that name it (`words` of a route), in the language that is read. A key that is missing in either is a
// fault: it is reported on the console, where the browser test fails on it; nothing falls back silently.
import { createI18n, type LocaleMessages, type VueMessageType } from 'vue-i18n'

export type Language = 'zh-CN' | 'en'
/** A file in each folder of `locales`. */
export type Area = 'staff' | 'console' | 'engineer' | 'reporter' | 'wall' | 'supervisor' | 'screens'

type Messages = LocaleMessages<VueMessageType>[string]

const KEY = 'lamplight.language'
const FILES = import.meta.glob<Messages>('./locales/*/*.json', { import: 'default' })

function stored(): Language {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN'
}

export const i18n = createI18n({
  legacy: false,
  locale: stored() as Language,
  fallbackLocale: false,
  messages: { 'zh-CN': {}, en: {} },
  missing: (language, key) => {
    console.error(`missing translation: ${language} ${key}`)
    return key
  },
})

const wanted = new Set<Area | 'common'>(['common'])
const loaded = new Set<string>()

async function load(language: Language): Promise<void> {
  const files = [...wanted].map((area) => `./locales/${language}/${area}.json`)
  const missing = files.filter((file) => !loaded.has(file))
  await Promise.all(
    missing.map(async (file) => {
      const messages = await FILES[file]?.()
      if (!messages) throw new Error(`no words in ${file}`)
      i18n.global.mergeLocaleMessage(language, messages)
      loaded.add(file)
    }),
  )
}

/** The words that a screen needs are here when this is done, besides those of every screen. */
export async function needWords(...areas: Area[]): Promise<void> {
  for (const area of areas) wanted.add(area)
  await load(i18n.global.locale.value)
}

export async function chooseLanguage(language: Language): Promise<void> {
  await load(language)
  i18n.global.locale.value = language
  localStorage.setItem(KEY, language)
  document.documentElement.lang = language
}

/** To the other one. */
export function switchLanguage(): void {
  void chooseLanguage(i18n.global.locale.value === 'en' ? 'zh-CN' : 'en')
}

document.documentElement.lang = stored()
