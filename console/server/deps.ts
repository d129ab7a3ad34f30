import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Category } from '../../rules/verdict.ts'
import type { Pool } from '../../store/db.ts'
import type { Settling } from '../../store/outbox.ts'
import type { Stage } from './stage.ts'

/** What a person decides on a flagged message; `into` is a case's code. */
export interface Decision {
  verdict: 'open' | 'dismiss' | 'merge'
  category?: string
  into?: string
}

/** Carries out a decision. `gone`: the flag was decided before. `by` is a staff id, or a login without staff. */
export type Review = (
  flag: { account: string; message: string },
  decision: Decision,
  by: string,
) => Promise<'done' | 'gone'>

/** Calls back with the topic of every change (see `Hub`); returns what ends it. */
export type Changes = (listener: (table: string) => void) => () => void

export interface ConsoleDeps {
  pool: Pool
  /** as they are at the moment: rules change while the console runs */
  categories: () => Map<string, Category>
  review: Review
  /** settles a reply that is in doubt or was refused for good; false: it is settled already */
  settle: (outboxId: number, how: Settling) => Promise<boolean>
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
