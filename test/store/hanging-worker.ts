import { openConsumer, type QueueUrl } from '../../store/queue.ts'

// Takes a job and never finishes it: to be killed.
const url = JSON.parse(process.argv[2]!) as QueueUrl
const handle = () => {
  process.stdout.write('taken\n')
  return new Promise<never>(() => undefined)
}
await openConsumer(url, { handle, onFailed: handle, onError: () => undefined }, { concurrency: 1 })
