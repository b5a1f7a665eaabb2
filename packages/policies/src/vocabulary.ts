import type { Vocabulary } from '@anmin/domain/measures/words';
import { vocabulary as daxinganling } from './daxinganling-2021/vocabulary.ts';
import { vocabulary as lanzhou } from './lanzhou-2021/vocabulary.ts';
import { vocabulary as liuzhou } from './liuzhou-2021/vocabulary.ts';
import { vocabulary as shanxi } from './shanxi-2021/vocabulary.ts';
import { vocabulary as zhejiang } from './zhejiang-2021/vocabulary.ts';

/** What the words of each notice mean: one thing may be called differently by two of them (glossary: 照料, 照应). */
export const vocabularies: Readonly<Record<string, Vocabulary>> = {
  DX: daxinganling,
  LAN: lanzhou,
  LIU: liuzhou,
  SX: shanxi,
  ZJ: zhejiang,
};
