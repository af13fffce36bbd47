// Lint rules: TypeScript and Vue as recommended, formatting left to Prettier.
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['dist', 'node_modules', 'components.d.ts', 'src/api/schema.d.ts'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  prettier,
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      'no-console': ['error', { allow: ['error'] }],
      'vue/multi-word-component-names': 'off',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Ask the server through api/http.ts.' },
        { name: 'WebSocket', message: 'The live protocol lives in live/socket.ts.' },
      ],
    },
  },
)
