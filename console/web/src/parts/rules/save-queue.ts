import type { RuleVersion } from '../../../../server/schemas.ts'
import type { Change } from './edits.ts'

export interface QueueState {
  /** as it was saved last; null before it is known */
  version: RuleVersion | null
  /** not saved yet, oldest first */
  waiting: readonly Change[]
  problem: string | null
}
interface Server {
  load(): Promise<RuleVersion>
  /** the version with the changes */
  save(version: RuleVersion, changes: readonly Change[]): Promise<RuleVersion>
}

/** Status codes of what the server will never take, however often it is sent. */
const FINAL = new Set([400, 403, 404, 409])
type Failure = Error & { status?: number }

/** Saves what is done to one draft, one after another, whether somebody looks at it or not. */
export class SaveQueue {
  state: QueueState = { version: null, waiting: [], problem: null }
  private readonly server: Server
  private readonly listeners = new Set<() => void>()
  private running = false

  constructor(server: Server) {
    this.server = server
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Takes over what the server has now; while something is being saved its answer is the newer one. */
  take(version: RuleVersion) {
    const known = this.state.version
    if (!known || (!this.running && known.revision <= version.revision)) this.set({ version })
  }

  add(changes: readonly Change[]) {
    this.set({ waiting: [...this.state.waiting, ...changes] })
    this.retry()
  }

  /** Sends again what could not be sent. */
  retry() {
    this.set({ problem: null })
    if (!this.running) void this.drain()
  }

  private async drain() {
    this.running = true
    while (this.state.waiting.length > 0 && this.state.problem === null) {
      const sent = this.state.waiting
      await this.send(sent).then(
        (version) => this.set({ version, waiting: this.state.waiting.slice(sent.length) }),
        (error: Failure) => this.fail(error, sent.length),
      )
    }
    this.running = false
  }

  private async send(changes: readonly Change[]) {
    return this.server.save(this.state.version ?? (await this.server.load()), changes)
  }

  private fail(error: Failure, sent: number) {
    const isFinal = FINAL.has(error.status ?? 0)
    const waiting = isFinal ? this.state.waiting.slice(sent) : this.state.waiting
    this.set({ waiting, problem: error.message })
  }

  private set(change: Partial<QueueState>) {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }
}
