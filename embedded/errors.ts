/** The embedded PostgreSQL cannot run; the message is one line that says why and what to do. */
export class EmbeddedError extends Error {
  readonly exitCode = 1
}
/** A live process uses the data folder. */
export class FolderInUse extends EmbeddedError {}
