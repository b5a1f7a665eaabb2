import { randomUUID } from 'node:crypto';
import type { Role } from '@anmin/domain/organisation/roles';
import type { Page } from 'playwright-core';
import { appoint } from '../../../packages/api/test/isolation/neighbours.ts';
import { look, type Desk } from './desk.ts';

/** Somebody with a role, signed in at a browser of their own. */
export async function hired(desk: Desk, username: string, role: Role, unit: string): Promise<Page> {
  const chief = await appoint(desk.office, 'systemAdministrator', '232700');
  const wish = { key: randomUUID(), username, name: '孙文', role, unit };
  const { code } = await desk.office.as(chief).staff.invite(wish);
  return openAccount(desk, username, code);
}

export async function openAccount(desk: Desk, username: string, code: string, looked = false): Promise<Page> {
  const own = await desk.page();
  await own.goto('/admin/invitation');
  await own.fill('#username', username);
  await own.fill('#code', code);
  await own.fill('#passphrase', 'xue-hou-chu-qing');
  await own.fill('#again', 'xue-hou-chu-qing');
  await own.keyboard.press('Enter');
  await own.getByText('口令已设置').waitFor();
  if (looked) await look(own, 'invitation-done');
  await own.getByRole('link', { name: '去登录' }).click();
  await own.fill('#username', username);
  await own.fill('#passphrase', 'xue-hou-chu-qing');
  await own.keyboard.press('Enter');
  await own.waitForURL('**/admin/todo');
  return own;
}
