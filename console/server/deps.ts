import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { County } from '../../cases/county.ts'
import type { Category } from '../../rules/verdict.ts'
import type { Viewer } from '../../store/console/viewer.ts'
import type { Pool } from '../../store/db.ts'
import type { Settling } from '../../store/outbox.ts'
import type { ReviewDecision } from '../../store/review.ts'
import type { Stage } from './stage.ts'

/** Carries out a decision of a viewer. `gone`: the flag was decided before, or the case cannot take it. */
export type Review = (
  flag: { account: string; message: string },
  decision: ReviewDecision,
  by: Viewer,
) => Promise<'done' | 'gone'>

/** Calls back with the topic of every change (see `Hub`); returns what ends it. */
export type Changes = (listener: (table: string) => void) => () => void

export interface ConsoleDeps {
  pool: Pool
  /** as they are at the moment: rules change while the console runs */
  categories: () => Map<string, Category>
  county: () => County
  review: Review
  /** settles a reply that is in doubt or was refused for good; false: it is settled already */
  settle: (outboxId: number, how: Settling, by: Viewer) => Promise<boolean>
  /** null with a real gateway: there is no chat page then */
  stage: Stage | null
  changes: Changes
  /** epoch ms */
  clock: () => number
  log: FastifyBaseLogger
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
