import { readPhone } from '@anmin/domain/people/phone';
import { refuse } from '@anmin/domain/refusal';
import { isProven } from '../bookings/phone-proof.ts';
import { Refused, type Context } from '../trpc.ts';
import type { Draft } from './draft.ts';

/** The phones whose holder sits at this draft: each received a code and returned it. */
export function provenPhones(ctx: Context, { proven }: Draft): string[] {
  return proven.filter(({ phone, proof }) => isProven(ctx.keys, phone, proof, realNow())).map(({ phone }) => phone);
}

export function isTypedPhoneProven(ctx: Context, draft: Draft): boolean {
  const typed = readPhone(draft.answers.phone ?? '');
  return 'ok' in typed && provenPhones(ctx, draft).includes(typed.ok);
}

export function typedPhone({ answers }: Draft): string {
  const typed = readPhone(answers.phone ?? '');
  if ('ok' in typed) return typed.ok;
  throw new Refused(refuse('wrongInput', [], { fields: ['phone:phone.wrong'] }));
}

export function realNow(): Temporal.Instant {
  return Temporal.Now.instant();
}
