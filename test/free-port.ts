import { createServer } from 'node:net';

/** Each process begins elsewhere, and gives no port twice. */
let next = 20_000 + ((process.pid * 64) % 10_000);

/**
 * A port on which nobody listens, for whoever must know an address before anything listens there. It lies below those of which the system
 * gives one to whoever asks for any, so that nobody comes to it by chance meanwhile, however long that is.
 */
export async function freePort(): Promise<number> {
  while (next < 32_000) {
    const port = next;
    next += 1;
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
