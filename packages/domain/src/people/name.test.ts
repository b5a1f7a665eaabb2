import { describe, expect, test } from 'vitest';
import { readName } from './name.ts';

describe('[G16] a name', () => {
  test.each([
    ['two characters', '王明', '王明'],
    ['spaces around', '　王小明 ', '王小明'],
    ['the dot of the card', '买买提·吐尔逊', '买买提·吐尔逊'],
    ['another dot', '买买提•吐尔逊', '买买提·吐尔逊'],
    ['a Japanese dot with spaces', '买买提 ・ 吐尔逊', '买买提·吐尔逊'],
    ['a rare character of Extension B', '𠮷田', '𠮷田'],
    ['two rare characters only', '𠮷𪚥', '𠮷𪚥'],
    ['the zero that is a character', '王〇', '王〇'],
    ['Latin letters', 'Anna-Maria  Schmidt', 'Anna-Maria Schmidt'],
    ['full-width Latin letters', 'Ａｎｎａ', 'Anna'],
    ['a letter and its accent apart', 'Jose\u0301', 'José'],
    ['a line end from a table', '王小明\r\n', '王小明'],
    ['a direction override', '王\u202e小明\u202c', '王小明'],
    ['fifty characters', '王'.repeat(50), '王'.repeat(50)],
  ])('%s is accepted', (_, text, name) => {
    expect(readName(text)).toEqual({ ok: name });
  });

  test.each([
    ['nothing', '', 'empty'],
    ['only spaces and invisible marks', ' \u200b\u202e　', 'empty'],
    ['a digit', '王小明1', 'digit'],
    ['a full-width digit', '王小明１', 'digit'],
    ['a digit of another script', 'علي١', 'digit'],
    ['one character', '王', 'length'],
    ['one rare character', '𠮷', 'length'],
    ['fifty-one characters', '王'.repeat(51), 'length'],
  ])('%s is explained', (_, text, error) => {
    expect(readName(text)).toMatchObject({ error });
  });

  test('too long says how long', () => {
    expect(readName('𠮷'.repeat(51))).toEqual({ error: 'length', length: 51 });
  });
});
