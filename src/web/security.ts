import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { WebDeps } from './deps.ts';

/** How many requests a minute one address may make: many people may stand behind the one of an office. */
export const requestsAMinute = 3000;

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
        // Browsers apply this rule to every redirect that follows a form. Signing out therefore goes on to the provider
        // by a page of its own.
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    hsts: https,
  });
  // Requests from this machine itself are not counted, unless a proxy may stand between: then its address is
  // everybody's.
  const behindProxy = https || (deps.proxies ?? []).length > 0;
  const allowList = behindProxy ? [] : ['127.0.0.1', '::1'];
  await app.register(rateLimit, { max: requestsAMinute, timeWindow: '1 minute', allowList });
  // Boxes with one name become lists on an object without a prototype, so that no field can have the name of an
  // object's own parts.
  await app.register(formbody);
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}
