import type { Reason, Refusal } from '@anmin/domain/refusal';
import { adviceFor, type Code } from '@anmin/words/interface';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { Refused } from '@anmin/api/trpc';
import { isUnreachable } from '@anmin/db/unreachable';
import { ZodError } from 'zod';

/** RFC 9457, with what a program needs: a code that stays, and where in the request each fault is. */
export type Problem = {
  readonly type: string;
  readonly code: Code;
  readonly title: string;
  readonly detail: string;
  readonly status: number;
  readonly requestId: string;
  readonly clauses?: readonly string[];
  readonly facts?: Refusal['facts'];
  readonly errors?: readonly Fault[];
};

export type Fault = { readonly pointer: string; readonly code: string };

/** What a request is answered when it is not done. `after`: seconds until it is worth asking again. */
export type Failure = {
  readonly code: Code;
  readonly status: number;
  readonly after?: number;
  readonly refusal?: Refusal;
  readonly errors?: readonly Fault[];
};

export function problemOf({ code, status, refusal, errors }: Failure, requestId: string): Problem {
  const advice = adviceFor[code] ?? adviceFor.internal;
  const { faults, facts } = faultsIn(refusal);
  return {
    type: `/api/v1/docs#${code}`,
    ...{ code, title: advice?.cause({}, zh) ?? code, detail: advice?.fix({}, zh) ?? '', status, requestId },
    ...(refusal === undefined || refusal.clauses.length === 0 ? {} : { clauses: refusal.clauses }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...((errors ?? faults.length > 0) ? { errors: errors ?? faults } : {}),
  };
}

const zh = { locale: 'zh-CN' } as const;

export function failureOf(error: unknown): Failure {
  if (isUnreachable(error)) return { code: 'unavailable', status: 503, after: 3 };
  if (!(error instanceof TRPCError)) return { code: 'internal', status: 500 };
  const { cause } = error;
  if (isUnreachable(cause)) return { code: 'unavailable', status: 503, after: 3 };
  if (cause instanceof Refused) return refused(cause.refusal, getHTTPStatusCodeFromError(error));
  if (error.code === 'BAD_REQUEST' && cause instanceof ZodError)
    return { code: 'wrongInput', status: 400, errors: cause.issues.map(faultOf) };
  return { code: 'internal', status: 500 };
}

function refused(refusal: Refusal, status: number): Failure {
  const code = codeFor[refusal.refused] ?? refusal.refused;
  const after = secondsUntilAgain[refusal.refused];
  const own = refusal.refused === 'stale' ? 412 : status;
  return { code, status: own, refusal, ...(after === undefined ? {} : { after }) };
}

const codeFor: Partial<Record<Reason, Code>> = { signInNeeded: 'keyNeeded' };
const secondsUntilAgain: Partial<Record<Reason, number>> = { busy: 2, tooOften: 60 };

function faultOf({ path, code }: ZodError['issues'][number]): Fault {
  return { pointer: `/${path.map(String).join('/')}`, code };
}

/** The site's fields, as the interface names them; `id1:id.length:17` is the field, what is wrong, and a number. */
function faultsIn(refusal: Refusal | undefined): { faults: Fault[]; facts: Refusal['facts'] } {
  if (refusal === undefined) return { faults: [], facts: {} };
  const { fields, ...facts } = refusal.facts;
  if (!Array.isArray(fields)) return { faults: [], facts: refusal.facts };
  const faults = (fields as readonly string[]).map((text) => {
    const [field = '', code = ''] = text.split(':');
    return { pointer: pointerOf(field), code };
  });
  return { faults, facts };
}

function pointerOf(field: string): string {
  const party = /^(name|id|stay|quarantine)([1-9])/.exec(field);
  if (party !== null) return `/parties/${Number(party[2]) - 1}/${partyProperty[party[1] ?? ''] ?? ''}`;
  if (field.startsWith('ask.')) return `/told/${field.slice('ask.'.length)}`;
  return field.startsWith('application') ? '/applicationDay' : `/${field}`;
}

const partyProperty: Readonly<Record<string, string>> = {
  name: 'name',
  id: 'idNumber',
  stay: 'keyAreaStay',
  quarantine: 'quarantineEnd',
};
