export { connectionError, describeConnectionError, POSTGRES, REDIS } from '../config/connection.ts'
export { runCommand, UserError } from '../config/fail.ts'
