import type { Pack } from '@anmin/domain/measures/notice';
import { civilCode } from './civil-code/pack.ts';
import { daxinganling } from './daxinganling-2021/pack.ts';
import { lanzhou } from './lanzhou-2021/pack.ts';
import { liuzhou } from './liuzhou-2021/pack.ts';
import { regulation2003, regulation2025 } from './marriage-regulation/packs.ts';
import { shanxi } from './shanxi-2021/pack.ts';
import { zhejiang } from './zhejiang-2021/pack.ts';

/** Every notice the office knows. A notice binds by its own region and interval, so all are always loaded. */
export const packs: readonly Pack[] = [
  civilCode,
  regulation2003,
  regulation2025,
  daxinganling,
  zhejiang,
  lanzhou,
  shanxi,
  liuzhou,
];
