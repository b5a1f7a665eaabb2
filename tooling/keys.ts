import { existsSync } from 'node:fs';
import { createKeys } from '@anmin/api/privacy/keys';
import { writeSecretFile } from '@anmin/server/secret-file';

/** Makes a new file of keys for an office on a database server of its own: `node tooling/run.mjs tooling/keys.ts FILE`. */
const [file] = process.argv.slice(2);
if (file === undefined || existsSync(file)) {
  console.error(
    '用法：node tooling/run.mjs tooling/keys.ts 新文件名 Usage: node tooling/run.mjs tooling/keys.ts NEW_FILE',
  );
  process.exit(1);
}
writeSecretFile(file, JSON.stringify(createKeys()));
