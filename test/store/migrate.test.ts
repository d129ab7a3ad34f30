import { test, expect } from 'vitest'
import { freshDatabase } from '../helpers/database.ts'
test('x', async () => { const t=performance.now(); const db = await freshDatabase(); console.log('fresh', performance.now()-t); expect((await db.pool.query('select * from cases')).rows).toEqual([]); await db.drop(); console.log(performance.now()-t) })
