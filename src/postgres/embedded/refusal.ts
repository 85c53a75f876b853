/** The database could not be opened, with a sentence that says why and what to do. A person reads it: no stack is shown. */
export class DatabaseRefusal extends Error {
  override readonly name = 'DatabaseRefusal';
}
