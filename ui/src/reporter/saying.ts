// The big line of a report in words. Codes come in, sentences of `locales` go out.
import { useWords } from '@/entities/words'
import type { Saying } from './reading'

export function useSaying() {
  const { t } = useWords()
  return (one: Saying): string => {
    if (one.key === 'paused')
      return t('reporter.paused', { name: one.name, reason: t(`reason.hold.${one.reason}`) })
    return t(`reporter.${one.key}`, 'name' in one ? { name: one.name } : {})
  }
}
