import { install, node, runToEnd } from './prepare.mjs';

/** Runs a TypeScript file of the house with the Node of the house: `node tooling/run.mjs FILE ARGUMENTS…`. */
install();
process.exitCode = await runToEnd(node(), process.argv.slice(2));
