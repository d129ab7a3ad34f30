import tseslint from 'typescript-eslint'

// Imports run one way: processes → store → cases → rules → nothing. Each folder lists the folders it must not know.
const processes = ['bot', 'workers', 'console', 'simulator', 'commands']
const barred = {
  rules: ['cases', 'store', 'config', 'embedded', ...processes],
  cases: ['store', 'config', 'embedded', ...processes],
  store: ['config', 'embedded', ...processes],
  config: ['rules', 'cases', 'store', 'embedded', ...processes],
  embedded: ['rules', 'cases', 'store', ...processes],
  bot: ['rules', 'embedded', 'workers', 'console', 'simulator', 'commands'],
  workers: ['embedded', 'bot', 'console', 'simulator', 'commands'],
  console: ['embedded', 'bot', 'workers', 'simulator', 'commands'],
  simulator: ['rules', 'store', 'embedded', 'bot', 'workers', 'console', 'commands'],
}
const bar = (folders, more = []) => [
  'error',
  {
    patterns: [
      ...folders.map((f) => ({ group: [`**/${f}/**`], message: `this folder must not import ${f}/` })),
      ...more,
    ],
  },
]
const wechaty = { group: ['wechaty', 'wechaty-*'], message: 'only bot/ and simulator/ know WeChat' }
const io = {
  group: ['node:fs*', 'node:net', 'node:http', 'node:child_process', 'pg', 'ioredis', 'bullmq'],
  message: 'pure folders do no IO',
}

export default tseslint.config(
  { ignores: ['node_modules', 'data', 'console/web/dist'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': 'error',
    },
  },
  {
    files: ['{bot,workers,console,cases,rules,store,simulator,commands,embedded,test}/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  ...Object.entries(barred).map(([folder, folders]) => ({
    files: [`${folder}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': bar(folders, [
        ...(folder === 'bot' || folder === 'simulator' ? [] : [wechaty]),
        ...(folder === 'rules' || folder === 'cases' ? [io] : []),
      ]),
    },
  })),
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['config/**', '**/main.ts', 'commands/**', 'test/**', 'console/web/**', 'vitest.config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'only composition roots read the environment' },
      ],
    },
  },
  {
    files: ['rules/**/*.ts', 'cases/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'time is an argument' },
        { object: 'Math', property: 'random', message: 'chance is an argument' },
        { object: 'process', property: 'env', message: 'only composition roots read the environment' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'time is an argument' },
      ],
    },
  },
)
