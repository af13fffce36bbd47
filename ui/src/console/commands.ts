// What the palette can do besides finding: each with its words and the key that does the same.
import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useWords } from '@/entities/words'
import { switchLanguage } from '@/i18n'
import { toggleSound } from '@/live/sound'
import { useLive } from '@/live/store'
import { useSession } from '@/session'
import { switchTheme } from '@/theme'
import { useBoard } from './board'
import { useDesk } from './desk'
import { TABS } from './filters'
import { BOARD_KEYS } from './keyTable'
import type { Command } from './search'
import { useUnread } from './unreadStore'

export function useCommands() {
  const desk = useDesk()
  const board = useBoard()
  const live = useLive()
  const session = useSession()
  const marks = useUnread()
  const router = useRouter()
  const { t } = useWords()
  const command = (id: string, label: string, run: () => void, keys: readonly string[] = []): Command => ({
    id: `command:${id}`,
    label,
    keys: [...keys],
    run,
  })
  const filters = computed(() => [
    ...TABS.map((id) => ({ id: id as string, name: t(`board.tab.${id}`) })),
    ...board.saved,
  ])

  return computed<Command[]>(() => [
    ...(session.has('dispatcher') && live.usable
      ? [command('new', t('keys.new'), () => (desk.form = true), BOARD_KEYS.new.shown)]
      : []),
    command(
      'layout',
      t(board.layout === 'list' ? 'palette.kanban' : 'palette.list'),
      () => (board.layout = board.layout === 'list' ? 'kanban' : 'list'),
      BOARD_KEYS.layout.shown,
    ),
    ...filters.value.map(({ id, name }) =>
      command(`filter:${id}`, t('palette.filter', { name }), () => {
        desk.view = 'board'
        board.filter = id
      }),
    ),
    command('read_all', t('palette.read_all'), () => marks.readAll()),
    command('desk', t('keys.go_desk'), () => (desk.view = 'board'), BOARD_KEYS.go_desk.shown),
    command('alerts', t('keys.go_alerts'), () => (desk.view = 'alerts'), BOARD_KEYS.go_alerts.shown),
    command(
      'overview',
      t('keys.go_overview'),
      () => void router.push('/overview'),
      BOARD_KEYS.go_overview.shown,
    ),
    command('language', t('palette.language'), switchLanguage),
    command('theme', t('nav.theme'), switchTheme),
    command('density', t('keys.density'), () => desk.nextDensity(), BOARD_KEYS.density.shown),
    command('sound', t('palette.sound'), toggleSound),
    command('sheet', t('keys.sheet'), () => (desk.sheet = true), BOARD_KEYS.sheet.shown),
  ])
}
