// The addresses of the screens and who lands where. Rights are the server's; a screen that a role does not
// have is said so instead of shown empty.
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import type { Role } from './api/wire'
import { needWords, type Area } from './i18n'
import { useSession } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Roles that have this screen; absent: everybody. */
    roles?: Role[]
    place?: 'console' | 'overview' | 'engineer' | 'report' | 'wall' | 'screens'
    /** Stands without a login too, and says itself what it is then. */
    open?: boolean
    /** Uses nothing of Element Plus: comes without the desk's shell. */
    bare?: boolean
    /** Files of words that the screen needs besides the common ones. */
    words?: Area[]
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/login', component: () => import('./login/LoginPage.vue'), meta: { bare: true } },
    {
      path: '/console',
      component: () => import('./console/ConsolePage.vue'),
      meta: { roles: ['dispatcher', 'supervisor'], place: 'console', words: ['staff', 'console'] },
    },
    {
      path: '/overview',
      component: () => import('./supervisor/OverviewPage.vue'),
      meta: { roles: ['supervisor', 'dispatcher'], place: 'overview', words: ['staff', 'supervisor'] },
    },
    {
      path: '/engineer',
      component: () => import('./engineer/EngineerPage.vue'),
      meta: { roles: ['engineer'], place: 'engineer', words: ['staff', 'engineer'], bare: true },
    },
    {
      path: '/report',
      component: () => import('./reporter/ReporterPage.vue'),
      meta: { roles: ['reporter'], place: 'report', words: ['reporter'], bare: true },
    },
    {
      path: '/report/:id',
      component: () => import('./reporter/ProgressPage.vue'),
      meta: { roles: ['reporter'], place: 'report', words: ['reporter'], bare: true },
    },
    {
      // What scanning a label opens.
      path: '/r/:code',
      component: () => import('./reporter/ReporterPage.vue'),
      meta: { roles: ['reporter'], place: 'report', words: ['reporter'], bare: true },
    },
    {
      path: '/wall',
      component: () => import('./wall/WallEntry.vue'),
      meta: {
        roles: ['screen', 'dispatcher', 'supervisor', 'admin'],
        place: 'wall',
        open: true,
        words: ['staff', 'wall', 'screens'],
      },
    },
    {
      path: '/screens',
      component: () => import('./screens/ScreensPage.vue'),
      meta: { roles: ['supervisor', 'admin'], place: 'screens', words: ['staff', 'screens'] },
    },
    { path: '/forbidden', component: () => import('./login/ForbiddenPage.vue'), meta: { bare: true } },
    { path: '/unreachable', component: () => import('./login/UnreachablePage.vue'), meta: { bare: true } },
    { path: '/:rest(.*)*', redirect: '/' },
    { path: '/', redirect: '/console' },
  ],
})

router.beforeEach(async (to: RouteLocationNormalized) => {
  if (to.path === '/unreachable') return true
  const session = useSession()
  try {
    await session.load()
  } catch {
    // Nobody stands before a wall who could try again: it does so itself.
    if (to.meta.open) return true
    return { path: '/unreachable', query: { to: to.fullPath } }
  }
  if (to.path === '/login') return session.me ? session.landing : true
  if (!session.me && to.meta.open) return true
  if (!session.me) return { path: '/login', query: to.path === '/console' ? {} : { to: to.fullPath } }
  const { roles, place } = to.meta
  if (!roles || session.has(...roles)) return true
  return to.redirectedFrom ? session.landing : { path: '/forbidden', query: { place } }
})

router.beforeResolve(async (to) => {
  await needWords(...(to.meta.words ?? []))
})
