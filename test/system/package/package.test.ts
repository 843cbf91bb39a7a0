import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { apiDocument } from '../../../scripts/generate-api-document';
import { application, projectOf } from '../../cli/synth/project';
import { temporaryFolder, treeIn } from '../../folder';
import { copyOfRepository, ROOT } from '../../repository';

// Packing builds anew.
jest.setTimeout(600_000);

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const lockText = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
const packages: Record<string, Record<string, any>> = JSON.parse(lockText).packages;

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** As much of a type of the API as is asked. */
interface ApiType {
  readonly name: string;
  readonly properties?: readonly { readonly name: string }[];
  readonly members?: readonly { readonly name: string }[];
}

describe('what npm pack makes', () => {
  let folder: string;
  let archive: string;
  let files: readonly string[];

  beforeAll(() => {
    const copy = copyOfRepository();
    writeFileSync(join(copy, 'build', 'leftover.js'), '');
    const modules = join(temporaryFolder(), 'node_modules');
    mkdirSync(modules);
    run('npm', ['pack', '--silent', '--pack-destination', modules], copy);
    const [packed] = readdirSync(modules) as [string];
    run('tar', ['-xf', packed], modules);
    archive = join(temporaryFolder(), packed);
    renameSync(join(modules, packed), archive);
    folder = join(modules, manifest.name);
    cpSync(join(modules, 'package'), folder, { recursive: true });
    rmSync(join(modules, 'package'), { recursive: true });
    files = Object.keys(treeIn(folder));
  });

  test('is the program, the construct, the schemas, the pipeline and the texts, and nothing left from an earlier build', () => {
    const schemas = readdirSync(join(ROOT, 'schemas')).map(name => `schemas/${name}`);
    const pipeline = readdirSync(join(ROOT, 'pipeline')).map(name => `pipeline/${name}`);
    const docs = existsSync(join(ROOT, 'docs'))
      ? Object.keys(treeIn(join(ROOT, 'docs'))).map(name => `docs/${name}`)
      : [];
    expect(files).toEqual(
      [
        '.jsii',
        'API.md',
        'action.yml',
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'build/LICENSES.txt',
        'build/bluegreen.js',
        'build/construct.d.ts',
        'build/construct.js',
        'build/main.js',
        'build/program/bluegreen.js',
        'build/program/help.js',
        'build/program/main.js',
        'build/program/status.js',
        'package.json',
        ...docs,
        ...pipeline,
        ...schemas,
      ].sort(),
    );
  });

  test('tells other languages of the construct what it is, by the name and version that it has', () => {
    const { name, version, types } = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
    expect({ name, version }).toEqual({ name: manifest.name, version: manifest.version });
    expect(Object.keys(types)).toContain(`${name}.BlueGreenApplication`);
    expect(JSON.stringify(types)).not.toMatch(/zod/i);
    expect(manifest.exports['./.jsii']).toBe('./.jsii');
  });

  test('API.md is what `npm run generate` writes now', () => {
    expect(readFileSync(join(ROOT, 'API.md'), 'utf8')).toBe(apiDocument(join(folder, '.jsii')));
  });

  // That they run is tried at night.
  test('has every type and key that the examples in other languages name', () => {
    const { types } = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8')) as { types: Record<string, ApiType> };
    const api = Object.values(types);
    const names = new Set(api.map(({ name }) => name));
    const keys = new Set(api.flatMap(({ properties = [] }) => properties.map(({ name }) => name.toLowerCase())));
    const members = new Set(api.flatMap(({ name, members = [] }) => members.map(member => `${name}_${member.name}`)));
    const [go, python] = ['go/main.go', 'python/main.py'].map(file =>
      readFileSync(join(ROOT, 'examples', file), 'utf8'),
    ) as [string, string];
    const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, word]) => word!);
    const namesOfGo = all(go, /cdk8sbluegreen\.(?:New)?([A-Z]\w+)/g);
    expect(namesOfGo.filter(name => !names.has(name) && !members.has(name))).toEqual([]);
    expect(all(go, /\b([A-Z]\w+):/g).filter(key => !keys.has(key.toLowerCase()))).toEqual([]);
    expect(all(python, /^ {4}([A-Z]\w+),$/gm).filter(name => !names.has(name))).toEqual([]);
    expect(all(python, /\b(\w+)=/g).filter(key => !keys.has(key.replaceAll('_', '')))).toEqual([]);
  });

  test('has no fault that publint knows', () => {
    const script = `
      import { publint } from ${JSON.stringify(require.resolve('publint'))};
      const { messages } = await publint({ pkgDir: process.argv[1], pack: false, strict: true });
      console.log(JSON.stringify(messages));`;
    expect(JSON.parse(run(process.execPath, ['--input-type=module', '-e', script, folder], ROOT))).toEqual([]);
  });

  test('is a program that needs no other package, and no code that V8 kept elsewhere', () => {
    const project = projectOf(application('ping'));
    cpSync(join(folder, 'build'), join(project, 'build'), { recursive: true });
    expect(run(process.execPath, ['build/main.js'], project)).toBe('');
    expect(existsSync(join(project, 'dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml'))).toBe(true);
  });

  // No engine for images is at hand where this runs; what it would run in the image is run here, but for Debian's packages.
  test('is what the image of the Dockerfile installs, and there it reads a checkout that belongs to somebody else', () => {
    const root = temporaryFolder();
    const project = projectOf(application('ping'));
    const image = (command: string, cwd: string): string => {
      const { status, stdout, stderr } = spawnSync('sh', ['-ec', command], {
        cwd,
        encoding: 'utf8',
        timeout: 240_000,
        env: {
          ...process.env,
          PATH: `${root}/bin:${process.env['PATH']}`,
          NPM_CONFIG_PREFIX: root,
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_SYSTEM: join(root, 'gitconfig'),
        },
      });
      if (status !== 0) throw new Error(`${command} ended with ${status}\n${stdout}${stderr}`);
      return stdout;
    };
    const inPackage = mkdirSync(join(root, 'package'), { recursive: true })!;
    copyFileSync(archive, join(inPackage, basename(archive)));
    const [, last] = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
      .split(/^FROM .*$/m)
      .slice(1);
    const steps = [...last!.matchAll(/^RUN (.*)$/gm)].map(([, step]) => step!);
    expect(steps.filter(step => step.startsWith('apt-get'))).toHaveLength(1);
    for (const step of steps.filter(step => !step.startsWith('apt-get'))) image(step, inPackage);
    expect(readdirSync(inPackage)).toEqual([]);

    expect(image('git init --quiet && bluegreen synth && bluegreen status', project)).toContain('ping');
    if (process.getuid?.() === 0) {
      run('chown', ['-R', 'nobody', project], root);
      expect(image('bluegreen status', project)).toContain('ping');
      expect(image('git status --short', project)).toContain('dist/');
    }
  });

  test('is what npm would publish, as far as npm can tell without doing it', () => {
    const { status, stdout, stderr } = spawnSync('npm', ['publish', '--dry-run', '--access', 'public', archive], {
      cwd: temporaryFolder(),
      encoding: 'utf8',
    });
    expect({ status, said: stdout.trim() || stderr }).toEqual({
      status: 0,
      said: `+ ${manifest.name}@${manifest.version}`,
    });
  });

  test('states what it is, and what it runs on', () => {
    expect(manifest).toMatchObject({ license: 'Apache-2.0', engines: { node: '>=20' } });
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toContain('Apache License');
    expect(readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')).toContain(`## [${manifest.version}]`);
    for (const schema of readdirSync(join(folder, 'schemas'))) {
      expect(JSON.parse(readFileSync(join(folder, 'schemas', schema), 'utf8'))).toHaveProperty('$schema');
    }
  });
});

