import type { Card, FlagKey, Taken } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'

/** How many cards are there ahead of being asked for, the one that is shown included. */
const AHEAD = 4
/** So many the server lets one have. */
const MOST = 27
/** Who does nothing for so many ms is not there, and has what he was given for no longer than the server lends it. */
const ABSENT = 3 * 60_000

/** What was decided, until it can be taken back no more. */
export interface Done {
  card: Card
  /** how it reads */
  says: string
  /** epoch ms by the clock of this machine, which may be another than the server's */
  until: number
}

export interface Hand {
  cards: readonly Card[]
  /** the place of the one that is shown */
  at: number
  done: readonly Done[]
  loaded: boolean
  /** what he had was given back, and he is given nothing until he goes on */
  paused: boolean
  problem: string | null
}

/** What the hand asks the server for. */
export interface Server {
  take(hand: FlagKey[], want: number, first?: FlagKey): Promise<Taken>
  undo(key: FlagKey): Promise<unknown>
  back(hand: FlagKey[]): void
  /** says what was refused, and about which card */
  refused(message: string, card?: Card): void
}

export const keyOf = ({ account, message }: FlagKey): FlagKey => ({ account, message })
export const idOf = ({ account, message }: FlagKey) => `${account} ${message}`

/**
 * The cards that a reviewer has been given. What he decides is gone from the page at once and told to the server behind his back;
 * the next ones are asked for before he needs them.
 */
export function createHand(server: Server, now: () => number) {
  let state: Hand = { cards: [], at: 0, done: [], loaded: false, paused: false, problem: null }
  const listeners = new Set<() => void>()
  // Decided here, and perhaps not yet there: the server must not give them again.
  const telling = new Map<string, Promise<boolean>>()
  const told = new Map<string, FlagKey>()
  let chosen: FlagKey | undefined
  let taking = false
  let again = false
  let closed = false
  let seen = now()

  const set = (change: Partial<Hand>) => {
    state = { ...state, ...change }
    state = { ...state, at: Math.max(0, Math.min(state.at, state.cards.length - 1)) }
    listeners.forEach((listener) => listener())
  }
  const held = () => [...state.cards.map(keyOf), ...told.values()]
  const short = () => Math.max(0, Math.min(AHEAD - (state.cards.length - state.at), MOST - held().length))

  const placeOf = (key: FlagKey) => state.cards.findIndex((card) => idOf(card) === idOf(key))
  const show = (key: FlagKey) => {
    const place = placeOf(key)
    if (place >= 0) set({ at: place })
    return place >= 0
  }
  /** Other cards than before, while the one that is shown stays, or what follows it when it is gone. */
  const hold = (cards: readonly Card[]) => {
    const shown = state.cards[state.at]
    return { cards, at: shown && cards.includes(shown) ? cards.indexOf(shown) : state.at }
  }

  /** Asks for the one that was chosen, or for as many as are lacking, and keeps what there is. */
  const refill = async (): Promise<void> => {
    if (closed || state.paused) return
    if (taking) return void (again = true)
    const first = chosen
    chosen = undefined
    taking = true
    again = false
    // Of what is being told it means nothing that the server has it no more: it may have been taken back since.
    const asked = state.cards.map(keyOf)
    try {
      const { kept, cards } = await server.take(held(), first ? 0 : short(), first)
      if (closed || state.paused) return server.back(cards.map(keyOf))
      receive(asked, kept, cards, first)
    } catch (error) {
      set({ problem: (error as Error).message })
    } finally {
      taking = false
    }
    if (chosen || ((again || first) && short() > 0)) await refill()
  }
  const receive = (asked: FlagKey[], kept: FlagKey[], given: Card[], first?: FlagKey) => {
    const keeps = new Set(kept.map(idOf))
    const lost = new Set(asked.map(idOf).filter((id) => !keeps.has(id)))
    const { cards, at } = hold(state.cards.filter((card) => !lost.has(idOf(card))))
    const known = new Set([...cards.map(idOf), ...told.keys()])
    const fresh = given.filter((card) => !known.has(idOf(card)))
    set({ cards: cards.toSpliced(first ? at : cards.length, 0, ...fresh), at, loaded: true, problem: null })
    if (first && !show(first)) server.refused(NOT_FREE)
  }

  const putBack = (card: Card, at: number) => {
    if (placeOf(card) < 0) set({ cards: state.cards.toSpliced(at, 0, card) })
  }

  const pause = () => {
    if (state.paused) return
    server.back(state.cards.map(keyOf))
    set({ cards: [], paused: true })
  }
  const resume = () => {
    seen = now()
    set({ paused: false, loaded: false })
    return refill()
  }

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    refill,
    /** Asks for more if there are fewer than should be. */
    top: () => (short() > 0 ? refill() : Promise.resolve()),
    step(by: number) {
      set({ at: state.at + by })
      if (short() > 0) void refill()
    },
    /** Puts one card before the one that is shown, if nobody else has it; what is being asked for is waited for. */
    async choose(key: FlagKey) {
      if (show(key)) return
      chosen = key
      await (state.paused ? resume() : refill())
    },
    /** `tell` tells the server, which lets it be taken back for `undoable` ms. */
    decide(card: Card, says: string, tell: () => Promise<unknown>, undoable: number) {
      const id = idOf(card)
      const done = { card, says, until: now() + undoable }
      told.set(id, keyOf(card))
      set({
        ...hold(state.cards.filter((other) => idOf(other) !== id)),
        done: [...state.done.filter((other) => other.until > now()), done],
      })
      const answer = tell().then(
        () => true,
        (error: Error & { status?: number }) => {
          server.refused(error.message, card)
          set({ done: state.done.filter((other) => other !== done) })
          // What somebody else has decided is not put back; what is, comes after the one that he is at by now.
          if (error.status !== 409 && error.status !== 404) putBack(card, state.at + 1)
          return false
        },
      )
      telling.set(id, answer)
      void answer.then(() => {
        told.delete(id)
        telling.delete(id)
        if (short() > 0) void refill()
      })
    },
    /** Takes back what was decided last, if it is not too late. */
    async undo() {
      const done = state.done.findLast((other) => other.until > now())
      if (!done) return
      set({ done: state.done.filter((other) => other !== done) })
      if ((await telling.get(idOf(done.card))) === false) return
      await server.undo(keyOf(done.card)).then(
        () => putBack(done.card, state.at),
        (error: Error) => server.refused(error.message, done.card),
      )
    },
    /** Forgets what can be taken back no more. */
    tidy() {
      const done = state.done.filter((other) => other.until > now())
      if (done.length !== state.done.length) set({ done })
    },
    /** He is there: he has pressed a key, or moved. */
    touch() {
      seen = now()
    },
    /** Keeps what he has while he looks at it; gives it back, with what is still to come, when he has been away for long. */
    keep(hidden: boolean) {
      if (now() - seen > ABSENT) pause()
      else if (!hidden) void refill()
    },
    resume,
    open() {
      closed = false
    },
    /** Gives back what he has. */
    close() {
      closed = true
      server.back(state.cards.map(keyOf))
      set({ cards: [], loaded: false })
    },
  }
}

const NOT_FREE = t('这一条正由别人看，或者已经处理了', 'Somebody else has this one, or it is decided already')
