/** How questions are sent together. */
export type Gathering<Item, Answer> = {
  /** Sends all of them as one statement; the answers stand in the order of the items. */
  readonly send: (items: readonly Item[]) => Promise<readonly Answer[]>;
  /** Items of one key never go together. */
  readonly keyOf?: (item: Item) => string;
  /** Whether a failure says that nothing of the statement was done, so that each may be sent again alone. */
  readonly undone: (error: unknown) => boolean;
  /** So many statements at most are under way at once; so many items at most go in one. */
  readonly lanes: number;
  readonly most: number;
  /**
   * From so many waiting items on, they go in two halves, if the server is idle and they are most of those who ask.
   * Never when left out.
   */
  readonly halvedFrom?: number;
  /** What is under way to the server, by all that share the count. */
  readonly server?: Server;
};

/** How busy a server is kept. */
export type Server = {
  /** Statements under way. */
  underWay: number;
  /** Items that wait or are under way. */
  unanswered: number;
  /** The most that were unanswered at once, of late. */
  lately: number;
};

export function idleServer(): Server {
  return { underWay: 0, unanswered: 0, lately: 0 };
}

/** From this share of those who asked lately, the ones who wait here are most of them. */
const mostOf = 2 / 3;

/**
 * What was asked lately fades by a fiftieth with each turn, so that the end of a rush is noticed after some thirty
 * statements.
 */
const fading = 0.98;

type Waiting<Item, Answer> = {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Gathers what is asked at the same time. What comes while all lanes are taken waits, and goes together with the next
 * statement; nobody waits while a lane is free. Those who were answered together tend to ask together again, and the
 * server and this process would take turns. So where the server is idle and most of those who ask wait here, they go in
 * two halves: the server works on one while this process works on the other. A statement that fails for one of many is
 * sent again for each alone, so that nobody is answered for another's fault.
 */
export function gathering<Item, Answer>({
  send,
  keyOf,
  undone,
  lanes,
  most,
  halvedFrom = Number.POSITIVE_INFINITY,
  server = idleServer(),
}: Gathering<Item, Answer>) {
  let waiting: Waiting<Item, Answer>[] = [];
  let underWay = 0;
  let woken = false;

  function wake(): void {
    if (woken) return;
    woken = true;
    // Waits until everything that can run now has asked: those who were answered together ask again together.
    setImmediate(() => {
      woken = false;
      server.lately = Math.max(server.unanswered, server.lately * fading);
      const areMost = waiting.length >= Math.max(halvedFrom, server.lately * mostOf);
      if (server.underWay === 0 && areMost) void sendNext(Math.min(most, Math.ceil(waiting.length / 2)));
      while (underWay < lanes && waiting.length > 0) void sendNext(most);
    });
  }

  async function sendNext(atMost: number): Promise<void> {
    const together = takeTogether(atMost);
    underWay += 1;
    server.underWay += 1;
    try {
      const answers = await send(together.map(({ item }) => item));
      for (const [place, { resolve }] of together.entries()) resolve(answers[place] as Answer);
    } catch (error) {
      if (undone(error) && together.length > 1) await sendAlone(together);
      else for (const { reject } of together) reject(error);
    } finally {
      underWay -= 1;
      server.underWay -= 1;
      server.unanswered -= together.length;
      if (waiting.length > 0) wake();
    }
  }

  function takeTogether(atMost: number): readonly Waiting<Item, Answer>[] {
    const taken: Waiting<Item, Answer>[] = [];
    const left: Waiting<Item, Answer>[] = [];
    const keys = new Set<string>();
    for (const one of waiting) {
      const key = keyOf?.(one.item);
      if (taken.length === atMost || (key !== undefined && keys.has(key))) left.push(one);
      else taken.push(one);
      if (key !== undefined) keys.add(key);
    }
    waiting = left;
    return taken;
  }

  async function sendAlone(together: readonly Waiting<Item, Answer>[]): Promise<void> {
    for (const { item, resolve, reject } of together) {
      try {
        const [answer] = await send([item]);
        resolve(answer as Answer);
      } catch (error) {
        reject(error);
      }
    }
  }

  return (item: Item): Promise<Answer> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      server.unanswered += 1;
      wake();
    });
}
