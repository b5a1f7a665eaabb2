import { build, install, node, runToEnd } from './prepare.mjs';

/** Opens the office from a fresh checkout: installs, builds, serves. */
install();
build();
process.exitCode = await runToEnd(node(), ['apps/server/src/main.ts'], { NODE_ENV: 'production' });
