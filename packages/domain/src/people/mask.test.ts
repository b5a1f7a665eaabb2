import { expect, test } from 'vitest';
import { maskIdNumber, maskName, maskPhone } from './mask.ts';

test.each([
  [maskIdNumber('11010519491231002X'), '11**************2X'],
  [maskName('王小明'), '王*明'],
  [maskName('王明'), '王*'],
  [maskName('欧阳小明'), '欧**明'],
  [maskName('买买提·吐尔逊'), '买*****逊'],
  [maskName('𠮷田𪚥'), '𠮷*𪚥'],
  [maskName('王'), '王'],
  [maskName('Anna'), 'A***'],
  [maskName('Jo'), 'J***'],
  [maskName('Anna Li'), 'A*****i'],
  [maskPhone('13800131234'), '138****1234'],
])('[A24] %s', (masked, shown) => {
  expect(masked).toBe(shown);
});
