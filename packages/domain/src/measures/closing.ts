import type { RuleVersion } from './notice.ts';

/** Whom a closed institution keeps out or in, in the words of the notices, and a service of it that rests (C9). */
export const closingScopes = ['visitor', 'careHomeResident', 'staff', 'service'] as const;
export type ClosingScope = (typeof closingScopes)[number];

/** Whether an institution closed to these is closed as a rule asks: to everybody it bars, or its service resting. */
export function carriesOut({ requirement }: Pick<RuleVersion, 'requirement'>, scopes: readonly string[]): boolean {
  if (requirement.kind !== 'status') return false;
  const asked = requirement.state === 'serviceSuspension' ? ['service'] : requirement.bars;
  return asked.length > 0 && asked.every((it) => scopes.includes(it));
}

/** Whether a rule asks for a closure at all: one that a closure to everybody would carry out. */
export const asksClosing = (rule: Pick<RuleVersion, 'requirement'>): boolean => carriesOut(rule, closingScopes);
