import { WechatyBuilder } from 'wechaty'
import { log as puppetLog, Puppet, types, type payloads } from 'wechaty-puppet'
import { limited } from '../store/limited.ts'

/** Which puppet to use, and where its gateway is. */
export interface Address {
  /** npm name */
  puppet: string
  token: string | null
  /** host:port */
  endpoint: string | null
}

export interface Listener {
  /** a person must scan this to log in */
  onScan(qrcode: string): void
  onLogin(account: string, puppet: Puppet): void
  onLogout(reason: string): void
  onMessage(id: string): void
  /** the gateway is there at this moment */
  onSign(): void
  /** something the gateway complains of; the connection goes on */
  onError(error: Error): void
  /** the connection is of no use any more; called once at the most, and never after `close` */
  onLost(error: Error): void
}

export interface Timing {
  /** ms between two questions whether the gateway is there */
  ding: number
  /** ms without any sign of life after which it counts as lost */
  silence: number
  /** ms that connecting may take */
  connect: number
}

export interface Connection {
  puppet: Puppet
  close(): Promise<void>
}

/** An error of gRPC: 14 nobody answers, 16 the token is refused. */
export interface GrpcError extends Error {
  code?: number | undefined
  details?: string | undefined
}

/** The gateway has one stream of events, and somebody has it; a client that has just ended still may. */
export class Taken extends Error {}

/** What the puppet service keeps to itself, but for these there is no other way. */
interface ServiceParts {
  grpcManager: NodeJS.EventEmitter & {
    eventStream?: { destroyed: boolean; cancel(): void }
    stopStream(): void
    destroyClient(): void
  }
  _payloadStore: { start(account: string): Promise<void> }
}

/**
 * Connects a new puppet to the gateway; resolves when it listens.
 *
 * Messages are heard at the puppet, not at Wechaty. A puppet serves one connection only, since each reset of one leaves
 * listeners behind.
 * @throws GrpcError when nobody answers or the token is refused; Taken
 */
export async function connect(address: Address, listener: Listener, timing: Timing): Promise<Connection> {
  // Every call would be logged, with its text.
  puppetLog.level('silent')
  const puppet = await makePuppet(address, listener)
  const service = 'grpcManager' in puppet ? (puppet as unknown as ServiceParts) : null
  if (service) tame(puppet, service)
  const ear: Ear = { ...listener, deaf: false, lastSign: performance.now() }
  const close = async () => {
    if (ear.deaf) return
    ear.deaf = true
    clearInterval(ear.watch)
    await dispose(puppet, service)
  }
  const lost = (error: Error) => {
    if (ear.deaf) return
    void close()
    listener.onLost(error)
  }
  attach(puppet, ear)
  try {
    await limited(
      Promise.race([puppet.start(), firstError(puppet)]),
      timing.connect,
      'connecting to the gateway',
    )
    if (service) watchStream(service, lost)
  } catch (error) {
    await close()
    throw error
  }
  const look = () => {
    const silent = Math.round(performance.now() - ear.lastSign)
    if (silent > timing.silence) lost(new Error(`no sign of life for ${silent} ms`))
    else ding(puppet, listener)
  }
  ear.watch = setInterval(look, timing.ding)
  return { puppet, close }
}

/** Heard at the puppet or not at all: Wechaty would first load all members of a room, for which accounts have been locked. */
const NOT_FOR_WECHATY = [
  'message',
  'room-invite',
  'room-join',
  'room-leave',
  'room-topic',
  'friendship',
  'post',
  'error',
] as const

async function makePuppet(address: Address, listener: Listener): Promise<Puppet> {
  const wechaty = WechatyBuilder.build({ puppet: address.puppet as never, puppetOptions: options(address) })
  wechaty.on('error', listener.onError)
  await wechaty.init()
  for (const event of NOT_FOR_WECHATY) wechaty.puppet.removeAllListeners(event)
  return wechaty.puppet as Puppet
}

interface Ear extends Listener {
  deaf: boolean
  /** of performance.now() */
  lastSign: number
  watch?: NodeJS.Timeout
}

