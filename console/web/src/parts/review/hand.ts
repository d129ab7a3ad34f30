import type { Card, FlagKey, Taken } from '../../../../server/schemas.ts'

/** How many cards are there ahead of being asked for, the one that is shown included. */
const AHEAD = 4
/** So many the server lets one have. */
const MOST = 27

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
  problem: string | null
}

/** What the hand asks the server for. */
export interface Server {
  take(hand: FlagKey[], want: number, first?: FlagKey): Promise<Taken>
  undo(key: FlagKey): Promise<unknown>
  back(hand: FlagKey[]): void
  /** says what was refused */
  refused(message: string): void
}

export const keyOf = ({ account, message }: FlagKey): FlagKey => ({ account, message })
export const idOf = ({ account, message }: FlagKey) => `${account} ${message}`

/**
 * The cards that a reviewer has been given. What he decides is gone from the page at once and told to the server behind his back;
 * the next ones are asked for before he needs them.
 */
export function createHand(server: Server, now: () => number) {
  let state: Hand = { cards: [], at: 0, done: [], loaded: false, problem: null }
  const listeners = new Set<() => void>()
  // Decided here, and perhaps not yet there: the server must not give them again.
  const telling = new Map<string, Promise<boolean>>()
  const told = new Map<string, FlagKey>()
  let taking = false
  let again = false
  let closed = false

  const set = (change: Partial<Hand>) => {
    state = { ...state, ...change }
    state = { ...state, at: Math.max(0, Math.min(state.at, state.cards.length - 1)) }
    listeners.forEach((listener) => listener())
  }
  const held = () => [...state.cards.map(keyOf), ...told.values()]
  const short = () => Math.max(0, Math.min(AHEAD - (state.cards.length - state.at), MOST - held().length))

  /** Asks for as many as are lacking, and keeps what there is. */
  const refill = async (first?: FlagKey): Promise<void> => {
    if (closed) return
    if (taking) return void (again = true)
    taking = true
    again = false
    // Of what is being told it means nothing that the server has it no more: it may have been taken back since.
    const asked = state.cards.map(keyOf)
    try {
      const { kept, cards } = await server.take(held(), first ? 1 : short(), first)
      if (closed) return server.back(cards.map(keyOf))
      receive(asked, kept, cards, first)
    } catch (error) {
      set({ problem: (error as Error).message })
    } finally {
      taking = false
    }
    if (again && short() > 0) await refill()
  }
  const receive = (asked: FlagKey[], kept: FlagKey[], given: Card[], first?: FlagKey) => {
    const keeps = new Set(kept.map(idOf))
    const lost = new Set(asked.map(idOf).filter((id) => !keeps.has(id)))
    const shown = state.cards[state.at]
    const cards = state.cards.filter((card) => !lost.has(idOf(card)))
    const known = new Set([...cards.map(idOf), ...told.keys()])
    const fresh = given.filter((card) => !known.has(idOf(card)))
    const place = shown && cards.includes(shown) ? cards.indexOf(shown) : state.at
    if (first) set({ cards: cards.toSpliced(place, 0, ...fresh), at: place, loaded: true, problem: null })
    else set({ cards: [...cards, ...fresh], at: place, loaded: true, problem: null })
  }

  const putBack = (card: Card) => {
    if (!state.cards.some((other) => idOf(other) === idOf(card)))
      set({ cards: state.cards.toSpliced(state.at, 0, card) })
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
    /** Puts one card before the one that is shown, if nobody else has it. */
    async choose(key: FlagKey) {
      const place = state.cards.findIndex((card) => idOf(card) === idOf(key))
      if (place >= 0) set({ at: place })
      else await refill(key)
    },
    /** `tell` tells the server, which lets it be taken back for `undoable` ms. */
    decide(card: Card, says: string, tell: () => Promise<unknown>, undoable: number) {
      const id = idOf(card)
      const done = { card, says, until: now() + undoable }
      told.set(id, keyOf(card))
      set({
        cards: state.cards.filter((other) => other !== card),
        done: [...state.done.filter((other) => other.until > now()), done],
      })
      const answer = tell().then(
        () => true,
        (error: Error & { status?: number }) => {
          server.refused(error.message)
          set({ done: state.done.filter((other) => other !== done) })
          // What somebody else has decided is not put back.
          if (error.status !== 409 && error.status !== 404) putBack(card)
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
        () => putBack(done.card),
        (error: Error) => server.refused(error.message),
      )
    },
    /** Forgets what can be taken back no more. */
    tidy() {
      const done = state.done.filter((other) => other.until > now())
      if (done.length !== state.done.length) set({ done })
    },
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
