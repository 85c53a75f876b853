import type { FastifyInstance } from 'fastify';

/** What is under way when the program is told to stop has so long to end. */
const graceMs = 10_000;

/**
 * Closing answers what was asked, and then waits for nobody: a browser that has connected ahead, or a form of which half has come,
 * would keep the program, and the database under it, from ever ending.
 */
export function endInTime(app: FastifyInstance, ms: number = graceMs): void {
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), ms).unref();
  });
}
