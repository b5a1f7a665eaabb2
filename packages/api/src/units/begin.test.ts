import { expect, test } from 'vitest';
import { beginning } from './begin.ts';

const bureau = {
  ...{ region: '232700', name: '某地区', organizer: '某地区民政局', undertaker: '信息中心', address: '某路1号' },
  ...{
    phone: '0457-000 0000',
    siteCode: '2327000001',
    icp: '黑ICP备00000000号-1',
    police: '黑公网安备 23270002000000号',
  },
};
const given = { bureau, administrator: { username: 'guanliyuan', name: '孙志强' }, offices: [] };

test('[C09] what every page shows of the bureau holds no markup, and its telephone is one', () => {
  expect(beginning.safeParse(given).success).toBe(true);
  for (const name of ['name', 'organizer', 'undertaker', 'address', 'siteCode', 'icp', 'police'] as const)
    for (const text of ['"></script><script>alert(1)</script>', '<img src=x>', '备案\u0000号'])
      expect(beginning.safeParse({ ...given, bureau: { ...bureau, [name]: text } }).success, `${name} ${text}`).toBe(
        false,
      );
  for (const phone of ['javascript:alert(1)', '0457<1', '电话'])
    expect(beginning.safeParse({ ...given, bureau: { ...bureau, phone } }).success, phone).toBe(false);
});
