// The addresses of the screens and who lands where.
import { createRouter, createWebHistory } from 'vue-router'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/login', component: () => import('./login/LoginPage.vue') },
    { path: '/', redirect: '/login' },
  ],
})