describe('what is installed', () => {
  const used: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };
  const numbers = (version: string) => version.split('.').map(Number) as [number, number, number];

  test.each(Object.entries(used))(
    '%s is named by its exact version, %s, and that is the locked one',
    (name, version) => {
      expect(version).toMatch(/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/);
      expect(packages[`node_modules/${name}`]!['version']).toBe(version);
    },
  );

  test.each(Object.entries<string>(manifest.peerDependencies))(
    'what users may bring, %s %s, allows what is tested here',
    (name, range) => {
      const [, least] = /^\^(\d+\.\d+\.\d+)$/.exec(range) as unknown as [string, string];
      const [major, minor, patch] = numbers(least);
      const [usedMajor, usedMinor, usedPatch] = numbers(used[name]!);
      expect(major).toBeGreaterThan(0);
      expect(usedMajor).toBe(major);
      expect(usedMinor > minor || (usedMinor === minor && usedPatch >= patch)).toBe(true);
    },
  );

  test('it is compiled for the oldest Node that users may have', () => {
    expect(manifest.engines.node).toBe(`>=${numbers(used['@types/node']!)[0]}`);
  });

  test('the lock names no address to download from, and the hash of every package', () => {
    expect(lockText).not.toContain('"resolved"');
    for (const [path, entry] of Object.entries(packages)) {
      if (path === '' || entry['inBundle']) continue;
      expect([path, entry['integrity']]).toEqual([path, expect.stringMatching(/^sha512-/)]);
    }
  });

  test('the lock holds the packages of every platform, not only of the one that wrote it', () => {
    const optional = Object.entries(packages).flatMap(([path, entry]) =>
      Object.entries<string>(entry['optionalDependencies'] ?? {}).map(([name, range]) => ({ path, name, range })),
    );
    const of = new Set(optional.map(({ path }) => path));
    for (const name of ['@biomejs/biome', '@swc/core', 'esbuild']) expect(of).toContain(`node_modules/${name}`);
    const missing = optional.filter(
      ({ path, name }) =>
        !packages[`${path}/node_modules/${name}`]?.['version'] && !packages[`node_modules/${name}`]?.['version'],
    );
    expect(missing).toEqual([]);
  });
});
