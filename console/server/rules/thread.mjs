// A thread begins without what loads TypeScript, even if the process has it.
import { register } from 'tsx/esm/api'

register()
await import('./thread.ts')
