// The front end's first file: styles in the order that lets the tokens win, then stores, words and routes.
import './fonts.css'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
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
