// The two languages. A key that is missing in either is a fault: it is reported on the console, where the
// browser test fails on it; nothing falls back silently.
import { createI18n } from 'vue-i18n'
import en from './locales/en.json'
import zh from './locales/zh-CN.json'

export type Language = 'zh-CN' | 'en'

const KEY = 'lamplight.language'

function stored(): Language {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN'
}

export const i18n = createI18n({
  legacy: false,
  locale: stored() as Language,
  fallbackLocale: false,
  messages: { 'zh-CN': zh, en },
  missing: (language, key) => {
    console.error(`missing translation: ${language} ${key}`)
    return key
  },
})

export function chooseLanguage(language: Language): void {
  i18n.global.locale.value = language
  localStorage.setItem(KEY, language)
  document.documentElement.lang = language
}

document.documentElement.lang = stored()
