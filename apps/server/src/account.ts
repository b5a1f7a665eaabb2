import { execFileSync, spawnSync } from 'node:child_process';
import { CannotStart } from './sentences.ts';

/** As whom PostgreSQL runs. It refuses to run as root, so root lends it another account. */
export interface DatabaseAccount {
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
  /** a command put before PostgreSQL's own, if the account alone could not reach its files */
  readonly prefix: readonly string[];
}

const name = 'postgres';

export function databaseAccount(dataDir: string, binary: string): DatabaseAccount {
  if (process.getuid?.() !== 0) return { ids: undefined, prefix: [] };
  const ids = idsOf() ?? makeAccount();
  const plain: DatabaseAccount = { ids, prefix: [] };
  if (canReach(plain, dataDir, binary)) return plain;
  // A checkout below /root is closed to every other account, unless it keeps one capability of root's.
  const lent = ['setpriv', `--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups'];
  // Without the fixup bit, access(2), which initdb asks, would leave the capability out of account.
  const kept = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const prefix = [...lent, ...kept, '--'];
  if (canReach({ ids, prefix }, dataDir, binary)) return { ids, prefix };
  throw new CannotStart({
    zh: `以 root 运行时数据库使用账户 ${name}，它无法进入 DATA_DIR ${dataDir} 或安装目录，请另选目录或改用普通账户运行。`,
    en: `As root the database runs as ${name}, who cannot reach DATA_DIR ${dataDir} or this installation: choose other directories or run as an ordinary user.`,
  });
}

function canReach({ ids, prefix }: DatabaseAccount, dataDir: string, binary: string): boolean {
  return [
    [binary, '--version'],
    ['test', '-x', dataDir],
  ].every((words) => {
    const [command = '', ...args] = [...prefix, ...words];
    return spawnSync(command, args, { cwd: '/', ...(prefix.length === 0 ? ids : {}) }).status === 0;
  });
}

function idsOf(): { uid: number; gid: number } | undefined {
  try {
    const number = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return undefined;
  }
}

function makeAccount(): { uid: number; gid: number } {
  spawnSync('groupadd', ['--system', name]);
  spawnSync('useradd', ['--system', '--no-create-home', '--gid', name, '--shell', '/usr/sbin/nologin', name]);
  const ids = idsOf();
  if (ids === undefined) {
    throw new CannotStart({
      zh: `以 root 运行时数据库需要账户 ${name}，请创建它、设置 DATABASE_URL，或改用普通账户运行。`,
      en: `As root the database needs an account named ${name}: create it, set DATABASE_URL, or run as an ordinary user.`,
    });
  }
  return ids;
}
