import pg, { type QueryResultRow } from 'pg';

/** A prepared statement and its values. */
export type Question = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

/** What the driver sends through, and its book of the statements that are on their way. */
type Wire = pg.Connection & { readonly submittedNamedStatements: Record<string, string> };

/** The driver's own query, with the calls by which it is told what the server answers. */
type Asked = {
  readonly name: string;
  readonly text: string;
  /** How values are read, by type; the driver sets it when it takes the query. */
  readonly _result: { _types?: unknown };
  submit(wire: Wire): Error | null;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
  handleReadyForQuery(wire: Wire): void;
};

/** The driver's query, without its types: they leave out what it shares with its own connection. */
const DriversQuery = pg.Query as unknown as new (config: Question, done?: Done) => Asked;
type Done = (error: Error | undefined, result: { readonly rows: never[] }) => void;

/**
 * Several prepared statements as one transaction in one round trip: they go out in one piece with a single Sync behind
 * them, so the server begins at the first, commits at the Sync, and only then says that it is ready (PostgreSQL, message flow,
 * pipelining). The driver has no such call, but takes any query that submits itself; each statement is one of its own queries.
 */
export class OneTransaction<Row extends QueryResultRow> extends DriversQuery {
  /** The rows of each, once the commit has succeeded. When a statement or the commit fails, all is undone and this is refused. */
  readonly answered: Promise<readonly Row[][]>;
  readonly #asked: readonly Asked[];
  #current = 0;
  #settle: (error: Error | null) => void = () => undefined;
  // The driver notes that the server knows the statement which has this name and text when it was parsed.
  declare name: string;
  declare text: string;

  constructor(questions: readonly Question[]) {
    super({ name: '', text: '', values: [] });
    const rows: Row[][] = [];
    this.answered = new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve(rows));
    });
    this.#asked = questions.map((question, place) => {
      return new DriversQuery({ ...question, values: [...question.values] }, (error, result) => {
        if (error) this.#settle(error);
        else rows[place] = result.rows;
      });
    });
    this.#goTo(0);
  }

  override submit(wire: Wire): Error | null {
    const withoutSync = Object.create(wire, { sync: { value: () => undefined } }) as Wire;
    wire.stream.cork();
    try {
      for (const query of this.#asked) {
        query._result._types = this._result._types;
        const fault = query.submit(withoutSync);
        if (fault) this.#settle(fault);
      }
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
    return null;
  }

  override handleRowDescription(message: unknown): void {
    this.#asked[this.#current]?.handleRowDescription(message);
  }

  override handleDataRow(message: unknown): void {
    this.#asked[this.#current]?.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    this.#asked[this.#current]?.handleCommandComplete(message, wire);
    this.#goTo(this.#current + 1);
  }

  handleError(error: Error, wire: Wire): void {
    // What stands behind the one that failed was skipped: the server does not know those statements.
    for (const { name } of this.#asked.slice(this.#current)) delete wire.submittedNamedStatements[name];
    this.#settle(error);
  }

  override handleReadyForQuery(wire: Wire): void {
    for (const query of this.#asked) query.handleReadyForQuery(wire);
    this.#settle(null);
  }

  #goTo(place: number): void {
    this.#current = place;
    this.name = this.#asked[place]?.name ?? '';
    this.text = this.#asked[place]?.text ?? '';
  }
}
