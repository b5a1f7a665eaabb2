import type { Case } from '@anmin/domain/measures/case';
import { cases as daxinganling } from './daxinganling-2021/cases.ts';
import { cases as lanzhou } from './lanzhou-2021/cases.ts';
import { cases as liuzhou } from './liuzhou-2021/cases.ts';
import { cases as shanxi } from './shanxi-2021/cases.ts';
import { cases as zhejiang } from './zhejiang-2021/cases.ts';

/** What the rules of all notices say of single situations. */
export const cases: readonly Case[] = [...daxinganling, ...lanzhou, ...liuzhou, ...shanxi, ...zhejiang];
