import { packSchema, type Pack } from './notice.ts';

export type Fault = { readonly fault: 'shape' | 'uncited' | 'reversed' | 'twice' | 'idle'; readonly at: string };

/** Faults of a pack as data: a broken shape, a citation of no clause, a reversed interval, an id twice, a rule clause without rule. */
export function faultsOf(data: unknown): Fault[] {
  const read = packSchema.safeParse(data);
  if (!read.success) return read.error.issues.map((issue) => ({ fault: 'shape', at: issue.path.join('.') }));
  const pack = read.data;
  return [...twice(pack), ...uncited(pack), ...reversed(pack), ...idle(pack)];
}

function twice(pack: Pack): Fault[] {
  const ids = [...pack.clauses, ...pack.rules].map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((at) => ({ fault: 'twice', at }));
}

function uncited(pack: Pack): Fault[] {
  const known = new Set(pack.clauses.map(({ id }) => id));
  return pack.rules
    .filter((rule) => rule.clauses.some((id) => !known.has(id)))
    .map((rule) => ({ fault: 'uncited', at: rule.id }));
}

function reversed(pack: Pack): Fault[] {
  return pack.rules
    .filter(({ from, until }) => until !== null && until <= from)
    .map((rule) => ({ fault: 'reversed', at: rule.id }));
}

function idle(pack: Pack): Fault[] {
  const cited = new Set(pack.rules.flatMap((rule) => rule.clauses));
  return pack.clauses
    .filter((clause) => clause.kind === 'rule' && !cited.has(clause.id))
    .map((clause) => ({ fault: 'idle', at: clause.id }));
}