function attach(puppet: Puppet, ear: Ear): void {
  const live =
    <T>(work: (payload: T) => void) =>
    (payload: T) => {
      if (!ear.deaf) work(payload)
    }
  const sign = live(() => {
    ear.lastSign = performance.now()
    ear.onSign()
  })
  const onError = live((payload: payloads.EventError) => ear.onError(readError(payload)))
  const onLogin = live(({ contactId }: payloads.EventLogin) => ear.onLogin(contactId, puppet))
  const onLogout = live(({ data }: payloads.EventLogout) => ear.onLogout(data ?? 'logged out'))
  const onMessage = live(({ messageId }: payloads.EventMessage) => ear.onMessage(messageId))
  const onScan = live(({ qrcode, status }: payloads.EventScan) => {
    if (qrcode && TO_SCAN.includes(status)) ear.onScan(qrcode)
  })
  puppet.on('heartbeat', sign).on('dong', sign).on('message', sign)
  puppet.on('error', onError).on('scan', onScan).on('login', onLogin).on('logout', onLogout)
  puppet.on('message', onMessage)
}

/** A puppet that cannot connect says so at once, but only gives up after 5 s. */
function firstError(puppet: Puppet): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    puppet.once('error', (payload) => reject(readError(payload)))
  })
  // It may come later, when nobody waits for it any more.
  failure.catch(() => undefined)
  return failure
}

const TO_SCAN = [types.ScanStatus.Waiting, types.ScanStatus.Timeout]

function options({ token, endpoint }: Address) {
  // The puppet's own watchdog would reset the puppet instead of giving way to a new one.
  const timeoutSeconds = 1_000_000
  const tls = { disable: token?.startsWith('insecure_') ?? false }
  return { timeoutSeconds, ...(token ? { token, tls } : {}), ...(endpoint ? { endpoint } : {}) } as never
}

function tame(puppet: Puppet, service: ServiceParts): void {
  // It would keep names of people in the home folder, for ever and never renewed.
  service._payloadStore.start = async () => undefined
  // Told of a logout, it would tell the gateway to log out: a login in between would be undone.
  puppet.logout = (reason) => Puppet.prototype.logout.call(puppet, reason)
}

/** The puppet does not say that its event stream has ended, nor that it never began. */
function watchStream({ grpcManager }: ServiceParts, lost: (error: Error) => void): void {
  const { eventStream } = grpcManager
  if (!eventStream || eventStream.destroyed) {
    throw new Taken('it gives its events to another client')
  }
  grpcManager.on('error', lost)
  grpcManager.on('end', () => lost(new Error('the gateway has ended the stream of events')))
}

function ding(puppet: Puppet, listener: Listener): void {
  try {
    puppet.ding('xunqun')
  } catch (error) {
    listener.onError(error as Error)
  }
}

/** Leaves the gateway's own session alone: to stop it from here would log the account out, and hit a successor too. */
async function dispose(puppet: Puppet, service: ServiceParts | null): Promise<void> {
  try {
    // Only a cancel tells the gateway; without it the stream stays taken as long as this process runs.
    service?.grpcManager.eventStream?.cancel()
    service?.grpcManager.stopStream()
    service?.grpcManager.destroyClient()
  } catch {
    // It never got as far as to have a client.
  }
  const stopped = limited(puppet.stop(), 1_000, 'stopping the puppet').catch(() => undefined)
  // A service's stop waits for a start that hangs, and has nothing left to do.
  if (!service) await stopped
}

function readError(payload: payloads.EventError): GrpcError {
  try {
    const { message, code, details } = JSON.parse(payload.gerror ?? '') as GrpcError
    return Object.assign(new Error(firstLine(message)), { code, details })
  } catch {
    return new Error(firstLine(payload.data ?? payload.gerror ?? 'an error without a reason'))
  }
}

/** A gateway may send its whole stack along. */
const firstLine = (text: string) => text.split('\n', 1)[0]!
