/** deeper than anything a verb takes */
const deepest = 16;

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether text is JSON that a verb may be given: not deeper than it should be, and naming nothing of JavaScript's own. */
export function isFitJson(text: string): boolean {
  return fitJson(text) !== undefined;
}

/** What such a text says; undefined: it is none. */
export function fitJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isFit(value, deepest) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFit(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([name, inner]) => !forbidden.has(name) && isFit(inner, depth - 1));
}
