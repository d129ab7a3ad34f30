import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { County } from '../../cases/county.ts'
import type { Ops } from '../../config/ops.ts'
import type { Category } from '../../rules/verdict.ts'
import type { Viewer } from '../../store/console/viewer.ts'
import type { Pool } from '../../store/db.ts'
import type { Settling } from '../../store/outbox.ts'
import type { QueueDoor } from '../../store/queue-door.ts'
import type { Stage } from './stage.ts'

/** Calls back with the topic of every change (see `Hub`); returns what ends it. */
export type Changes = (listener: (table: string) => void) => () => void

export interface ConsoleDeps {
  pool: Pool
  /** as they are at the moment: rules change while the console runs */
  categories: () => Map<string, Category>
  county: () => County
  /** settles a reply that is in doubt or was refused for good; false: it is settled already */
  settle: (outboxId: number, how: Settling, by: Viewer) => Promise<boolean>
  /** null with a real gateway: there is no chat page then */
  stage: Stage | null
  changes: Changes
  /** epoch ms */
  clock: () => number
  /** from 0 to 1, by which messages are drawn by lot; default Math.random */
  chance?: () => number
  /** what is told to those who watch the process */
  ops?: Ops
  /** what carries messages to the workers; without it nothing can be pasted in */
  queue?: Pick<QueueDoor, 'add' | 'counts'>
  log: FastifyBaseLogger
  /** addresses of proxies, parted by commas, that may say for whom they ask; default none */
  trustProxy?: string | null
  /** the folder whose rules run while no version from the database does; default keywords/ */
  keywordsDir?: string
  /** the built page; default console/web/dist */
  webDir?: string
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
