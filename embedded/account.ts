import { type ChildProcess, spawn, spawnSync, type SpawnOptions } from 'node:child_process'
import { statSync } from 'node:fs'

/** The user that PostgreSQL runs as: oneself, or for root somebody else, since it refuses to run as root. */
export interface Account {
  /** null: oneself */
  uid: number | null
  /** root's right to enter every folder goes along, so that a data folder below /root works */
  entersAll: boolean
  spawn(program: string, args: string[], options?: SpawnOptions): ChildProcess
  /** whether it can run the program, its path and libraries included, without that right */
  canRun(program: string, args: string[]): boolean
}

const NOBODY = 65534
/** PostgreSQL must not inherit a PGDATA, LD_LIBRARY_PATH or language. */
const env = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin', TZ: 'UTC' }

/**
 * @param folder the database folder: root runs PostgreSQL as its owner, where it exists and is not root's
 */
export function chooseAccount(folder: string): Account {
  if (process.getuid?.() !== 0) return oneself
  const owner = statSync(folder, { throwIfNoEntry: false })?.uid
  return somebody(owner || NOBODY)
}

const oneself: Account = {
  uid: null,
  entersAll: false,
  spawn: (program, args, options) => spawn(program, args, { cwd: '/', ...options, env }),
  canRun: (program, args) => spawnSync(program, args, { env }).status === 0,
}

function somebody(uid: number): Account {
  const change = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups']
  const enter = [...change, '--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--']
  const ids = { uid, gid: uid }
  const entersAll = spawnSync('setpriv', [...enter, 'true'], { env }).status === 0
  return {
    uid,
    entersAll,
    spawn: (program, args, options) =>
      entersAll
        ? spawn('setpriv', [...enter, program, ...args], { cwd: '/', ...options, env })
        : spawn(program, args, { cwd: '/', ...options, ...ids, env }),
    canRun: (program, args) => spawnSync(program, args, { cwd: '/', ...ids, env }).status === 0,
  }
}
