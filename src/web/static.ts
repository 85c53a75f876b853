import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { assetNames, assetOf } from './assets.ts';

/** Style sheets and pictures. Those asked for with their hash may be kept for a year. */
export function serveAssets(app: FastifyInstance): void {
  for (const name of assetNames) {
    app.get<{ Querystring: { v?: string } }>(`/assets/${name}`, (request, reply) => {
      const asset = assetOf(name);
      const kept = request.query.v === asset.hash ? 'public, max-age=31536000, immutable' : 'no-cache';
      return reply.type(asset.mediaType).header('cache-control', kept).send(asset.content);
    });
  }
  const resolve = createRequire(import.meta.url).resolve;
  // The NHS style sheet asks for four of these by name.
  app.get<{ Params: { icon: string } }>('/assets/images/:icon', (request, reply) => {
    const { icon } = request.params;
    if (!/^nhsuk-icon-[a-z-]+\.svg$/.test(icon)) return reply.code(404).send();
    const picture = readIcon(() => resolve(`nhsuk-frontend/dist/nhsuk/assets/images/${icon}`));
    if (picture === null) return reply.code(404).send();
    return reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(picture);
  });
}

function readIcon(file: () => string): string | null {
  try {
    return readFileSync(file(), 'utf8');
  } catch {
    return null;
  }
}
