import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { version } from '../../../package.json';
import { stampsIn, temporaryFolder } from '../../folder';
import { atNight } from '../../nightly';
import { ROOT } from '../../repository';

// Installing takes its time.
jest.setTimeout(300_000);

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const [, SECTION = ''] = /^## Start in your own repository\n([\s\S]*?)^## /m.exec(README) ?? [];
// The second block, from an empty folder to a commit.
const COMMANDS = [...SECTION.matchAll(/^```sh\n([\s\S]*?)^```/gm)][1]![1]!.trimEnd().split('\n');
const MANAGERS = [
  { manager: 'npm', version: undefined, column: 0 },
  { manager: 'pnpm', version: '10.20.0', column: 1 },
  { manager: 'yarn', version: '1.22.22', column: 2 },
] as const;

/** What the table below the commands says, by row: one for each package manager. */
function rowOf(title: string): string[] {
  const [, cells = ''] = new RegExp(`^\\| ${title} +\\|(.*)\\|$`, 'm').exec(SECTION) ?? [];
  return cells.split('|').map(cell => cell.trim().replaceAll('`', ''));
}

const run = (cwd: string, path: string, command: string) => {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: path,
      HOME: cwd,
      CDK8S_CHECK_UPGRADE: 'false',
      GIT_AUTHOR_NAME: 'Reader',
      GIT_AUTHOR_EMAIL: 'reader@example.com',
      GIT_COMMITTER_NAME: 'Reader',
      GIT_COMMITTER_EMAIL: 'reader@example.com',
    },
  });
  if (status !== 0) throw new Error(`${command}\nended with ${status}\n${stdout}${stderr}`);
  return stdout;
};

interface Walk {
  readonly shop: string;
  readonly path: string;
}

describe('what the README begins with, from the packed file', () => {
  let archive: string;
  beforeAll(() => {
    const folder = temporaryFolder();
    // `npm test` has built this checkout.
    run(ROOT, process.env['PATH']!, `npm pack --silent --ignore-scripts --pack-destination '${folder}'`);
    archive = join(folder, `cdk8s-blue-green-${version}.tgz`);
  });

  test('is a walk of five commands', () => {
    expect(COMMANDS).toHaveLength(5);
    expect(SECTION).toContain(`cdk8s-blue-green-${version}.tgz`);
  });

  function walked({ manager, version, column }: (typeof MANAGERS)[number]): Walk {
    const folder = temporaryFolder();
    const [start, shop, tools] = ['clone', 'shop', 'tools'].map(name => join(folder, name)) as [string, string, string];
    mkdirSync(start);
    symlinkSync(archive, join(folder, archive.split('/').at(-1)!));
    let path = process.env['PATH']!;
    if (version) {
      mkdirSync(tools);
      run(tools, path, `npm install --silent --prefix . ${manager}@${version}`);
      path = [join(tools, 'node_modules', '.bin'), path].join(delimiter);
    }
    const ownWords = (command: string) =>
      ['install', 'run'].reduce((text, row) => text.replace(rowOf(row)[0]!, rowOf(row)[column]!), command);
    for (const [index, command] of COMMANDS.entries()) run(index ? shop : start, path, ownWords(command));
    return { shop, path };
  }

  let withNpm: Walk | undefined;
  const walkedWithNpm = (): Walk => {
    withNpm ??= walked(MANAGERS[0]);
    return withNpm;
  };

  function works({ shop, path }: Walk, { manager, column }: (typeof MANAGERS)[number]): void {
    expect(run(shop, path, 'git status --porcelain')).toBe('');
    expect(run(shop, path, 'git ls-files node_modules')).toBe('');
    const tool = rowOf('run')[column]!;
    expect(run(shop, path, `${tool} status`)).toContain('web          production   * 1.0 (2)');
    const before = stampsIn(join(shop, 'dist'));
    run(shop, path, `${manager} run synth`);
    expect(stampsIn(join(shop, 'dist'))).toEqual(before);
    // A second start changes nothing.
    run(shop, path, `${tool} init`);
    expect(run(shop, path, 'git status --porcelain')).toBe('');
    const [, schema = ''] = /\$schema=(.*)/.exec(readFileSync(join(shop, 'bluegreen.yaml'), 'utf8')) ?? [];
    expect(existsSync(join(shop, schema))).toBe(true);
  }

  test('works with npm', () => works(walkedWithNpm(), MANAGERS[0]));

  atNight('at night', () => {
    test.each(MANAGERS.slice(1))('works with $manager', manager => works(walked(manager), manager));
  });

  test('cdk8s synth writes the same dist/, and says what takes context there', () => {
    const { shop, path: npm } = walkedWithNpm();
    const path = [join(ROOT, 'node_modules', '.bin'), npm].join(delimiter);
    run(shop, path, 'cdk8s synth');
    expect(run(shop, path, 'git status --porcelain')).toBe('');
    expect(() => run(shop, path, 'cdk8s synth -c web.active=green')).toThrow(
      'fix: npx --no cdk8s-blue-green synth -c web.active=green\n',
    );
    run(shop, path, 'git restore dist && npx --no cdk8s-blue-green synth');
    expect(run(shop, path, 'git status --porcelain')).toBe('');
    writeFileSync(join(shop, 'apps', 'web.yaml'), 'name: web\n');
    expect(() => run(shop, path, 'cdk8s synth')).toThrow('to get it back: git restore dist\n');
    run(shop, path, 'git restore apps dist');
  });
});
