import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { WebDeps } from './deps.ts';

/** Headers, limits and the reading of forms. Pages carry no script at all, so none is allowed to run. */
export async function setUpSecurity(app: FastifyInstance, deps: WebDeps): Promise<void> {
  const https = deps.baseUrl.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        // Signing out is a form that may end at the identity provider, and browsers hold the policy against the whole way.
        formAction: ["'self'", ...(deps.provider ? [new URL(deps.provider.issuer).origin] : [])],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    hsts: https,
  });
  await app.register(rateLimit, { max: 3000, timeWindow: '1 minute', allowList: ['127.0.0.1', '::1'] });
  // Repeated names become lists without a prototype, so that no field can be called after an object's own parts.
  await app.register(formbody);
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}
