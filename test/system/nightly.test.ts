import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scripts } from '../../package.json';
import { ROOT } from '../repository';

test('what a plain run leaves to the night is run by `npm run test:nightly`', () => {
  const [, words = ''] = /jest --ci (.*)$/.exec(scripts['test:nightly']) ?? [];
  const patterns = words.split(' ').map(word => new RegExp(word.replaceAll("'", '')));
  const left = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts'))
    .filter(file => /^import .*\/nightly';$/m.test(readFileSync(join(ROOT, 'test', file), 'utf8')));
  expect(left.length).toBeGreaterThan(5);
  expect(left.filter(file => !patterns.some(pattern => pattern.test(join(ROOT, 'test', file))))).toEqual([]);
});
