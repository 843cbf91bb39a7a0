import { readFileSync } from 'node:fs';
import nodeModule, { Module } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

// Since Node 22.8. In a folder of our own: others may write into the one for all that Node takes by default.
const { enableCompileCache } = nodeModule as { enableCompileCache?(folder: string): unknown };

/** The programs that run in this process, by name; none where Node keeps what V8 made of them. */
export const scripts = new Map<string, Script>();

/**
 * Runs a program of build/program. Node takes longer to compile one than a small run of it takes, so newer ones keep what
 * V8 made of it at the first run. For Node 20 the build keeps it; where that is missing, or V8 does not take it, it is
 * compiled as ever.
 * @param module the file that stands for the program: it gets its exports, and the program finds its own kind beside it
 */
export function start(name: string, module: NodeJS.Module): void {
  if (enableCompileCache) {
    enableCompileCache(join(__dirname, 'cache'));
    module.exports = module.require(`./program/${name}.js`);
    return;
  }
  const file = join(__dirname, 'program', `${name}.js`);
  const cachedData = contentOf(codeFile(name));
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  scripts.set(name, script);
  script.runInThisContext()(module.exports, module.require.bind(module), module, module.filename, __dirname);
}

/** Where the code of a program is kept. V8 does not check for which machine it was made, so the name says it. */
export function codeFile(name: string): string {
  return join(__dirname, 'program', `${name}.${process.version}-${process.platform}-${process.arch}.code`);
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
