import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Starts a program of the project with these variables and no other of its own. */
export function run(file: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  return { child, ended: once(child, 'close') }
}

/** Runs a program to its end. */
export async function outcome(file: string, args: string[], env: Record<string, string>) {
  const { child, ended } = run(file, args, env)
  let [out, err] = ['', '']
  child.stdout.on('data', (data) => (out += data))
  child.stderr.on('data', (data) => (err += data))
  const [status] = await ended
  return { out, err, status }
}
