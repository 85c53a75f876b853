import type { FastifyInstance } from 'fastify';

/** How long what is under way may take to end once the program is told to stop. */
const graceMs = 10_000;

/**
 * Has closing answer what was asked and then wait for nobody: a browser that has connected ahead, or a form of which
 * half has come, would keep the program, and the database under it, from ever ending.
 */
export function endInTime(app: FastifyInstance, ms: number = graceMs): void {
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), ms).unref();
  });
}
