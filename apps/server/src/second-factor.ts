import { beginSecondFactor, proveSecondFactor } from '@anmin/api/staff/second-factor';
import { base32, totpUri } from '@anmin/api/staff/totp';
import { isRefusal, refuse } from '@anmin/domain/refusal';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { z } from 'zod';
import { provesPassphrase } from './passphrase.ts';
import { refuseHttp, renewToken, sessionOf, staffIn, type Holding } from './session.ts';

/** Setting up and proving the second factor, beside better-auth's own paths and with its cookies. */
export function secondFactorPlugin(holding: Holding) {
  return {
    id: 'anmin-second-factor',
    endpoints: {
      beginSecondFactor: createAuthEndpoint(
        '/second-factor/begin',
        { method: 'POST', body: z.strictObject({ passphrase: z.string().max(128) }) },
        async (ctx) => {
          const found = await sessionOf(ctx);
          if (found === null) return refuseHttp(ctx, refuse('signInNeeded'));
          const proved = await provesPassphrase(ctx, holding, found.user.id, ctx.body.passphrase);
          if (proved !== 'right') return refuseHttp(ctx, refuse(proved === 'wrong' ? 'signInWrong' : 'tooOften'));
          const secret = await beginSecondFactor(holding, await staffIn(holding, found));
          if (isRefusal(secret)) return refuseHttp(ctx, secret);
          return ctx.json({ secret: base32(secret), uri: totpUri(secret, '安民', found.user.username) });
        },
      ),
      proveSecondFactor: createAuthEndpoint(
        '/second-factor/prove',
        { method: 'POST', body: z.strictObject({ code: z.string().max(16) }) },
        async (ctx) => {
          const found = await sessionOf(ctx);
          if (found === null) return refuseHttp(ctx, refuse('signInNeeded'));
          const code = ctx.body.code.replace(/\s/g, '');
          const refused = await proveSecondFactor(holding, await staffIn(holding, found), code);
          if (refused !== null) return refuseHttp(ctx, refused);
          await renewToken(ctx, found);
          return ctx.json({ proved: true });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
