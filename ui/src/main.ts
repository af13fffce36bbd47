// The front end's first file: what every screen needs, then stores, words and routes. What the desk's screens
// need besides (Element Plus, the font for figures) comes with `DeskShell`: phones do not wait for it.
import 'vant/es/style/base.css'
import './tokens.css'
import './entities/entities.css'
import './base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n'
import { router } from './router'
import { applyTheme } from './theme'

applyTheme()
createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')
