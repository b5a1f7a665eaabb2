import { expect, test } from 'vitest';
import { instantOf } from '../calendar/day.ts';
import { letterOf, queueSchema, ticketName, turnOf, type QueueRules } from './queue.ts';

const booked = { day: '2026-03-10', starts: '09:40' };
const at = (time: string) => instantOf(booked.day, time);
const rules = (change: Partial<QueueRules>): QueueRules => ({
  ...{ letters: [], lateAfterMinutes: 15, late: 'byArrival' },
  ...change,
});

test('who comes in time is called by the time they booked, however early they come', () => {
  expect(turnOf(rules({}), booked, at('08:30'))).toEqual({ at: at('09:40'), behind: false });
  expect(turnOf(rules({}), booked, at('09:55'))).toEqual({ at: at('09:40'), behind: false });
});

test('who is late loses their time, or waits behind all others, as the office has it', () => {
  expect(turnOf(rules({}), booked, at('09:56'))).toEqual({ at: at('09:56'), behind: false });
  expect(turnOf(rules({ late: 'behindAll' }), booked, at('09:56'))).toEqual({ at: at('09:56'), behind: true });
});

test('where the office has no rule about it nobody is late', () => {
  const inTime = { at: at('09:40'), behind: false };
  expect(turnOf(undefined, booked, at('16:59'))).toEqual(inTime);
  expect(turnOf(rules({ lateAfterMinutes: null, late: 'behindAll' }), booked, at('16:59'))).toEqual(inTime);
});

test('a number is told with the letter of its service, or plain', () => {
  const lettered = rules({ letters: [{ service: 'marriage', letter: 'A' }] });
  expect(ticketName({ letter: letterOf(lettered, 'marriage'), number: 7 })).toBe('A007');
  expect(ticketName({ letter: letterOf(lettered, 'divorceApplication'), number: 1007 })).toBe('1007');
  expect(letterOf(undefined, 'marriage')).toBe('');
});

test('a letter is one of the alphabet', () => {
  expect(queueSchema.safeParse(rules({ letters: [{ service: 'marriage', letter: '<' }] })).success).toBe(false);
});
