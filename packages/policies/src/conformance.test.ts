import { expect, test } from 'vitest';
import file from './conformance.json' with { type: 'json' };
import { answersTo, questions, type Conformance } from './conformance.ts';

const kept = file as Conformance;

test('the rules answer every question as the conformance file says; changed on purpose: npm run policies -- conform', () => {
  expect(JSON.stringify(answersTo(kept))).toBe(JSON.stringify(kept));
});

test('the file asks about every notice, kind and turn of the rules as they are', () => {
  expect(answersTo(questions())).toEqual(kept);
});
