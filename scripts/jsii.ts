/**
 * Compiles the construct by jsii's strict rules, and writes .jsii: what the API is, for all languages that jsii knows.
 * jsii takes every file of the folder in which it stands for a part of the API, so the construct goes into one of its own.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
// Of imports/, what the construct needs; the compiler says when there is more.
const SOURCES = ['lib/construct', 'imports/gateway.networking.k8s.io.ts', 'README.md'];

// By jsii's strict rule set: https://aws.github.io/jsii/user-guides/lib-author/configuration/
const COMPILER_OPTIONS = {
  target: 'es2022',
  lib: ['es2022'],
  module: 'node16',
  moduleResolution: 'node16',
  strict: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  stripInternal: false,
  noEmitOnError: true,
  declaration: true,
  types: ['node'],
};

// `namespace` and `type` are reserved in C# and in Go. They are Kubernetes' words, and jsii has a way of writing them.
const OPTIONS = ['--silence-warnings=reserved-word', '--fail-on-warnings'];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly license: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly jsii: object;
}

/** What package.json says, in the words of a package that is the construct alone. */
function construct(): object {
  const { name, version, description, keywords, license, peerDependencies, devDependencies, jsii }: Manifest =
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const lowest = Object.entries(peerDependencies).map(([peer, range]) => [peer, range.replace('^', '')]);
  return {
    name,
    version,
    description,
    keywords,
    license,
    // jsii asks for both. Neither is true until there is a place that the package is published from.
    author: `The authors of ${name}`,
    repository: { type: 'git', url: `https://git.example.com/${name}.git` },
    main: 'lib/construct/index.js',
    types: 'lib/construct/index.d.ts',
    jsii: { ...jsii, tsconfig: 'tsconfig.json', validateTsconfig: 'strict' },
    peerDependencies,
    // The lowest that users may bring, as jsii wants it. What is compiled against is what is installed.
    devDependencies: Object.fromEntries(lowest),
    dependencies: { zod: devDependencies['zod'] },
    bundledDependencies: ['zod'],
  };
}

/**
 * Compiles the construct, and writes its assembly to a file.
 * @throws Error if jsii finds anything to say
 */
export function compileByJsii(assembly: string): void {
  const stage = mkdtempSync(join(tmpdir(), 'blue-green-jsii-'));
  const json = (file: string, content: object) =>
    writeFileSync(join(stage, file), `${JSON.stringify(content, null, 2)}\n`);
  try {
    for (const source of SOURCES) cpSync(join(ROOT, source), join(stage, source), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(stage, 'node_modules'));
    json('package.json', construct());
    json('tsconfig.json', { compilerOptions: COMPILER_OPTIONS, include: ['lib', 'imports'] });
    const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules', '.bin', 'jsii'), OPTIONS, {
      cwd: stage,
      encoding: 'utf8',
      env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
    });
    if (status !== 0) throw new Error(`jsii refuses the construct\n${stdout}${stderr}`);
    copyFileSync(join(stage, '.jsii'), assembly);
  } finally {
    rmSync(stage, { recursive: true });
  }
}

if (require.main === module) compileByJsii(join(ROOT, '.jsii'));
