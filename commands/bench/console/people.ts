import { createHash } from 'node:crypto'
import type { World } from '../../../cases/world.ts'
import { openSession } from '../../../store/console/sessions.ts'
import { saveUser } from '../../../store/console/users.ts'
import type { Pool } from '../../../store/db.ts'

const DAY = 24 * 3_600_000

/** Who looks at the county: those who see all of it, a township, a village, and complaints. */
export const LOOKERS = ['admin', 'watch', 'leader', 'town-1', 'head-1-1', 'discipline-1'] as const
export type Looker = (typeof LOOKERS)[number]

/** The county with an office that reviews for all of it, and a leader. */
export function withReviewers(world: World, county: string): World {
  const office = { id: 'xf-county', name: '县信访局', area: county, kind: 'petition' as const, handles: null }
  const person = (id: string, name: string, role: 'reviewer' | 'leader') => ({
    ...{ id, name, role, office: office.id },
    post: '干部',
    aliases: [],
    wechat: null,
  })
  return {
    ...world,
    offices: [...world.offices, office],
    staff: [...world.staff, person('watch', '龙守望', 'reviewer'), person('leader', '龙分管', 'leader')],
  }
}

/** Signs everybody in without passwords, which take their time; gives each one's token. */
export async function signIn(pool: Pool, now: number): Promise<Record<Looker, string>> {
  const { rows } = await pool.query('select id, role from staff where id = any($1)', [LOOKERS])
  const roles = new Map(rows.map(({ id, role }) => [id, role]))
  for (const login of LOOKERS) {
    const staff = roles.has(login) ? login : null
    await saveUser(pool, { login, hash: 'none', role: roles.get(login) ?? 'admin', staff })
    await openSession(pool, createHash('sha256').update(login).digest('hex'), login, now, now + DAY)
  }
  return Object.fromEntries(LOOKERS.map((login) => [login, login])) as Record<Looker, string>
}
